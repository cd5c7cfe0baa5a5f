"""Reading git's history: whatever files are called, wherever it lies, whoever asks; and when it proves nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from approvals import SECRECY
from gongkai.model import SetupError
from signed_repo import CLERK, INDEX, LANDED, SignedRepo

FLAT = "content/items/2026/00012.md"
MERGED = {INDEX: "2026-03-20T01:00:00+00:00"}
NAMES = [
    "附表 一.csv",
    "a\nb.csv",
    "a\x01b.csv",
    "a\tb.csv",
    ":100644 000000.csv",
    '"quoted".csv',
    "-x.csv",
    "\\n.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_name_can_be_taken_for_anything_else(repo: SignedRepo, name: str) -> None:
    repo.write(folder=True)
    repo.put(f"content/items/2026/00012/{name}", "x\n")
    repo.commit("Draft")
    repo.write("2026-00013")
    repo.commit("Another", author=SECRECY)
    assert repo.landed().keys() == {INDEX, "2026-00013"}
    assert repo.authors() == {INDEX: {CLERK}, "2026-00013": {SECRECY}}


def test_a_name_that_is_not_unicode(repo: SignedRepo) -> None:
    repo.write(folder=True)
    file = os.fsencode(repo.root) + b"/content/items/2026/00012/\xff\xfe.csv"
    os.close(os.open(file, os.O_CREAT))
    repo.commit("Draft")
    assert repo.landed().keys() == {INDEX}
    assert [each.rule for each in repo.check() if each.rule != "unsigned"] == ["attachment"]


def test_a_message_cannot_pass_for_a_change(repo: SignedRepo) -> None:
    repo.write()
    zeros = "0" * 40
    repo.commit(f"Draft\n\n:000000 100644 {zeros} {zeros} A\ncontent/items/2026/00099.md\n")
    assert repo.landed().keys() == {INDEX}


@pytest.mark.parametrize("folder", ["公开 目录", "a b", "-x", "a'b\"c", "a\nb"])
def test_the_repository_may_lie_anywhere(tmp_path: Path, folder: str) -> None:
    repo = SignedRepo(tmp_path / folder)
    repo.publish()
    assert repo.landed() == MERGED
    assert {each.rule for each in repo.check()} == {"unsigned"}


def test_a_catalogue_may_be_a_folder_of_a_larger_repository(repo: SignedRepo) -> None:
    repo.publish()
    larger = repo.root.parent / f"{repo.root.name}-larger"
    SignedRepo(larger).git(
        "pull", "--quiet", "--no-rebase", "--allow-unrelated-histories", "-s", "ours", str(repo.root)
    )
    outer = SignedRepo(larger, fresh=False)
    inner = SignedRepo(larger / "站点" / "目录", fresh=False)
    inner.write("2026-00021")
    outer.write("2026-00022")
    outer.commit("Both", at=LANDED)
    assert inner.landed() == {"2026-00021": MERGED[INDEX]}


def test_a_shallow_clone_is_refused_with_the_remedy(repo: SignedRepo, tmp_path: Path) -> None:
    repo.commit("Second")
    shallow = repo.clone(tmp_path / ".git" / "shallow", "--depth=1")
    with pytest.raises(SetupError, match="git fetch --unshallow"):
        shallow.check()


def test_a_folder_without_git_is_refused(repo: SignedRepo) -> None:
    (repo.root / ".git").rename(repo.root / "git")
    with pytest.raises(SetupError, match="not a git repository"):
        repo.check()


def test_a_damaged_repository_is_refused(repo: SignedRepo) -> None:
    repo.publish()
    (repo.root / ".git/refs/heads/main").write_text("0" * 39 + "1\n")
    with pytest.raises(SetupError, match="git"):
        repo.check()


def test_a_machine_without_git_is_refused(repo: SignedRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.root))
    with pytest.raises(SetupError, match="git is not installed"):
        repo.check()


HABITS = {
    "log.showRoot": "false", "log.showSignature": "true", "log.follow": "true", "log.diffMerges": "off",
    "log.decorate": "full", "log.date": "relative", "diff.renames": "copies", "diff.orderFile": "/dev/null",
    "diff.noprefix": "true", "diff.relative": "true", "core.quotePath": "false", "core.abbrev": "7",
    "color.ui": "always", "i18n.logOutputEncoding": "GBK", "log.mailmap": "true", "notes.displayRef": "*",
    "diff.external": "false", "format.pretty": "oneline", "core.pager": "false", "log.excludeDecoration": "*",
}  # fmt: skip


@pytest.mark.parametrize("name", HABITS)
def test_nobodys_git_habits_change_what_is_proved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    repo = SignedRepo(tmp_path, fresh=False)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.write("2026-00011", folder=True)
    repo.put("content/items/2026/00011/附表.csv", "x\n")
    repo.commit("First", author="作者@x.example")
    repo.publish()
    repo.git("mv", FLAT, "content/items/2026/00013.md")
    repo.commit("Rename")
    expected = repo.history()
    habits = tmp_path / ".git" / "habits"
    repo.git("config", "--file", str(habits), name, HABITS[name])
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(habits))
    assert repo.history() == expected
    assert expected.landings.keys() == {"2026-00011", INDEX, "2026-00013"}
