"""Attacks on numbers and places: what comes, goes, and is not what it seems, on one line of work or several."""

from __future__ import annotations

from pathlib import Path

import pytest

from approvals import SECRECY
from attack import (
    FOLDER,
    HEAD,
    NEXT,
    TOMORROW,
    another,
    approve,
    clean,
    draft,
    refused,
    write,
)
from signed_repo import CLERK, ELDER, INDEX, LANDED, SignedRepo

OTHER = "2026-00013"


def test_deleted_in_a_request(public: SignedRepo) -> None:
    public.branch()
    public.git("rm", "-r", "--quiet", FOLDER)
    public.commit("Delete")
    refused(public, "landed-deleted")


def test_deleted_and_added_again_as_another(public: SignedRepo) -> None:
    public.git("rm", "-r", "--quiet", FOLDER)
    public.commit("Delete", at=NEXT)
    refused(public, "landed-deleted")
    draft(public, created="2026-03-25", title="另一条信息")
    approve(public, at=NEXT)
    public.merge(at=NEXT)
    refused(public, "created", "index-number", today=TOMORROW)


def test_deleted_and_put_back_as_it_was_keeps_its_first_date(public: SignedRepo) -> None:
    """The control of the one above."""
    public.git("rm", "-r", "--quiet", FOLDER)
    public.commit("Delete", at=NEXT)
    public.git("checkout", "--quiet", "HEAD^", "--", FOLDER)
    public.commit("Restore", at=NEXT)
    clean(public, TOMORROW)
    assert public.landed()[INDEX] == "2026-03-20T01:00:00+00:00"


def test_deleted_and_added_again_in_one_merge(public: SignedRepo) -> None:
    """Main sees no deletion, only other words under a landed number."""
    public.branch()
    public.git("rm", "-r", "--quiet", FOLDER)
    public.commit("Delete")
    public.write(title="另一条信息")
    public.commit("Add")
    approve(public)
    public.merge()
    refused(public, "revision")


def test_moved_to_another_number(public: SignedRepo) -> None:
    public.branch()
    public.git("mv", FOLDER, FOLDER.replace("00012", "00013"))
    public.commit("Move")
    approve(public, OTHER)
    refused(public, "bad-signature", "landed-deleted", "signer")


def test_a_number_that_main_gave_away_meanwhile(repo: SignedRepo) -> None:
    draft(repo, title="另一条信息")
    approve(repo)
    clean(repo)
    repo.git("checkout", "--quiet", "main")
    another(repo, INDEX)
    clean(repo)
    repo.git("checkout", "--quiet", "draft")
    refused(repo, "index-number")


def test_one_number_for_two_documents(approved: SignedRepo) -> None:
    approved.put("content/items/2026/00012.md", approved.path().read_bytes())
    approved.commit("Both forms")
    refused(approved, "index-number")


def test_its_form_changed_and_the_words_with_it(public: SignedRepo) -> None:
    public.branch()
    public.git("rm", "-r", "--quiet", FOLDER)
    public.write(title="另一条信息")
    public.commit("Form")
    approve(public)
    refused(public, "revision")


PLACES = {
    "in another folder": ("content/2026/00013.md", "stray-file"),
    "beside the years": ("content/items/00013.md", "index-number"),
    "in the folder of another item": (f"{FOLDER}/00013.md", "attachment"),
    "below the folder of another item": (f"{FOLDER}/x/index.md", "index-number"),
    "with full-width digits": ("content/items/２０２６/００013.md", "index-number"),
    "with a line end": ("content/items/2026/00013.md\n", "index-number"),
    "with an ending in capitals": ("content/items/2026/00013.MD", "index-number"),
    "in another spelling of the folder": ("content/Items/2026/00013.md", "stray-file"),
    "under a zero-width year": ("content/items/2026\u200b/00013.md", "index-number"),
    "as a folder that is called like a file": ("content/items/2026/00013.md/index.md", "index-number"),
    "as an index in capitals": ("content/items/2026/00013/INDEX.md", "index-number"),
    "as what would run in the site": ("content/javascripts/x.js", "stray-file"),
    "hidden": ("content/items/2026/.00013.md", "index-number"),
    "as what git would obey": ("content/.gitattributes", "stray-file"),
}


