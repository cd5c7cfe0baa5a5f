"""gongkai renumber mends a number that two took: before it is signed, without losing a byte."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Command
from forge import Forge, state
from signed_repo import CLERK, ELDER, SignedRepo

OLD, NEW = "2026-00012", "2026-00013"
FLAT, NEW_FLAT = "content/items/2026/00012.md", "content/items/2026/00013.md"
FOLDER, NEW_FOLDER = "content/items/2026/00012", "content/items/2026/00013"


@pytest.fixture
def forge(repo: SignedRepo) -> Forge:
    return Forge.of(repo)


@pytest.fixture
def ours(forge: Forge) -> SignedRepo:
    """A clerk's draft 00012 on a branch, while main has landed another 00012."""
    clone = forge.clone("ours")
    clone.branch()
    clone.write(title="我们的")
    clone.commit("Draft")
    land_theirs(forge)
    return clone


def land_theirs(forge: Forge, *, folder: bool = False) -> None:
    theirs = forge.clone("theirs", ELDER)
    theirs.branch("theirs")
    theirs.write(title="他们的", folder=folder)
    theirs.approve()
    theirs.commit("Theirs", author=ELDER)
    theirs.merge("theirs")
    theirs.git("push", "--quiet", "origin", "main")


def files(clone: SignedRepo) -> dict[str, bytes]:
    items = clone.root / "content/items"
    return {str(file.relative_to(clone.root)): file.read_bytes() for file in items.rglob("*.*")}


def test_ours_moves_and_theirs_keeps_its_number(forge: Forge, ours: SignedRepo, gongkai: Command) -> None:
    data = (ours.root / FLAT).read_bytes()
    tip = ours.git("rev-parse", "HEAD")
    done = gongkai("renumber", OLD, cwd=ours.root)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{FLAT} → {NEW_FLAT}，在分支 item/{NEW} 上 (moved)\n")
    assert "Co-authored-by" not in done.out, "nobody else wrote it"
    assert files(ours) == {NEW_FLAT: data}
    assert forge.branches() == [f"item/{NEW}"]
    assert ours.git("rev-parse", "HEAD^") == forge.repo.git("rev-parse", f"item/{NEW}^") == tip


