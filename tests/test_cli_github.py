"""gongkai check --format github: annotations and the job summary."""

from __future__ import annotations

import re

import pytest

from command import Command
from gongkai import report
from signed_repo import SignedRepo

ITEM, OTHER, GUIDE = "content/items/2026/00012.md", "content/items/2026/00013.md", "content/guide.md"


def test_annotations_come_errors_first_and_are_escaped(faulty: SignedRepo, gongkai: Command) -> None:
    faulty.put("content/a,b:c%\n.html", "x\n")
    done = gongkai("check", "--format", "github")
    assert done.code == 1
    heads = [re.split(r"(?<=[a-z])::", line)[0] for line in done.out.splitlines()]
    assert heads == [
        "::error file=content/a%2Cb%3Ac%25\\x0a.html,line=1,col=1,title=stray-file",
        f"::error file={GUIDE},line=2,col=1,title=schema",
        f"::error file={ITEM},line=2,col=1,title=unsigned",
        f"::warning file={OTHER},line=27,col=3,title=secrecy-mark",
    ]
    assert "缺少批准：签发、保密审查、公开（第五条、第十条）。处理：" in done.out
    assert "%0Amissing approval" in done.out


def test_the_summary_is_added_to_the_file_github_names(
    faulty: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = faulty.root / ".git" / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    gongkai("check", "--format", "github")
    written = summary.read_text(encoding="utf-8").splitlines()
    assert written[:4] == ["before", "### 公开检查 · check", "", "错误 2，警告 1 (2 errors, 1 warnings)"]
    marks = [line.split("|")[1].strip() for line in written if line.startswith(("| ❌", "| ⚠️"))]
    assert marks == ["❌", "❌", "⚠️"]
    gongkai("check", "--format", "github", "content/items/2026/00013.md")
    assert summary.read_text(encoding="utf-8").count("### 公开检查 · check") == 2


def test_hostile_words_do_not_become_markdown(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = repo.root / ".git" / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    repo.put("content/<b>|[x](y)@all`\x1b.html", "x\n")
    gongkai("check", "--format", "github")
    text = summary.read_text(encoding="utf-8")
    assert "content/&lt;b>&#124;&#91;x&#93;(y)&#64;&#8203;all&#96;&#92;x1b.html" in text


def test_nothing_wrong_says_so(repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = repo.root / ".git" / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert gongkai("check", "--format", "github").code == 0
    assert summary.read_text(encoding="utf-8") == "### 公开检查 · check\n\n没有问题。No findings.\n"


def test_github_draws_ten_errors_but_the_summary_has_all_three_hundred(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = repo.root / ".git" / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    for n in range(300):
        repo.put(f"content/stray-{n:03}.html", "x\n")
    done = gongkai("check", "--format", "github")
    assert done.out.startswith("::notice title=gongkai check::共有 300 个错误，")
    assert done.out.count("\n::error ") == 300
    text = summary.read_text(encoding="utf-8")
    assert [n for n in range(300) if f"| ❌ | content/stray-{n:03}.html:1:1 |" not in text] == []


def test_the_summary_counts_what_the_step_has_already_written(
    faulty: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = faulty.root / ".git" / "summary.md"
    summary.write_text("x" * (report.ROOM - 1000))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    gongkai("check", "--format", "github")
    assert report.ROOM - 1000 < summary.stat().st_size <= report.ROOM
    assert "条因篇幅所限没有列出" in summary.read_text(encoding="utf-8")
