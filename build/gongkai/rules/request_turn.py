"""根据收到申请的先后次序来处理申请（第十六条）。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import inf

from gongkai.model import Context, Event, Finding, Record, Rule, Severity, Text
from gongkai.registers.requests import REGISTER, is_waiting_for_others, receipt

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
        "不算正在办理。同一日收到的不分先后。能够当场答复的（条例第三十三条）、情况简单的，在 ahead 里写明理由即可。",
        "Warns, and blocks nothing, when a request is answered while an earlier one is still being handled. One that "
        "waits for a correction, a fee, or the answer of others is not being handled. Those of one day have no order. "
        "What can be answered on the spot (Regulations art. 33) says so in `ahead`.",
    ),
)  # fmt: skip


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a warning that names the first of those that were passed over."""
    answered = record.first("answered") if record.register == REGISTER else None
    if not answered or answered.said("ahead"):
        return
    first_come, given = record.events[0].at.timestamp(), answered.at.timestamp()
    waiting = [
        other
        for came, went, other in _spans(_Same(context.records))
        if came < first_come and went > given and _was_before(other, record, answered)
    ]
    if waiting:
        first = min(waiting, key=lambda each: (each.events[0].at, each.name))
        number = record.events.index(answered)
        where = record.raw.at("events", number, "answered", "at")
        more = f"等 {len(waiting)} 件" if len(waiting) > 1 else ""
        zh = f"{first.name} {more}先收到，还没有答复"
        en = f"{first.name} came earlier and was not answered" + (f"; {len(waiting)} in all" if more else "")
        yield RULE.finding(record.path, where, zh, en, Severity.WARNING)


def _was_before(other: Record, record: Record, answered: Event) -> bool:
    """Whether the other was received on an earlier day and was being handled when this one was answered."""
    log = tuple(event for event in other.events if event.at <= answered.at)
    theirs, ours = receipt(other), receipt(record)
    return bool(
        theirs and ours and theirs < ours and theirs <= answered.day and not is_waiting_for_others(log)
    )


class _Same:
    """A mapping that equals itself alone, so that what was made of it once need not be made again."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self.records = records

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.records is self.records

    def __hash__(self) -> int:
        return id(self.records)


@lru_cache(maxsize=1)  # else each of a thousand requests would look through the logs of all others
def _spans(same: _Same) -> tuple[tuple[float, float, Record], ...]:
    """Of each request the moments of its receipt and of its first answer."""
    requests = (each for each in same.records.values() if each.register == REGISTER)
    return tuple((each.events[0].at.timestamp(), _answered_at(each), each) for each in requests)


def _answered_at(record: Record) -> float:
    answered = record.first("answered")
    return answered.at.timestamp() if answered else inf
