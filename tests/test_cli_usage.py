"""A command that was typed wrong: one line in both languages, exit 2."""

from __future__ import annotations

import sys

import pytest

from command import Command
from signed_repo import SignedRepo

WRONG = {
    "chek": "没有这个命令",
    "revise 2026-00012 --kind 更正": "缺少 --note",
    "revise --kind 更正 --note x": "缺少 ITEM",
    "revise 2026-00012 --kind 错 --note x": "--kind 的值不对",
    "keys list --format json": "没有 --format 这个选项",
    "show 2026-00012 二": "多写了参数",
    "check --today": "--today 用得不对",
    "approve --as x --key y": "写一个条目，或写 --all",
    "explain nosuch": "[RULE] 的值不对",
    "keys compromised SHA256:x --reason x --since yesterday": "--since 的值不对",
}


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_typed_wrong_is_one_line_in_both_languages(
    repo: SignedRepo, gongkai: Command, typed: str
) -> None:
    repo.write()
    done = gongkai(*typed.split())
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"gongkai: {WRONG[typed]}")
    assert done.err.endswith("--help\n")


def test_file_names_that_are_not_read_as_utf8_are_refused(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write()
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "gb18030")
    done = gongkai("check")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "PYTHONUTF8=1" in done.err


def test_no_command_shows_them_all(gongkai: Command) -> None:
    done = gongkai()
    assert (done.code, done.err.startswith("Usage: ")) == (2, True)


def test_asking_for_help_is_no_fault(gongkai: Command) -> None:
    assert gongkai("check", "--help").code == 0
