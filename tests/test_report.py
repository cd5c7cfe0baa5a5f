"""Findings in words: safe to print, in order. How whole reports look is in test_cli_check.py."""

from __future__ import annotations

import pytest

from gongkai import report, rules
from gongkai.model import Finding, Place, Severity, Text


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0)])
def test_plain_text_has_no_control_characters(code: int) -> None:
    assert report.plain(f"甲{chr(code)}乙") == f"甲\\x{code:02x}乙"


def test_plain_text_is_otherwise_as_it_was() -> None:
    assert report.plain("公报 a%&|𠮷\u3000") == "公报 a%&|𠮷\u3000"
    assert report.plain("\udcff") == "\\udcff"


def test_colour_marks_the_severity_only() -> None:
    rule, place = rules.late.RULE, Place(1, 1)
    for severity, code in [(Severity.ERROR, "31"), (Severity.WARNING, "33")]:
        finding = rule.finding("a.md", place, "\x1b[0m甲", "a", severity)
        coloured = report.as_text([finding], colour=True)
        assert coloured.startswith(
            f"a.md:1:1: \x1b[{code}m{severity}[late]\x1b[0m \\x1b[0m甲（第十三条）。处理："
        )
        assert report.as_text([finding]) == coloured.replace(f"\x1b[{code}m", "").replace("\x1b[0m", "")


def test_findings_sort_by_file_then_line_then_column() -> None:
    made = [
        Finding(path, Place(*place), "late", Severity.ERROR, *[Text("甲", "a")] * 3)
        for path in ("b.md", "a.md")
        for place in ((10, 1), (2, 10), (2, 9))
    ]
    assert [(each.path, *each.place) for each in sorted(made)] == [
        ("a.md", 2, 9), ("a.md", 2, 10), ("a.md", 10, 1), ("b.md", 2, 9), ("b.md", 2, 10), ("b.md", 10, 1),
    ]  # fmt: skip
