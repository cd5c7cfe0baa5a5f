"""Measures over the registers: was what was asked and said dealt with, and in time (articles 3(八), 16, 19, 21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gongkai.assessing.marks import Evidence, Year
from gongkai.model import Context, Record, When, end_of
from gongkai.registers import complaints, corrections, request_limits, requests, responses
from gongkai.standing import answers_for

_ENDS = {
    requests.REGISTER: "answered",
    responses.REGISTER: "responded",
    corrections.REGISTER: "corrected",
    complaints.REGISTER: "handled",
}
"""Register → the event that ends what is recorded in it."""


def answered(context: Context, year: Year) -> Iterator[Evidence]:
    """按时答复申请: what was answered in the year, and what should have been (article 16, the bureau's limit)."""
    for record in context.register(requests.REGISTER):
        how = request_limits.handling(record, context.policy, context.calendar)
        due, day = how.own and how.own.due, how.answered and how.answered.day
        if day and day <= year.last:
            if year.holds(day):
                yield _case(record, context, f"应于 {due or '待定'} 前，{day} 答复", good=not how.is_late)
        elif due and due < year.last and year.holds(due):
            yield _case(record, context, f"应于 {due} 前，至 {year.last} 没有答复", good=False)


def responded(context: Context, year: Year) -> Iterator[Evidence]:
    """按时回应: what was spoken about in the year, and what should have been (article 21)."""
    for record in context.register(responses.REGISTER):
        due, end = responses.due(record, context.policy), responses.ended(record)
        owed = f"应于 {When.landed(due)} 前"
        if end and end.day <= year.last:
            if year.holds(end.day):
                good = not responses.over(record, context.policy, end.at) > timedelta()
                yield _case(record, context, f"{owed}，{When.landed(end.at)} 回应或者办结", good=good)
        elif due < end_of(year.last) and year.holds(due.date()):
            yield _case(record, context, f"{owed}，至 {year.last} 没有回应", good=False)


def corrected(context: Context, year: Year) -> Iterator[Evidence]:
    """更正申请已处理: what was asked for in the year (article 19)."""
    for record in context.register(corrections.REGISTER):
        yield from _dealt_with(record, context, year, corrections.state(record))


def handled(context: Context, year: Year) -> Iterator[Evidence]:
    """投诉举报已处理: what came in during the year (article 3(八); Annex 2, art. 4(二))."""
    for record in context.register(complaints.REGISTER):
        yield from _dealt_with(record, context, year, complaints.state(record))


def _dealt_with(record: Record, context: Context, year: Year, state: str) -> Iterator[Evidence]:
    """One that came in during the year: dealt with by its last event, if there is more than the first."""
    first, last = record.events[0], record.events[-1]
    if year.holds(first.day):
        good = len(record.events) > 1 and last.day <= year.last
        result = f"{last.day} {state}" if good else f"至 {year.last} 没有结果"
        yield _case(record, context, f"{first.day} 收到，{result}", good=good)


def _case(record: Record, context: Context, note: str, *, good: bool) -> Evidence:
    whose = answers_for(record, _ENDS[record.register], context)
    return Evidence(record.id, record.said("subject"), whose, note, good=good)