@pytest.mark.parametrize("where", PLACES)
def test_an_item_in_a_place_that_only_looks_like_one(approved: SignedRepo, where: str) -> None:
    path, rule = PLACES[where]
    approved.put(path, approved.path().read_bytes())
    approved.commit("Add")
    refused(approved, rule)


def test_a_folder_of_a_year_that_is_a_link(approved: SignedRepo) -> None:
    approved.git("mv", "content/items/2026", "elsewhere")
    (approved.root / "content/items").mkdir(exist_ok=True)
    (approved.root / "content/items/2026").symlink_to("../../elsewhere")
    approved.commit("Link")
    refused(approved, "index-number")
    approved.merge()
    refused(approved, "index-number")


def test_a_public_item_turned_into_a_submodule(public: SignedRepo) -> None:
    public.branch()
    public.git("rm", "-r", "--quiet", FOLDER)
    head = public.git("rev-parse", "HEAD").strip()
    public.git("update-index", "--add", "--cacheinfo", f"160000,{head},{FOLDER}/index.md")
    public.git("commit", "--quiet", "-m", "Link")
    refused(public, "landed-deleted")


def test_a_submodule_with_files_of_its_own(approved: SignedRepo, tmp_path: Path) -> None:
    SignedRepo(tmp_path / "other")
    url = (tmp_path / "other").as_uri()
    approved.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "content/items/2026/00013"
    )
    refused(approved, "index-number")


def test_an_unrelated_history_merged(public: SignedRepo) -> None:
    """A line that knows nothing of main brings a number that is taken: the number stays whose it was."""
    public.git("checkout", "--quiet", "--orphan", "draft")
    public.git("rm", "-rf", "--quiet", "content")
    write(public, title="另一条信息")
    public.commit("Draft")
    approve(public)
    refused(public, "index-number")


def test_an_octopus_brings_an_item_that_nobody_signed(public: SignedRepo) -> None:
    for name, index in (("one", OTHER), ("two", "2026-00014")):
        public.branch(name, "main")
        public.write(index)
        public.commit("Draft")
        if name == "one":
            approve(public, index)
    public.git("checkout", "--quiet", "main")
    public.git("merge", "--quiet", "--no-ff", "-m", "Octopus", "one", "two", at=LANDED)
    refused(public, "unsigned")


def test_the_head_writes_in_an_octopus(repo: SignedRepo) -> None:
    draft(repo, title="一个标题")
    for name in ("one", "two"):
        repo.branch(name, "main")
        repo.commit(name)
        repo.put(f"{name}.txt", name)
        repo.commit(name)
    repo.git("checkout", "--quiet", "draft")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Octopus", "one", "two")
    write(repo)
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--amend", "--reset-author", "-m", "Octopus", by=SECRECY)
    approve(repo)
    refused(repo, "self-approval")


def test_a_criss_cross_of_merges_loses_no_author(repo: SignedRepo) -> None:
    repo.branch("one")
    write(repo)
    repo.commit("Draft", author=HEAD)
    repo.branch("two", "main")
    repo.put("x.txt", "x\n")
    repo.commit("Aside")
    first, second = (repo.git("rev-parse", name).strip() for name in ("one", "two"))
    repo.merge(second, into="one")
    repo.merge(first, into="two", by=CLERK)
    repo.merge("one", into="two", by=ELDER)
    repo.branch("draft")
    approve(repo)
    refused(repo, "self-approval")


def test_main_merged_into_a_draft_that_keeps_only_its_own(public: SignedRepo) -> None:
    """`-s ours` drops what main took up since the branch began, without a line of difference on the branch."""
    public.branch("draft", "HEAD^1")
    public.git("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "Merge main", "main")
    refused(public, "landed-deleted")


def test_a_merge_on_main_that_keeps_only_the_branch(public: SignedRepo) -> None:
    public.branch("draft", "HEAD^1")
    another_title = "另一条信息"
    write(public, title=another_title)
    public.commit("Draft")
    approve(public)
    public.git("checkout", "--quiet", "main")
    public.git("merge", "--quiet", "--no-ff", "-X", "theirs", "-m", "Merge draft", "draft", at=LANDED)
    refused(public, "revision")
