"""The job summary and the annotations: GitHub's limits never hide an error in silence."""

from __future__ import annotations

import re

import pytest
from cmarkgfm import cmark, github_flavored_markdown_to_html

from gongkai import report, rules
from gongkai.model import Finding, Place, Severity

LINKS = "https://evil.example www.evil.example WWW.evil.example a@evil.example <https://evil.example>"
MARKUP = "[看](https://x/) ![图](https://x/) `x` *x* **x** _x_ ~~x~~ $x$ #1 @all | <b>x</b> &#91; \\| <!-- \r\n\n# x"


def made(count: int, severity: Severity, words: str = "甲") -> list[Finding]:
    return [
        rules.late.RULE.finding(f"content/items/2026/{n:05}.md", Place(1, 1), words, words, severity)
        for n in range(1, count + 1)
    ]


def rows(summary: str) -> tuple[int, int]:
    """How many errors and warnings have a row."""
    return summary.count("\n| ❌"), summary.count("\n| ⚠️")


def left_out(summary: str) -> tuple[int, int]:
    """How many the summary says it leaves out."""
    found = re.search(r"另有错误 (\d+) 条、警告 (\d+) 条", summary)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def test_three_hundred_errors_are_all_in_the_summary_before_any_warning() -> None:
    summary = report.as_summary([*made(300, Severity.WARNING), *made(300, Severity.ERROR)])
    assert rows(summary) == (300, 300)
    assert left_out(summary) == (0, 0)
    assert summary.rindex("| ❌") < summary.index("| ⚠️")
    assert len(set(re.findall(r"❌ \| (\S+)", summary))) == 300


def test_annotations_tell_that_there_are_more_than_github_draws() -> None:
    told = report.as_github([*made(300, Severity.WARNING), *made(300, Severity.ERROR)]).splitlines()
    assert told[0].startswith("::notice title=gongkai check::共有 300 个错误")
    assert [line.split()[0] for line in told[1:]] == ["::error"] * 300 + ["::warning"] * 300


@pytest.mark.parametrize("errors", [0, 1, 10])
def test_no_notice_where_github_draws_every_error(errors: int) -> None:
    assert "::notice" not in report.as_github([*made(errors, Severity.ERROR), *made(50, Severity.WARNING)])


class TestAtTheLimit:
    ERRORS, WARNINGS = 3000, 4000
    findings = (*made(WARNINGS, Severity.WARNING), *made(ERRORS, Severity.ERROR))

    def test_githubs_limit_is_a_mebibyte(self) -> None:
        assert report.ROOM == 1024 * 1024

    def test_warnings_give_way_first_and_the_summary_says_how_many(self) -> None:
        summary = report.as_summary(self.findings)
        errors, warnings = rows(summary)
        assert errors == self.ERRORS
        assert 0 < warnings < self.WARNINGS
        assert left_out(summary) == (0, self.WARNINGS - warnings)
        assert summary.index("另有错误") < summary.index("| ❌")
        assert "gongkai check" in summary
        assert report.ROOM - 1024 < len(summary.encode()) <= report.ROOM
        assert summary.endswith(" |\n")

    def test_errors_that_do_not_fit_are_counted(self) -> None:
        summary = report.as_summary([*self.findings, *made(9000, Severity.ERROR, "甲" * 100)])
        errors, warnings = rows(summary)
        assert warnings == 0
        assert left_out(summary) == (self.ERRORS + 9000 - errors, self.WARNINGS)
        assert len(summary.encode()) <= report.ROOM

    @pytest.mark.parametrize("room", [*range(1000, 3000, 97), 100_000])
    def test_whatever_the_room_it_is_kept_and_every_finding_is_shown_or_counted(self, room: int) -> None:
        summary = report.as_summary(self.findings, room)
        shown, missing = rows(summary), left_out(summary)
        assert (shown[0] + missing[0], shown[1] + missing[1]) == (self.ERRORS, self.WARNINGS)
        assert len(summary.encode()) <= room

    @pytest.mark.parametrize("room", [0, -5])
    def test_where_there_is_no_room_at_all_the_numbers_are_told_all_the_same(self, room: int) -> None:
        summary = report.as_summary(made(3, Severity.ERROR), room)
        assert rows(summary) == (0, 0)
        assert left_out(summary) == (3, 0)

    def test_endless_words_crowd_out_no_other_finding(self) -> None:
        summary = report.as_summary([*made(1, Severity.ERROR, "|" * 2_000_000), *made(300, Severity.ERROR)])
        assert rows(summary) == (301, 0)
        assert "……" in summary


@pytest.mark.parametrize("words", [LINKS, MARKUP, *MARKUP.split()])
def test_hostile_words_stay_words_in_githubs_own_markdown(words: str) -> None:
    findings = [
        rules.late.RULE.finding(f"content/{words}", Place(1, 1), f"{words}{words}", words, Severity.ERROR)
    ]
    html = github_flavored_markdown_to_html(report.as_summary(findings), cmark.Options.CMARK_OPT_UNSAFE)
    assert set(re.findall(r"<(\w+)", html)) == {"h3", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert html.count("<tr>") == 2
    assert html.count("<td>") == 5
