"""What the reports share: words that are safe to print, errors first, how many, and how much fits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from gongkai.model import Finding, Severity

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_STEERING = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF)
"""Line separators, what turns the direction of writing, and what XML cannot hold."""
_UNSEEN = _CONTROLS | {code: f"\\u{code:04x}" for code in _STEERING}


def plain(text: str) -> str:
    """Text safe to print: an item's words and file names must not steer a terminal."""
    return text.encode("utf-8", "backslashreplace").decode().translate(_UNSEEN)


def in_chinese(finding: Finding) -> str:
    """What is wrong, by which article, and what to do."""
    return f"{plain(finding.message.zh)}（{finding.article.zh}）。处理：{finding.remedy.zh}"


def in_english(finding: Finding) -> str:
    """The same in English."""
    return f"{plain(finding.message.en)} ({finding.article.en}). To do: {finding.remedy.en}"


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, otherwise as they come."""
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


def tally(findings: Iterable[Finding]) -> tuple[int, int]:
    """The number of errors, and of warnings."""
    errors = [finding.severity is Severity.ERROR for finding in findings]
    return sum(errors), len(errors) - sum(errors)


def counts(findings: Sequence[Finding]) -> str:
    """How many errors and warnings."""
    errors, warnings = tally(findings)
    return f"错误 {errors}，警告 {warnings} ({errors} errors, {warnings} warnings)"


def fitting(texts: Iterable[str], room: int) -> int:
    """How many of the texts, from the first on, fit into `room` bytes of UTF-8."""
    return bisect_right(list(accumulate(len(text.encode()) for text in texts)), room)
