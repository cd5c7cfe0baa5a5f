"""Measures over what the bureau reports of itself, and what it puts right (articles 28, 30; 条例 art. 49; Annex 2)."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.assessing.marks import Evidence, Year
from gongkai.assessing.of_people import departments
from gongkai.layout import CONTENT
from gongkai.model import Context, Event, Record
from gongkai.registers import accountability, reports

PAGE = f"{CONTENT}annual.md"


def put_right(context: Context, year: Year) -> Iterator[Evidence]:
    """问题已整改: what was ordered to be put right in the year (article 30; Annex 2)."""
    for record in accountability.of(context.records.values()):
        decided, done = record.last("decided"), record.last("done")
        if decided and decided.said("measure") == accountability.CORRECT and year.holds(decided.day):
            good = done is not None and done.day <= year.last
            result = f"{done.day} 改正" if done and good else f"至 {year.last} 没有改正"
            name, subject = record.id, record.said("subject")
            note = f"{decided.day} 责令改正，{result}"
            if not accountability.is_public(record, context.policy):
                name, subject, note = accountability.REGISTER, "", "不逐件公开"
            yield Evidence(name, subject, record.said("department"), note, good=good)


def summed_up(context: Context, year: Year) -> Iterator[Evidence]:
    """报送工作总结: each department's summary of the year before, which the annual report needs (article 28)."""
    if _is_owed(year, context):
        given = reports.summaries(context.records.values(), year.number - 1, departments(context))
        for department, record in given.items():
            yield _by_january(f"{department}{year.number - 1}年工作总结", department, record, year)


def reported(context: Context, year: Year) -> Iterator[Evidence]:
    """年度报告按时: the report of the year before, by 31 January (条例 art. 49)."""
    if _is_owed(year, context):
        record = context.records.get(f"{reports.REGISTER}/{year.number - 1}")
        yield _by_january(f"{year.number - 1}年政府信息公开工作年度报告", "", record, year)


def _is_owed(year: Year, context: Context) -> bool:
    """Whether something was owed by 31 January about the year before: the catalogue had begun, the day has come."""
    return context.policy.starts_on.year < year.number and reports.due(year.number - 1) <= year.last


def _by_january(subject: str, whose: str, record: Record | None, year: Year) -> Evidence:
    last, event = reports.due(year.number - 1), _ended(record) if record else None
    note = f"应于 {last} 前，" + (f"{event.day} 完成" if event else "没有登记")
    good = event is not None and event.day <= last
    return Evidence(record.id if record else PAGE, subject, whose, note, good=good)


def _ended(record: Record) -> Event | None:
    """The event by which it was handed in."""
    return record.first("approved" if record.register == reports.REGISTER else "submitted")
