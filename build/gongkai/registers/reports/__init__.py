"""年度报告: what a record of the register of reports means (article 28; 条例 arts. 49, 50), and the summaries for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from gongkai.annual import prose, tables
from gongkai.annual.document import Report
from gongkai.model import CHINA, Event, Record

REGISTER, SUMMARIES = "reports", "summaries"
_JANUARY, _LAST_DAY = 1, 31


def due(year: int) -> date:
    """The last day on which the report of a year is in time (条例 art. 49)."""
    return date(year + 1, _JANUARY, _LAST_DAY)


def approval(record: Record) -> Event | None:
    """The approval of a report; a draft has an event for it that nobody has signed."""
    return next((event for event in record.all("approved") if event.signed), None)


def report_of(record: Record, bureau: str) -> Report:
    """The report that a record is."""
    preface, sections = prose.split(record.raw.body)
    approved = approval(record)
    return Report(
        bureau=bureau,
        year=record.year,
        title=f"{bureau}{record.year}年政府信息公开工作年度报告",
        tables=tables.read(cast("dict[str, Any]", record.head)),
        preface=preface,
        sections=sections,
        approved=approved.at.astimezone(CHINA) if approved else None,
    )


def reports(records: Iterable[Record], bureau: str) -> tuple[Report, ...]:
    """Every report there is, oldest first."""
    found = (report_of(record, bureau) for record in records if record.register == REGISTER)
    return tuple(sorted(found, key=lambda report: report.year))


def summaries(records: Iterable[Record], year: int, departments: Iterable[str]) -> dict[str, Record | None]:
    """Department → its summary of the year, in the order of the departments; nothing where it gave none."""
    given = {
        each.said("department"): each for each in records if each.register == SUMMARIES and each.year == year
    }
    return {name: given.get(name) for name in departments}
