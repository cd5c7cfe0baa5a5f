"""申请内容不明确的，自收到申请之日起7个工作日内一次性告知补正，给合理的期限（条例第三十条）。

That it is asked for once is for rule request-order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Event, Finding, Record, Rule, Severity, Text
from gongkai.reckoning import told, working_days
from gongkai.registers.requests import REGISTER, current, is_open, receipt

RULE = Rule(
    slug="request-clarification",
    title=Text("告知补正不合规定", "clarification was not asked for as it should be"),
    article=Text("条例第三十条", "Regulations article 30"),
    remedy=Text(
        "收到申请后尽快审看，7个工作日内一次告知；补正期限 until 写告知之日以后。",
        "look at a request soon and ask within 7 working days, for a day after that of the question.",
    ),
    page=Text(
        "申请内容不明确的，自收到申请之日起7个工作日内一次性告知补正，说明补正的事项和合理的补正期限（until）。超过7个工作日的"
        "提醒：事情已经发生，登记要真实。没有期限的，就不能以逾期不补正结束；期限过了没有收到的，提醒。",
        "What is unclear is asked about once, within 7 working days, with a reasonable time to answer (`until`). Later "
        "than that warns only: the record must be true. Without a date the request cannot end as not clarified; once it has passed in vain, this warns.",
    ),
)  # fmt: skip


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a warning for what was asked late, without a date, or in vain; an error for a date that has passed."""
    if record.register != REGISTER:
        return
    for number, event in enumerate(record.events):
        if event.kind == "clarification_asked":
            if text := _late(event, receipt(record), context):
                yield _finding(record, number, "at", text)
            if text := _until(event):
                severity = Severity.ERROR if event.said("until") else Severity.WARNING
                yield _finding(record, number, "until", text, severity)
            if text := _in_vain(event, record, context):
                yield _finding(record, number, "until", text)


def _late(event: Event, received: date | None, context: Context) -> Text | None:
    if received is None:
        return None
    limit = working_days(received, context.policy.clocks.clarification, context.calendar)
    if limit.due and event.day > limit.due:
        return Text(f"告知晚于期限：{told(limit).zh}", f"asked late: {told(limit).en}")
    return None


def _in_vain(event: Event, record: Record, context: Context) -> Text | None:
    until = event.said("until")
    if until and until < str(context.today) and is_open(current(record.events), event.kind):
        return Text(
            f"补正期限 {until} 已过，没有收到补正", f"not clarified by {until}: end it, or wait no longer"
        )
    return None


def _until(event: Event) -> Text | None:
    until = event.said("until")
    if not until:
        return Text("没有写补正期限", "no date until which to answer")
    if until <= str(event.day):
        return Text(f"补正期限 {until} 不在告知之日以后", f"{until} is not after the day of the question")
    return None


def _finding(
    record: Record, number: int, field: str, text: Text, severity: Severity = Severity.WARNING
) -> Finding:
    where = record.raw.at("events", number, record.events[number].kind, field)
    return RULE.finding(record.path, where, text.zh, text.en, severity)
