"""Findings in words: for people at a terminal, and for GitHub's annotations and job summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.model import Finding, Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33"}
_UNSEEN = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}


def as_text(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """One finding a line in Chinese, the English beneath it."""
    return "".join(_text(finding, colour=colour) for finding in findings)


def _text(finding: Finding, *, colour: bool) -> str:
    label = f"{finding.severity}[{finding.rule}]"
    if colour:
        label = f"\x1b[{_COLOURS[finding.severity]}m{label}\x1b[0m"
    where = f"{plain(finding.path)}:{finding.place.line}:{finding.place.column}"
    zh = f"{plain(finding.message.zh)}（{finding.article.zh}）。处理：{finding.remedy.zh}"
    en = f"{plain(finding.message.en)} ({finding.article.en}). To do: {finding.remedy.en}"
    return f"{where}: {label} {zh}\n    {en}\n"


def plain(text: str) -> str:
    """Text safe to print: an item's words and file names must not steer a terminal."""
    return text.encode("utf-8", "backslashreplace").decode().translate(_UNSEEN)


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands, errors first, so that the limit on their number cuts warnings first."""
    return "".join(_annotation(finding) for finding in by_severity(findings))


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, otherwise as they come."""
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


def _annotation(finding: Finding) -> str:
    place, message = finding.place, plain(finding.message.zh)
    text = f"{message}（{finding.article.zh}）。处理：{finding.remedy.zh}\n{plain(finding.message.en)}"
    file = _escape(plain(finding.path)).replace(":", "%3A").replace(",", "%2C")
    properties = f"file={file},line={place.line},col={place.column},title={finding.rule}"
    return f"::{finding.severity} {properties}::{_escape(text)}\n"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def as_summary(findings: Sequence[Finding]) -> str:
    """The job summary, in Markdown: every finding, also those the annotations had no room for."""
    if not findings:
        return "### 公开检查 · check\n\n没有问题。No findings.\n"
    rows = "".join(_row(finding) for finding in by_severity(findings))
    return f"### 公开检查 · check\n\n{counts(findings)}\n\n| | 位置 | 规则 | 问题 | 处理 |\n|---|---|---|---|---|\n{rows}"


def _row(finding: Finding) -> str:
    place = f"{finding.path}:{finding.place.line}:{finding.place.column}"
    cells = (place, finding.rule, f"{finding.message.zh}（{finding.article.zh}）", finding.remedy.zh)
    mark = "❌" if finding.severity is Severity.ERROR else "⚠️"
    return f"| {mark} | " + " | ".join(_cell(cell) for cell in cells) + " |\n"


def _cell(text: str) -> str:
    """Text inside a table cell; hostile words must not become Markdown or HTML."""
    safe = plain(text).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"&#{ord(mark)};" if mark in "|`*_[]\\@" else mark for mark in safe)


def counts(findings: Sequence[Finding]) -> str:
    """How many errors and warnings."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return (
        f"错误 {errors}，警告 {len(findings) - errors} ({errors} errors, {len(findings) - errors} warnings)"
    )
