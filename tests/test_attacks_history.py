"""Attacks on git's history: dates, and what a clone is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from attack import (
    FOLDER,
    HEAD,
    TOMORROW,
    another,
    approve,
    clean,
    counterfeit,
    draft,
    refused,
    revise,
    rewrite,
    write,
)
from gongkai.model import SetupError
from signed_repo import LANDED, SignedRepo

WINTER = "2026-01-06T09:00:00+08:00"
"""Long before the item lands, and before the twenty days run out of one made on `EARLY`."""
EARLY = "2026-01-05"
OTHER = "2026-00013"


def test_a_late_item_merged_with_a_date_of_long_ago(repo: SignedRepo) -> None:
    """No landing is earlier than the one before it, whatever the commit says."""
    another(repo, OTHER)
    clean(repo)
    draft(repo, created="2026-02-01")
    approve(repo)
    repo.merge(at="2026-02-10T09:00:00+08:00")
    refused(repo, "late")


def test_a_late_draft_with_dates_of_long_ago(repo: SignedRepo) -> None:
    repo.branch()
    write(repo, created=EARLY)
    repo.commit("Draft", at=WINTER)
    repo.approve(at=WINTER)
    repo.commit("Approve", at=WINTER, author=HEAD)
    clean(repo, today=TOMORROW.replace(month=1, day=6))
    refused(repo, "late")
    repo.merge(at=LANDED)
    refused(repo, "late")


def test_a_late_item_takes_the_place_of_one_that_landed_in_time(repo: SignedRepo) -> None:
    """A rename inherits no date: the number landed when it landed."""
    another(repo, OTHER, at=WINTER, created=EARLY)
    clean(repo)
    repo.branch()
    repo.git("mv", "content/items/2026/00013.md", "content/items/2026/00012.md")
    repo.commit("Rename")
    refused(repo, "bad-signature", "landed-deleted", "late")


def gitlink(repo: SignedRepo, target: str) -> None:
    """A submodule lands where an item could: the checkout shows an empty folder, so no check saw it."""
    repo.branch("link")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{target},content/items/2026/00012.md")
    repo.git("commit", "--quiet", "-m", "Link", at=WINTER)
    repo.merge("link", at=WINTER)
    repo.git("rm", "--quiet", "--cached", "content/items/2026/00012.md")
    (repo.root / "content/items/2026/00012.md").rmdir()


@pytest.mark.parametrize("target", ["of this repository", "of nowhere"])
def test_a_submodule_keeps_the_date_warm_for_a_late_item(repo: SignedRepo, target: str) -> None:
    gitlink(repo, repo.git("rev-parse", "HEAD").strip() if target == "of this repository" else "1" * 40)
    clean(repo)
    draft(repo, created=EARLY)
    approve(repo)
    repo.merge()
    refused(repo, "late")


def test_a_link_keeps_the_date_warm_for_a_late_item(repo: SignedRepo) -> None:
    link = repo.root / "content/items/2026/00012.md"
    link.parent.mkdir(parents=True)
    link.symlink_to("nowhere")
    repo.commit("Link", at=WINTER)
    refused(repo, "stray-file")
    link.unlink()
    draft(repo, created=EARLY)
    approve(repo)
    repo.merge()
    refused(repo, "late")


@pytest.mark.parametrize("words", ["", "---\ntitle: 占位\n---\n"])
def test_a_file_that_is_no_item_keeps_the_date_warm_for_a_late_item(repo: SignedRepo, words: str) -> None:
    """Nothing could be published while it stood there, so its number was not public."""
    repo.put(f"{FOLDER}/index.md", words)
    repo.commit("Reserve", at=WINTER)
    draft(repo, created=EARLY)
    approve(repo)
    refused(repo, "late")
    repo.merge()
    refused(repo, "late")


def test_an_unsigned_placeholder_keeps_the_date_warm_for_a_late_item(repo: SignedRepo) -> None:
    """Pushed past a red check, and followed by the text as its "correction"."""
    repo.write(created=EARLY)
    repo.commit("Placeholder", at=WINTER)
    refused(repo, "unsigned")
    repo.branch("text")
    notes = [{"date": LANDED[:10], "kind": "更正", "note": "补全"}]
    repo.write(created=EARLY, revision="2", changes=notes, body="\n全文。\n")
    repo.commit("Text")
    repo.approve()
    repo.commit("Approve", author=HEAD)
    refused(repo, "late")
    repo.merge("text")
    refused(repo, "late")


def test_an_item_that_only_a_tag_has_ever_held(repo: SignedRepo) -> None:
    draft(repo, created=EARLY)
    repo.git("tag", "v1")
    repo.git("tag", "main")
    repo.git("checkout", "--quiet", "refs/heads/main")
    repo.git("branch", "--quiet", "-D", "draft")
    draft(repo, created=EARLY)
    approve(repo)
    refused(repo, "late")


@pytest.mark.parametrize("name", ["origin/main", "main/main", "HEAD", "refs/heads/main"])
def test_a_branch_that_is_called_like_the_main_one(repo: SignedRepo, name: str) -> None:
    name = f"x/{name}" if name == "main/main" else name
    draft(repo, created=EARLY)
    repo.commit("Landed, it says", at=WINTER)
    repo.git("update-ref", f"refs/heads/{name}", "HEAD")
    approve(repo)
    refused(repo, "late")


SECONDS = {
    "before the epoch": "-1000000000",
    "in the last hours of the calendar": "253402300799",
    "after the end of the calendar": "253402300800",
    "after the end of all clocks": "9" * 30,
    "that is none": "x",
    "missing": "",
}


@pytest.mark.parametrize("when", SECONDS)
def test_a_commit_with_a_date(public: SignedRepo, when: str) -> None:
    counterfeit(public, r"(?<=> )\d+(?= \+0800\n\n)", SECONDS[when])
    with pytest.raises(SetupError, match="没有可信的日期") as caught:
        public.check()
    assert "\n" not in str(caught.value)


def test_a_commit_without_a_committer(public: SignedRepo) -> None:
    counterfeit(public, r"committer .*\n", "")
    with pytest.raises(SetupError, match="没有可信的日期"):
        public.check()


def recode(repo: SignedRepo, encoding: str, end: str = "") -> None:
    """A message that would be records of our reading of the log, if git gave it out as it says it should be."""
    zeros, path = "0" * 40, "content/items/2026/00099.md"
    words = f"+AAA-:000000 100644 {zeros} {zeros} A+AAA-{path}+AAA-"
    counterfeit(repo, r"\n\nMerge draft\n", f"\nencoding {encoding}\n\n{words}{end}\n")


@pytest.mark.parametrize("encoding", ["UTF-7", "GBK", "ISO-2022-JP", "nonsense"])
def test_a_commit_in_another_alphabet_says_nothing_else(public: SignedRepo, encoding: str) -> None:
    landed = public.landed()
    recode(public, encoding)
    assert public.landed() == landed
    clean(public)


def test_a_commit_of_which_not_even_the_head_can_be_read(public: SignedRepo) -> None:
    recode(public, "UTF-16", "+")  # an even number of bytes: else git gives up, and reads it as it is
    with pytest.raises(SetupError, match="没有可信的日期"):
        public.check()


def test_a_commit_whose_message_has_a_nul(public: SignedRepo) -> None:
    words = f":000000 100644 {'0' * 40} {'0' * 40} A\0content/items/2026/00099.md\0"
    landed = public.landed()
    counterfeit(public, r"Merge draft", f"Merge draft\0{words}")
    assert public.landed() == landed
    clean(public)


def test_a_replaced_commit(public: SignedRepo, tmp_path: Path) -> None:
    public.branch()
    rewrite(public, "总体平稳", "总体平稳")
    clean(public)
    late = SignedRepo(tmp_path / "late")
    draft(late, created=EARLY)
    approve(late, at=WINTER)
    late.merge(at=LANDED)
    refused(late, "late")
    landing = late.git("rev-parse", "HEAD").strip()
    forged = counterfeit(late, r"(?<=> )\d+(?= \+0800\n\n)", "1767661200")
    late.git("reset", "--quiet", "--soft", landing)
    late.git("replace", landing, forged)
    assert "2026-01-06" in late.git("log", "-1", "--format=%cI")
    refused(late, "late")


def test_a_grafted_commit(repo: SignedRepo) -> None:
    draft(repo, created=EARLY)
    repo.commit("Warm", at=WINTER)
    approve(repo)
    repo.merge(at=LANDED)
    refused(repo, "late")
    heads = repo.git("rev-parse", "main", "draft").split()
    repo.put(".git/info/grafts", " ".join(heads) + "\n")
    assert repo.git("rev-parse", "main^1", "--").startswith(heads[1])
    refused(repo, "late")


@pytest.mark.parametrize("liking", ["log.showSignature", "log.follow"])
def test_what_the_owner_of_a_clone_likes_to_see_is_not_taken_for_history(
    public: SignedRepo, liking: str
) -> None:
    landed = public.landed()
    public.commit("Signed", signed="zonghe-head")
    public.git("config", liking, "true")
    assert public.landed() == landed
    clean(public)


def test_a_request_is_not_its_own_main_line_where_main_was_not_fetched(approved: SignedRepo) -> None:
    base = approved.git("rev-parse", "main").strip()
    approved.git("branch", "--quiet", "-D", "main")
    with pytest.raises(SetupError, match="没有主分支 main"):
        approved.judge(base)


def test_a_shallow_clone(public: SignedRepo, tmp_path: Path) -> None:
    clean(public.clone(tmp_path / "whole"))
    with pytest.raises(SetupError, match="git fetch --unshallow"):
        public.clone(tmp_path / "shallow", "--depth=1").check()


def test_a_clone_that_lacks_the_words(public: SignedRepo, tmp_path: Path) -> None:
    revise(public)
    public.git("config", "uploadpack.allowFilter", "true")
    clone = public.clone(tmp_path / "clone", "--filter=blob:none")
    clone.git("remote", "set-url", "origin", str(tmp_path / "nowhere"))
    with pytest.raises(SetupError, match="git 里缺少"):
        clone.check(TOMORROW)
