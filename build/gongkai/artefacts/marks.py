"""考核 as a table for spreadsheets and as data: every mark with what it came from. In pieces: a year has a case an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from gongkai.artefacts import spreadsheet
from gongkai.assessing import Assessment, Evidence, Mark
from gongkai.json_text import streamed

BUREAU = "全局"
_COLUMNS = (
    "年度", "截至", "科室", "考核内容", "指标", "分值", "得分", "怎样得分", "依据", "凭据", "事由", "情况", "相符",
)  # fmt: skip


def figure(points: Fraction | None) -> str:
    """Points as people write them, to one place; empty where there are none."""
    if points is None:
        return ""
    tenths = round(points * 10)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def marks_csv(found: Iterable[Assessment]) -> Iterator[str]:
    """One line for each piece of evidence; one for a mark without any."""
    cells = (line for each in found for mark in each.marks for line in _lines(each, mark))
    return spreadsheet.lines(_COLUMNS, cells)


def _lines(assessment: Assessment, mark: Mark) -> Iterator[list[str]]:
    measure, year = mark.measure, assessment.year
    head = [
        str(year.number),
        str(year.last),
        assessment.department or BUREAU,
        measure.content,
        measure.name,
        str(measure.points),
        figure(mark.points),
        mark.note,
        measure.article,
    ]
    for case in mark.evidence:
        yield [*head, case.name, case.subject, case.note, "是" if case.good else "否"]
    if not mark.evidence:
        yield [*head, "", "", "", ""]


def marks_json(found: Iterable[Assessment]) -> Iterator[str]:
    """All of it."""
    return streamed(_record(each) for each in found)


def _record(assessment: Assessment) -> dict[str, Any]:
    return {
        "year": assessment.year.number,
        "as_of": str(assessment.year.last),
        "department": assessment.department,
        "points": figure(assessment.points),
        "marked": assessment.marked,
        "whole": assessment.whole,
        "marks": (_mark(mark) for mark in assessment.marks),
    }


def _mark(mark: Mark) -> dict[str, Any]:
    measure = mark.measure
    return {
        "content": measure.content,
        "measure": measure.name,
        "worth": measure.points,
        "points": figure(mark.points) or None,
        "counted": measure.counted,
        "note": mark.note,
        "article": measure.article,
        "evidence": (_evidence(case) for case in mark.evidence),
    }


def _evidence(case: Evidence) -> dict[str, Any]:
    return {"name": case.name, "subject": case.subject, "note": case.note, "good": case.good}
