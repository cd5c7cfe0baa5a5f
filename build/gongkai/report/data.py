"""Findings as JSON of our own, for whatever knows none of the other formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.json_text import document
from gongkai.model import Finding, Text
from gongkai.report.fingerprint import fingerprints
from gongkai.report.words import plain, tally


def as_json(findings: Sequence[Finding]) -> str:
    """An object as schemas/findings.schema.json says."""
    errors, warnings = tally(findings)
    listed = [_record(*pair) for pair in zip(findings, fingerprints(findings), strict=True)]
    return document({"errors": errors, "warnings": warnings, "findings": listed})


def _record(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "path": plain(finding.path),
        "line": finding.place.line,
        "column": finding.place.column,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": _both(finding.message),
        "article": _both(finding.article),
        "remedy": _both(finding.remedy),
        "fingerprint": fingerprint,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": plain(text.zh), "en": plain(text.en)}