def test_the_next_steps_can_be_typed_and_the_merge_has_both(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    lines = gongkai("renumber", OLD, cwd=ours.root).out.splitlines()
    assert lines[2] == f"  gongkai check {NEW_FLAT}"
    subprocess.run(["sh", "-ec", lines[3]], cwd=ours.root, check=True, capture_output=True)
    assert ours.git("status", "--porcelain") == ""
    assert forge.repo.git("rev-parse", f"item/{NEW}") == ours.git("rev-parse", "HEAD")
    ours.git("merge", "--quiet", "--no-edit", "origin/main")
    assert "他们的" in (ours.root / FLAT).read_text()
    assert "我们的" in (ours.root / NEW_FLAT).read_text()
    assert [(each.rule, each.path) for each in ours.check()] == [("unsigned", NEW_FLAT)]


def test_a_folder_moves_with_all_that_is_in_it(forge: Forge, gongkai: Command) -> None:
    ours = forge.clone("ours")
    ours.write(folder=True)
    ours.commit("Draft")
    ours.put(f"{FOLDER}/附表 一.csv", b"\xff\x00 not committed\n")
    before = files(ours)
    lines = gongkai("renumber", f"{FOLDER}/index.md", cwd=ours.root).out.splitlines()
    assert files(ours) == {path.replace("00012", "00013"): data for path, data in before.items()}
    subprocess.run(["sh", "-ec", lines[3]], cwd=ours.root, check=True, capture_output=True)
    assert ours.git("status", "--porcelain") == ""


def test_a_draft_not_yet_committed_moves_and_other_work_stays(forge: Forge, gongkai: Command) -> None:
    ours = forge.clone("ours")
    ours.write()
    ours.write("2026-00007")
    ours.put("content/guide.md", "mine\n")
    before = files(ours)
    lines = gongkai("renumber", OLD, cwd=ours.root).out.splitlines()
    assert files(ours) == {path.replace("00012", "00013"): data for path, data in before.items()}
    assert (ours.root / "content/guide.md").read_text() == "mine\n"
    subprocess.run(["sh", "-ec", lines[3]], cwd=ours.root, check=True, capture_output=True)
    status = ours.git("status", "--porcelain", "-uall")
    assert status == " M content/guide.md\n?? content/items/2026/00007.md\n"


def test_of_two_in_the_tree_the_one_that_is_named_moves(forge: Forge, gongkai: Command) -> None:
    ours = forge.clone("ours")
    ours.branch()
    ours.write(title="我们的")
    ours.commit("Draft")
    land_theirs(forge, folder=True)
    ours.git("fetch", "--quiet")
    ours.git("merge", "--quiet", "--no-edit", "origin/main")
    assert "index-number" in {finding.rule for finding in ours.check()}
    before = files(ours)
    assert gongkai("renumber", f"{FOLDER}/index.md", cwd=ours.root).code == 2, "theirs is published"
    assert gongkai("renumber", FLAT, cwd=ours.root).code == 0
    assert files(ours) == {
        NEW_FLAT: before[FLAT],
        f"{FOLDER}/index.md": before[f"{FOLDER}/index.md"],
    }


def test_a_second_run_finds_nothing_to_move(forge: Forge, ours: SignedRepo, gongkai: Command) -> None:
    gongkai("renumber", OLD, cwd=ours.root)
    before = state(ours)
    done = gongkai("renumber", OLD)
    assert (done.code, done.out) == (2, "")
    assert (state(ours), forge.branches()) == (before, [f"item/{NEW}"])


def test_who_wrote_it_under_the_old_number_is_named_in_the_commit(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    ours.write(title="改过")
    ours.commit("Revise", author="o'neil@tjj.example", coauthors=["other@tjj.example"])
    lines = gongkai("renumber", OLD, cwd=ours.root).out.splitlines()
    subprocess.run(["sh", "-ec", lines[3]], cwd=ours.root, check=True, capture_output=True)
    authors = ours.authors()[NEW]
    assert authors == {CLERK, "o'neil@tjj.example", "other@tjj.example"}
    assert forge.branches() == [f"item/{NEW}"]


def test_without_a_claim_nothing_is_sent(forge: Forge, ours: SignedRepo, gongkai: Command) -> None:
    done = gongkai("renumber", OLD, "--no-claim", cwd=ours.root)
    assert (done.code, forge.branches()) == (0, [])
    assert done.err.startswith(f"注意：没有向远端取号，{NEW} 没有保留")
    assert (ours.root / NEW_FLAT).is_file()


def test_a_number_taken_meanwhile_is_passed_over(forge: Forge, ours: SignedRepo, gongkai: Command) -> None:
    forge.repo.git("branch", f"item/{NEW}", "main")
    assert gongkai("renumber", OLD, cwd=ours.root).code == 0
    assert (ours.root / "content/items/2026/00014.md").is_file()


def landed(ours: SignedRepo) -> None:
    ours.git("fetch", "--quiet")
    ours.git("checkout", "--quiet", "origin/main", "-B", "draft")


def landed_and_edited(ours: SignedRepo) -> None:
    landed(ours)
    ours.write(title="改过", revision="2")
    ours.commit("Revise")


def landed_and_made_a_folder(ours: SignedRepo) -> None:
    landed(ours)
    (ours.root / FLAT).unlink()
    ours.write(folder=True)
    ours.commit("Make a folder")


def signed(ours: SignedRepo) -> None:
    ours.approve(role="secrecy")


def occupied(ours: SignedRepo) -> None:
    (ours.root / NEW_FLAT).mkdir()


def occupied_by_a_link(ours: SignedRepo) -> None:
    (ours.root / NEW_FOLDER).symlink_to("nowhere")


REFUSED: dict[Callable[[SignedRepo], None], str] = {
    landed: "已在主分支上公开",
    landed_and_edited: "已在主分支上公开",
    landed_and_made_a_folder: "已在主分支上公开",
    signed: "已有批准",
    occupied: "已有东西",
    occupied_by_a_link: "已有东西",
}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.__name__)
def test_what_must_keep_its_number_is_left_as_it_is(
    forge: Forge, ours: SignedRepo, gongkai: Command, case: Callable[[SignedRepo], None]
) -> None:
    case(ours)
    before = state(ours)
    done = gongkai("renumber", OLD, cwd=ours.root)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert REFUSED[case] in done.err
    assert (state(ours), forge.branches()) == (before, [])


def test_what_a_squash_has_landed_keeps_its_number(forge: Forge, gongkai: Command) -> None:
    ours = forge.clone("ours")
    ours.branch()
    ours.write()
    ours.commit("Draft")
    theirs = forge.clone("theirs", ELDER)
    theirs.write()
    theirs.commit("Squash")
    theirs.git("push", "--quiet", "origin", "main")
    done = gongkai("renumber", OLD, cwd=ours.root)
    assert (done.code, done.out, forge.branches()) == (2, "", [])
    assert "已在主分支上公开" in done.err


def test_an_item_not_in_form_is_refused_with_what_is_wrong(
    forge: Forge, ours: SignedRepo, gongkai: Command
) -> None:
    ours.put(FLAT, "<<<<<<< HEAD\n---\n")
    done = gongkai("renumber", FLAT, cwd=ours.root)
    assert (done.code, forge.branches()) == (1, [])
    assert "error[front-matter]" in done.out


def test_no_such_item_is_one_line_and_exit_2(repo: SignedRepo, gongkai: Command) -> None:
    done = gongkai("renumber", "2026-00099")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert Path(repo.root / "content").is_dir()
