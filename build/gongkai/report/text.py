"""Findings for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.model import Finding, Severity
from gongkai.report.words import in_chinese, in_english, plain

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33"}


def as_text(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """One finding a line in Chinese, the English beneath it."""
    return "".join(_text(finding, colour=colour) for finding in findings)


def _text(finding: Finding, *, colour: bool) -> str:
    label = f"{finding.severity}[{finding.rule}]"
    if colour:
        label = f"\x1b[{_COLOURS[finding.severity]}m{label}\x1b[0m"
    where = f"{plain(finding.path)}:{finding.place.line}:{finding.place.column}"
    return f"{where}: {label} {in_chinese(finding)}\n    {in_english(finding)}\n"
