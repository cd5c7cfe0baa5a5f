"""根据收到申请的先后次序来处理申请（第十六条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from gongkai.model import Context, Finding, Record, Rule, Severity, Text
from gongkai.registers.requests import REGISTER, before, is_waiting_for_others, receipt

RULE = Rule(
    slug="request-turn",
    title=Text("后收到的申请先答复", "a later request was answered first"),
    article=Text("第十六条", "article 16"),
    remedy=Text(
        "先答复先收到的；确有理由的，在 answered 里用 ahead 写明。",
        "answer in the order of receipt; where there is a reason, give it in `ahead` of `answered`.",
    ),
    page=Text(
        "答复一件申请时，若还有更早收到、正在办理的申请没有答复，提醒，不阻止。等待补正、缴费、第三方或者其他机关答复的，"
        "不算正在办理。同一日收到的不分先后。收到当日答复的（条例第三十三条：能够当场答复的，应当当场答复）不提醒；"
        "其他理由在 ahead 里写明即可。",
        "Warns, and blocks nothing, when a request is answered while an earlier one is still being handled. One that "
        "waits for a correction, a fee, or the answer of others is not being handled. Those of one day have no order. "
        "What is answered on the day of its receipt is never too early (Regulations art. 33). Other reasons go into `ahead`.",
    ),
)  # fmt: skip


_Open = dict[str, Record]
"""The requests that are being handled, by name."""


def check(context: Context) -> Iterator[Finding]:
    """Yield a warning for each answer that names the first of those that were passed over.

    One pass through the events of all requests in the order of time: few are open at once.
    """
    log = [
        (event.at, record, n)
        for record in context.register(REGISTER)
        for n, event in enumerate(record.events)
    ]
    open_: _Open = {}
    for _, moment in groupby(sorted(log, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
        entries = [*moment]
        for _, record, number in entries:
            _go_on(open_, record, number)
        for _, record, number in entries:
            if record.events[number] is record.first("answered"):
                yield from _passed_over(open_, record, number)


def _go_on(open_: _Open, record: Record, number: int) -> None:
    """Whether a request is being handled after an event of it, counted from 0."""
    then = before(record, number + 1)
    done = then.first("answered") or is_waiting_for_others(then.events)
    if done or receipt(then) is None:
        open_.pop(record.name, None)
    else:
        open_[record.name] = record


def _passed_over(open_: _Open, record: Record, number: int) -> Iterator[Finding]:
    own = receipt(before(record, number))
    waiting = [each for each in open_.values() if _is_earlier(each, own)]
    answered = record.events[number]
    on_the_spot = answered.day == own  # 条例 art. 33
    if waiting and not (on_the_spot or answered.said("ahead")):
        first = min(waiting, key=lambda each: (each.events[0].at, each.name))
        where = record.raw.at("events", number, "answered", "at")
        more = f"等 {len(waiting)} 件" if len(waiting) > 1 else ""
        zh = f"{first.name} {more}先收到，还没有答复"
        en = f"{first.name} came earlier and was not answered" + (f"; {len(waiting)} in all" if more else "")
        yield RULE.finding(record.path, where, zh, en, Severity.WARNING)


def _is_earlier(other: Record, own: date | None) -> bool:
    """Whether the other was received on an earlier day."""
    theirs = receipt(other)
    return bool(theirs and own and theirs < own)
