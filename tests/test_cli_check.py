"""gongkai check, as people see it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from command import Command
from gongkai import report
from signed_repo import SignedRepo

ITEM, OTHER, GUIDE = "content/items/2026/00012.md", "content/items/2026/00013.md", "content/guide.md"


def lines(text: str) -> list[str]:
    """Where and what, without the words."""
    return re.findall(r"^(\S+:\d+:\d+: \w+\[[a-z-]+\])", text, re.MULTILINE)


UNSIGNED = f"{ITEM}:2:1: error[unsigned]"
MENTION = f"{OTHER}:27:3: warning[secrecy-mark]"
UNTITLED = f"{GUIDE}:2:1: error[schema]"


def test_nothing_wrong_is_silence_and_exit_0(repo: SignedRepo, gongkai: Command) -> None:
    repo.write()
    repo.approve()
    done = gongkai("check")
    assert (done.code, done.out) == (0, "")
    assert done.err == "1 条信息，0 个栏目页：错误 0，警告 0 (0 errors, 0 warnings)\n"


def test_an_empty_catalogue_is_clean(gongkai: Command) -> None:
    done = gongkai("check")
    assert (done.code, done.out) == (0, "")


UNSIGNED_IN_WORDS = (
    f"{UNSIGNED} 缺少批准：签发、保密审查、公开（第五条、第十条）。"
    "处理：请有权批准的人运行 gongkai approve 条目 --role 角色；gongkai show 条目 列出还缺谁。\n"
    "    missing approval: issuer, secrecy, publisher (articles 5 and 10). To do: "
    "have those entitled run `gongkai approve ITEM --role ROLE`; `gongkai show ITEM` tells who is missing.\n"
)


@pytest.mark.usefixtures("faulty")
def test_findings_are_told_in_both_languages_with_article_and_remedy(gongkai: Command) -> None:
    done = gongkai("check")
    assert done.code == 1
    assert lines(done.out) == [UNTITLED, UNSIGNED, MENTION]
    assert UNSIGNED_IN_WORDS in done.out
    assert done.err.endswith("：错误 2，警告 1 (2 errors, 1 warnings)\n")
    assert "\x1b" not in done.out


@pytest.mark.usefixtures("faulty")
def test_warnings_alone_are_exit_0(gongkai: Command) -> None:
    done = gongkai("check", OTHER)
    assert (done.code, lines(done.out)) == (0, [MENTION])


@pytest.mark.parametrize(
    ("cwd", "paths", "expected"),
    [
        (".", [ITEM], [UNSIGNED]),
        (".", ["content/items"], [UNSIGNED, MENTION]),
        (".", ["content/items/"], [UNSIGNED, MENTION]),
        (".", ["."], [UNTITLED, UNSIGNED, MENTION]),
        (".", [GUIDE, OTHER], [UNTITLED, MENTION]),
        (".", ["policy"], []),
        ("content/items", ["2026/00012.md"], [UNSIGNED]),
        ("content/items", [], [UNTITLED, UNSIGNED, MENTION]),
        ("content/items", ["../guide.md"], [UNTITLED]),
        ("content/items", [".."], [UNTITLED, UNSIGNED, MENTION]),
        ("content", ["../content/./items/../items/2026/00012.md"], [UNSIGNED]),
    ],
)
def test_paths_choose_what_is_listed(
    faulty: SignedRepo, gongkai: Command, cwd: str, paths: list[str], expected: list[str]
) -> None:
    done = gongkai("check", *paths, cwd=faulty.root / cwd)
    assert lines(done.out) == expected
    assert done.code == any("error" in line for line in expected)


def test_a_path_may_be_absolute_or_lead_through_a_link(faulty: SignedRepo, gongkai: Command) -> None:
    link = faulty.root / ".git" / "link"
    link.symlink_to(faulty.root)
    for path in (faulty.root / ITEM, link / ITEM):
        assert lines(gongkai("check", path).out) == [UNSIGNED]
    assert lines(gongkai("-C", link, "check").out) == [UNTITLED, UNSIGNED, MENTION]


@pytest.mark.parametrize("path", ["content/nothing.md", "/etc/passwd", "../..", "nothing"])
def test_a_path_that_is_not_there_is_one_line_and_exit_2(gongkai: Command, path: str) -> None:
    done = gongkai("check", path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"gongkai: {path}: 仓库里没有这个文件 (no such file in the repository)\n"


@pytest.mark.parametrize(
    ("today", "found"), [("2026-04-09", "due"), ("2026-04-10", "late"), ("2026-03-20", "")]
)
def test_today_may_be_another_day(repo: SignedRepo, gongkai: Command, today: str, found: str) -> None:
    repo.write()
    repo.approve()
    done = gongkai("check", "--today", today)
    assert re.findall(r"\[(\w+)\]", done.out) == ([found] if found else [])
    assert done.code == (found == "late")


@pytest.mark.parametrize("today", ["tomorrow", "2026-02-30", "20.3.2026"])
def test_a_day_that_is_none_is_a_usage_error(gongkai: Command, today: str) -> None:
    assert gongkai("check", "--today", today).code == 2


def test_a_file_name_cannot_steer_the_terminal(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/\x1b[31m\x07\n\x9b.html", "x\n")
    done = gongkai("check")
    assert done.out.startswith("content/\\x1b[31m\\x07\\x0a\\x9b.html:1:1: error[stray-file]")


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize("form", report.FORMATS)
def test_whatever_the_format_the_counts_and_the_exit_code_are_the_same(gongkai: Command, form: str) -> None:
    plain, done = gongkai("check"), gongkai("check", "--format", form)
    assert (done.code, done.err) == (plain.code, plain.err) == (1, plain.err)
    assert "缺少批准：签发、保密审查、公开" in done.out


def test_the_installed_command_is_this_one(repo: SignedRepo) -> None:
    repo.write()
    command = [str(Path(sys.executable).with_name("gongkai")), "check", "--today", "2026-03-20"]
    done = subprocess.run(command, cwd=repo.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert lines(done.stdout) == [UNSIGNED]
