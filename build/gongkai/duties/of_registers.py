"""What is to be done about what others asked of the bureau, or said of it (articles 3(八), 16, 19, 21)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Duty, Record, Text, Todo, When
from gongkai.reckoning import told
from gongkai.registers import complaints, corrections, request_limits, requests, responses
from gongkai.standing import answers_for, may_record

_REQUESTS = Text("第十六条；条例第三十三条", "article 16; Regulations article 33")
_RESPONSES = Text("第二十一条", "article 21")
_CORRECTIONS = Text("第十九条", "article 19")
_COMPLAINTS = Text("第三条（八）；附件二第四条（二）", "article 3(8); Annex 2 article 4(2)")


def unanswered(context: Context) -> Iterator[Duty]:
    """Requests: to be confirmed, or to be answered by the bureau's limit, with the law's beside it."""
    for record in context.register(requests.REGISTER):
        if not requests.is_closed(record.events):
            yield _request(record, context)


def _request(record: Record, context: Context) -> Duty:
    how = request_limits.handling(record, context.policy, context.calendar)
    if how.own is None or how.legal is None:
        return _at_once(record, Todo.CONFIRM, "confirmed", _REQUESTS, context)
    own, legal = told(how.own), told(how.legal)
    working = Text(f"{how.state}：{own.zh}；条例的期限：{legal.zh}", f"{own.en}; the law's limit: {legal.en}")
    due = When(how.own.due) if how.own.due else None
    return _duty(record, Todo.ANSWER, "answered", _REQUESTS, context, (due, how.own.earliest, working))


def unspoken(context: Context) -> Iterator[Duty]:
    """Matters that the bureau has learnt of and not spoken about, by the hour and minute."""
    for record in context.register(responses.REGISTER):
        if responses.ended(record) is None:
            hours, learnt = responses.hours(record, context.policy), When.landed(record.events[0].at)
            working = Text(f"{learnt} 获知，{hours} 小时以内", f"learnt {learnt}, within {hours} hours")
            limit = (When.landed(responses.due(record, context.policy)), None, working)
            yield _duty(record, Todo.RESPOND, "responded", _RESPONSES, context, limit)


def uncorrected(context: Context) -> Iterator[Duty]:
    """Requests for correction of which nothing has come; the rule says 及时 and names no days."""
    for record in context.register(corrections.REGISTER):
        if len(record.events) == 1:
            yield _at_once(record, Todo.CORRECT, "corrected", _CORRECTIONS, context)


def unhandled(context: Context) -> Iterator[Duty]:
    """Complaints and reports of which nothing has come; no days are named here either."""
    for record in context.register(complaints.REGISTER):
        if len(record.events) == 1:
            yield _at_once(record, Todo.HANDLE, "handled", _COMPLAINTS, context)


def _at_once(record: Record, todo: Todo, kind: str, article: Text, context: Context) -> Duty:
    day = record.events[0].day
    days = (context.today - day).days
    working = Text(f"{day} 收到，已 {days} 天，应及时处理", f"received {day}, {days} days ago: at once")
    return _duty(record, todo, kind, article, context, (None, None, working))


def _duty(  # noqa: PLR0913, PLR0917 - what every record's duty says
    record: Record,
    todo: Todo,
    kind: str,
    article: Text,
    context: Context,
    limit: tuple[When | None, date | None, Text],
) -> Duty:
    """`kind` is the event that would end it; `limit`: by when, the earliest day where that is open, the working."""
    due, earliest, working = limit
    return Duty(
        todo=todo,
        name=record.id,
        subject=record.said("subject"),
        department=answers_for(record, kind, context),
        offices=may_record(record, kind, context, context.today),
        due=due,
        earliest=earliest,
        working=working,
        article=article,
        path=record.path,
    )
