"""Findings as a table in Markdown: the job summary of GitHub, and the end of a request comment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.model import Finding, Severity
from gongkai.report.words import by_severity, counts, fitting, plain, tally

ROOM = 1024 * 1024
"""Bytes that GitHub takes for the summary of one step; a longer one it throws away whole."""
_NOTE = 512
"""Bytes kept for saying what did not fit."""
_CELL = 1000
"""Characters of a cell: one finding with endless words must not crowd out the others."""
_ACTIVE = re.compile(r"[|`*_~$#\[\]\\@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What could become a table, emphasis, a formula, a mention, a reference or a link."""
_AFTER = {"@": "&#8203;", "#": "&#8203;"}
"""Forges look for mentions and references when the character is drawn; a space of no width parts them."""
_COLUMNS = "| | 位置 | 规则 | 问题 | 处理 |\n|---|---|---|---|---|\n"


def as_summary(findings: Sequence[Finding], room: int = ROOM) -> str:
    """The job summary: every finding, also those the annotations had no room for."""
    title = "### 公开检查 · check\n\n"
    return title + table(findings, room - len(title.encode()))


def table(findings: Sequence[Finding], room: int) -> str:
    """Every finding that fits into `room` bytes, errors first, and how many did not fit."""
    if not findings:
        return "没有问题。No findings.\n"
    ordered = by_severity(findings)
    rows = [_row(finding) for finding in ordered]
    head = f"{counts(findings)}\n\n"
    shown = fitting(rows, room - len((head + _COLUMNS).encode()) - _NOTE)
    return head + _left_out(ordered[shown:]) + _COLUMNS + "".join(rows[:shown])


def _left_out(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    errors, warnings = tally(findings)
    return (
        f"**另有错误 {errors} 条、警告 {warnings} 条因篇幅所限没有列出**：全部见检查的日志，"
        f"或运行 `gongkai check`。{errors} more errors and {warnings} more warnings did not fit: "
        "the log of the check has all, and so has `gongkai check`.\n\n"
    )


def _row(finding: Finding) -> str:
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    cells = (place, finding.rule, f"{finding.message.zh}（{finding.article.zh}）", finding.remedy.zh)
    mark = "❌" if finding.severity is Severity.ERROR else "⚠️"
    return row(mark, *cells)


def row(mark: str, *cells: str) -> str:
    """A row of a table; what stands in its cells stays words."""
    return f"| {mark} | " + " | ".join(map(cell, cells)) + " |\n"


def cell(text: str) -> str:
    """Text inside a table cell; hostile words must not become Markdown or HTML."""
    short = text if len(text) <= _CELL else f"{text[:_CELL]}……"
    safe = plain(short).replace("&", "&amp;").replace("<", "&lt;")
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};{_AFTER.get(found[0], '')}", safe)
