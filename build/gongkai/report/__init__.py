"""Findings in words, one format a file: for people, for forges, and for tools."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from gongkai.model import Finding, Rule
from gongkai.report.agenda import agenda_issue, agenda_json, agenda_text, when_due
from gongkai.report.comment import as_comment
from gongkai.report.data import as_json
from gongkai.report.github import as_github
from gongkai.report.gitlab import as_gitlab
from gongkai.report.junit import as_junit
from gongkai.report.sarif import as_sarif
from gongkai.report.summary import ROOM, as_summary
from gongkai.report.text import as_text
from gongkai.report.words import by_severity, counts, plain

__all__ = [
    "FORMATS",
    "ROOM",
    "agenda_issue",
    "agenda_json",
    "agenda_text",
    "as_comment",
    "as_github",
    "as_gitlab",
    "as_json",
    "as_junit",
    "as_sarif",
    "as_summary",
    "as_text",
    "by_severity",
    "counts",
    "plain",
    "when_due",
]

Format: TypeAlias = Callable[[Sequence[Finding], Sequence[Rule]], str]
"""The findings, sorted, and all rules there are, to one whole document."""

FORMATS: Mapping[str, Format] = {
    "text": lambda findings, _rules: as_text(findings),
    "github": lambda findings, _rules: as_github(findings),
    "gitlab": lambda findings, _rules: as_gitlab(findings),
    "sarif": as_sarif,
    "json": lambda findings, _rules: as_json(findings),
    "junit": as_junit,
}
