"""gongkai new takes its number on a branch of its own, at the forge if there is one, and mixes nothing in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from command import Command
from forge import PAGE, Forge, state, take
from signed_repo import SignedRepo
from test_cli_new import FIRST, FLAGS, new

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
SECOND = "content/items/2026/00002.md"
UNSAVED = "gongkai: content/ 里有未提交的改动，请先提交（git commit）或收起（git stash -u） "


@pytest.fixture
def forge(repo: SignedRepo) -> Forge:
    return Forge.of(repo)


@pytest.fixture
def ours(forge: Forge, gongkai: Command) -> SignedRepo:
    """A clerk's clone, in which the command now runs."""
    clone = forge.clone("ours")
    gongkai.patch.chdir(clone.root)
    return clone


def branch_of(clone: SignedRepo) -> str:
    return clone.git("symbolic-ref", "--short", "HEAD").strip()


def test_the_draft_is_left_uncommitted_on_the_branch_that_claims_its_number(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    done = new(gongkai)
    assert (done.code, done.err) == (0, "")
    assert branch_of(ours) == "item/2026-00001"
    assert ours.git("status", "--porcelain", "-uall") == f"?? {FIRST}\n"
    assert ours.git("rev-parse", "HEAD") == forge.repo.git("rev-parse", "item/2026-00001")
    assert ours.git("rev-parse", "HEAD^") == forge.repo.git("rev-parse", "main")


def test_the_next_steps_can_be_typed_as_they_are_printed(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    lines = new(gongkai, "--attach", ours.put(".git/附表 一.csv", "x\n")).out.splitlines()
    assert lines[1:3] == ["接下来 next:", "  gongkai check content/items/2026/00001/index.md"]
    subprocess.run(["sh", "-ec", lines[3]], cwd=ours.root, check=True, capture_output=True)
    assert ours.git("status", "--porcelain") == ""
    assert forge.repo.git("rev-parse", "item/2026-00001") == ours.git("rev-parse", "HEAD")
    ours.git("pull", "--quiet")
    assert [finding.rule for finding in ours.check()] == ["unsigned"]


def test_the_next_steps_name_the_offices_that_approve(repo: SignedRepo, gongkai: Command) -> None:
    out = new(gongkai, "--important", department="执法监督科").out
    assert "  签发（issuer）：zhifa-head@tjj.example\n" in out
    assert "  保密审查（secrecy）：baomi@tjj.example\n" in out
    assert "  公开（publisher）：mishu-head@tjj.example\n" in out
    assert "git push" not in out
    assert branch_of(repo) == "item/2026-00001"


def test_two_departments_that_write_at_once_get_two_numbers(forge: Forge, ours: SignedRepo) -> None:
    clones = [ours, forge.clone("theirs")]
    flags = [part for pair in FLAGS.items() for part in pair]
    writers = [
        subprocess.Popen([GONGKAI, "-C", clone.root, "new", *flags], stdout=subprocess.PIPE, text=True)
        for clone in clones
    ]
    said = [writer.communicate()[0].partition(": ")[0].rpartition("/")[2] for writer in writers]
    assert sorted(said) == ["00001.md", "00002.md"]
    assert [name[-5:] for name in forge.branches()] == ["00001", "00002"]


def test_a_number_that_landed_and_whose_branch_is_gone_is_not_taken_again(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    theirs = forge.clone("theirs")
    take(theirs)
    theirs.write("2026-00001")
    theirs.commit("Draft")
    theirs.merge("item/2026-00001")
    theirs.git("push", "--quiet", "origin", "main", ":item/2026-00001")
    assert new(gongkai).code == 0
    assert (ours.root / SECOND).is_file()
    assert (ours.root / FIRST).is_file(), "the draft starts from main as it is now"


def test_from_an_old_branch_the_draft_still_starts_from_main(ours: SignedRepo, gongkai: Command) -> None:
    ours.branch("other")
    ours.put("content/guide.md", "other\n")
    ours.commit("Other work")
    assert new(gongkai).code == 0
    assert "other" not in (ours.root / "content/guide.md").read_text()
    assert ours.git("rev-parse", "HEAD^") == ours.git("rev-parse", "origin/main")


def test_without_a_claim_the_draft_is_here_only_and_the_number_not_reserved(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    ours.git("config", "--unset", "user.email")
    ours.git("remote", "set-url", "origin", "/nowhere")
    done = new(gongkai, "--no-claim")
    assert done.code == 0
    assert done.err.startswith("注意：没有向远端取号，2026-00001 没有保留")
    assert (branch_of(ours), forge.branches()) == ("item/2026-00001", [])
    assert ours.git("rev-parse", "HEAD") == ours.git("rev-parse", "main")


def test_where_there_is_no_remote_there_is_nothing_to_warn_of(repo: SignedRepo, gongkai: Command) -> None:
    assert new(gongkai, "--no-claim").err == ""
    assert branch_of(repo) == "item/2026-00001"


@pytest.mark.parametrize("flag", [{"topic": "统计公报"}, {"department": "人事科"}])
def test_a_refused_draft_claims_nothing(
    forge: Forge, ours: SignedRepo, gongkai: Command, flag: dict[str, str]
) -> None:
    before = state(ours)
    assert new(gongkai, **flag).code == 1
    assert (state(ours), forge.branches()) == (before, [])


@pytest.mark.parametrize("path", ["content/guide.md", FIRST, "content/items/2026/00007/data.csv"])
@pytest.mark.parametrize("more", [[], ["--no-claim"]])
def test_uncommitted_work_is_neither_mixed_in_nor_lost(
    forge: Forge, ours: SignedRepo, gongkai: Command, path: str, more: list[str]
) -> None:
    ours.put(path, "mine\n")
    before = state(ours)
    done = new(gongkai, *more, title=None)
    assert (done.code, done.out) == (2, ""), "and nobody was asked for a title first"
    assert done.err.startswith(UNSAVED)
    assert (state(ours), forge.branches()) == (before, [])


@pytest.mark.parametrize("kind", ["changed", "untracked"])
def test_where_git_would_not_change_branches_nothing_is_claimed(
    forge: Forge, ours: SignedRepo, gongkai: Command, kind: str
) -> None:
    theirs = forge.clone("theirs")
    theirs.put("policy/note" if kind == "untracked" else "policy/people.yml", "theirs\n")
    theirs.commit("Theirs")
    theirs.git("push", "--quiet", "origin", "main")
    mine = ours.root / ("policy/note" if kind == "untracked" else "policy/people.yml")
    mine.write_text(f"{mine.read_text() if mine.exists() else ''}# mine\n")
    before = state(ours), mine.read_bytes()
    done = new(gongkai)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("gongkai: 换不到新分支，请先提交或收起改动")
    assert ((state(ours), mine.read_bytes()), forge.branches()) == (before, [])


@pytest.mark.usefixtures("ours")
def test_what_the_forge_says_cannot_steer_the_terminal(forge: Forge, gongkai: Command) -> None:
    forge.hook("printf 'no\\033[2Jmore\\n' >&2; exit 1")
    done = new(gongkai)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "\033" not in done.err
    assert "--no-claim" in done.err


def test_a_folder_that_is_no_repository_is_one_line_and_exit_2(repo: SignedRepo, gongkai: Command) -> None:
    shutil.rmtree(repo.root / ".git")
    done = new(gongkai, title=None)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("gongkai: 这里不是有提交的 git 仓库 ")
    assert done.err.count("\n") == 1


def test_a_stray_folder_that_only_main_has_is_not_written_over(
    ours: SignedRepo, forge: Forge, gongkai: Command
) -> None:
    theirs = forge.clone("theirs")
    theirs.put("content/items/2026/00001/a.csv", "theirs\n")
    theirs.commit("Stray")
    theirs.git("push", "--quiet", "origin", "main")
    done = new(gongkai, "--attach", ours.put(".git/a.csv", "ours\n"))
    assert done.code == 2
    assert (ours.root / "content/items/2026/00001/a.csv").read_text() == "theirs\n"


def test_a_catalogue_may_be_a_folder_of_a_larger_repository(repo: SignedRepo, gongkai: Command) -> None:
    larger = SignedRepo(repo.root / ".git" / "larger")
    larger.put("站点/content/guide.md", PAGE)
    for name in ("schemas", "policy"):
        shutil.copytree(larger.root / name, larger.root / "站点" / name)
    larger.commit("A catalogue")
    larger.put("content/items/2026/00009.md", "not of this catalogue\n")
    inner = larger.root / "站点"
    gongkai.patch.chdir(inner)
    assert new(gongkai).code == 0
    larger.git("add", "站点")
    larger.git("commit", "--quiet", "-m", "Draft")
    assert gongkai("renumber", "2026-00001").code == 0
    assert branch_of(larger) == "item/2026-00002"
    assert (inner / SECOND).is_file()
    larger.git("add", "--all", "站点")
    larger.git("commit", "--quiet", "-m", "Renumber")
    larger.git("branch", "--quiet", "--force", "main")
    assert "已在主分支上公开" in gongkai("renumber", "2026-00002").err
