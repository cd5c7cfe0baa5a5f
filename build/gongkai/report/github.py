"""Findings as GitHub's annotations, by workflow commands."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.model import Finding
from gongkai.report.words import by_severity, in_chinese, plain, tally

_SHOWN = 10
"""GitHub draws no more errors than these of one step, and as many warnings."""


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, errors first; where GitHub will not draw every error, a notice says so."""
    return _notice(tally(findings)[0]) + "".join(_annotation(finding) for finding in by_severity(findings))


def _notice(errors: int) -> str:
    if errors <= _SHOWN:
        return ""
    zh = f"共有 {errors} 个错误，GitHub 只在文件旁标出前 {_SHOWN} 个；全部见任务摘要。"
    en = f"{errors} errors, of which GitHub marks {_SHOWN} in the files; the job summary has all."
    return f"::notice title=gongkai check::{_escape(zh)}%0A{_escape(en)}\n"


def _annotation(finding: Finding) -> str:
    place = finding.place
    file = _escape(plain(finding.path)).replace(":", "%3A").replace(",", "%2C")
    properties = f"file={file},line={place.line},col={place.column},title={finding.rule}"
    text = f"{in_chinese(finding)}\n{plain(finding.message.en)}"
    return f"::{finding.severity} {properties}::{_escape(text)}\n"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
