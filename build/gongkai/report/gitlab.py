"""Findings for GitLab's merge request widget, as its Code Quality report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.json_text import document
from gongkai.model import Finding, Severity
from gongkai.report.fingerprint import fingerprints
from gongkai.report.words import in_chinese, plain

_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "minor"}
"""An error does block: nothing is published."""


def as_gitlab(findings: Sequence[Finding]) -> str:
    """A JSON array with the fields that GitLab documents."""
    return document([_issue(*pair) for pair in zip(findings, fingerprints(findings), strict=True)])


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": f"{in_chinese(finding)} {plain(finding.message.en)}",
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": plain(finding.path), "lines": {"begin": finding.place.line}},
    }
