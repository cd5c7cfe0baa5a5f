"""依申请公开的期限: by when a request is to be answered, by the bureau's limit and by the law's, and how it stands.

A pure function of the log, the policy and the calendar (article 16; 条例 arts. 30–34): from when the time runs, what it
stands still for, until when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.model import Calendar, Context, Event, Pause, Policy, Reckoning, Record, Text
from gongkai.reckoning import told, working_days
from gongkai.registers.requests import SILENT, is_closed, is_open, receipt, stage, until_answered

_DAY = timedelta(days=1)
_HEARING = (
    ("third_party_asked", "third_party_answered", Text("征求第三方意见", "third party heard")),
    ("organ_asked", "organ_answered", Text("征求其他机关意见", "organ heard")),
)
_WAITING = (
    ("clarification_asked", "clarified", Text("等待补正", "waiting for the correction")),
    ("fee_asked", "fee_paid", Text("等待缴费", "waiting for the fee")),
)


@dataclass(frozen=True, slots=True)
class Handling:
    """How a request stands by its log."""

    received: date | None
    """The day that counts as the day of receipt (条例 art. 31); None while both sides have not confirmed it."""
    own: Reckoning | None
    """The bureau's limit (article 16); None while the request does not count as received."""
    legal: Reckoning | None
    """The law's (条例 art. 33)."""
    answered: Event | None
    """The first answer: an answer after a review is another matter, with a limit of its own."""
    taken: int | None
    """Working days from the day that the limit runs from to the answer, without pauses."""
    state: str
    """In one word: 待确认, 办理中, 待补正, 征求意见, 待缴费, 已答复, 复议中, 诉讼中."""

    @property
    def is_late(self) -> bool:
        """Whether it was answered after the bureau's limit."""
        return _passed(self.own, self.answered)

    @property
    def is_unlawful(self) -> bool:
        """Whether it was answered after the law's limit."""
        return _passed(self.legal, self.answered)


def _passed(limit: Reckoning | None, answered: Event | None) -> bool:
    return bool(answered and limit and limit.due and answered.day > limit.due)


def handling(record: Record, policy: Policy, calendar: Calendar) -> Handling:
    """How a request stands; nothing in it depends on today."""
    answered, received = record.first("answered"), receipt(record)
    limits = _limits(record, received, policy, calendar) if received else (None, None)
    own, legal = limits
    taken = _taken(own, answered.day, calendar) if own and answered else None
    return Handling(received, own, legal, answered, taken, _state(record))


def _limits(
    record: Record, received: date, policy: Policy, calendar: Calendar
) -> tuple[Reckoning, Reckoning]:
    """The bureau's and the law's: of one start, one extension and the same pauses."""
    clocks, log = policy.clocks, [*until_answered(record)]
    start = _start(log, received, policy)
    pauses = [each for each in _pauses(log, policy, calendar) if _costs(each, start)]
    more = sum(int(event.said("days")) for event in log if event.kind == "extended")
    own, legal = (
        working_days(start, days + more, calendar, pauses) for days in (clocks.reply, clocks.legal_reply)
    )
    return own, legal


def _start(log: list[Event], received: date, policy: Policy) -> date:
    """The limit runs from the receipt; anew from the correction (条例 art. 30) and from the payment."""
    anew = {"clarified"} | ({"fee_paid"} if policy.fee_restarts else set())
    return max([received, *(event.day for event in log if event.kind in anew)])


def _pauses(log: list[Event], policy: Policy, calendar: Calendar) -> Iterator[Pause]:
    """What does not count: hearing others (条例 art. 33), waiting for the applicant.

    Whoever is asked and says nothing is waited for no longer than the law gives (条例 arts. 32, 34).
    """
    end = log[-1].day if log[-1].kind == "answered" else None
    for asked, answer, why in _HEARING:
        for question, reply in _pairs(log, asked, answer):
            silent = reply is None or reply.said("consent") == SILENT
            most = working_days(question.day, policy.clocks.third_party, calendar).due if silent else None
            days = [day for day in (most, reply and reply.day, end) if day]
            yield Pause(question.day + _DAY, min(days, default=None), why)
    for asked, answer, why in _WAITING:
        for question, reply in _pairs(log, asked, answer):
            yield Pause(question.day + _DAY, reply.day if reply else end, why)


def _costs(pause: Pause, start: date) -> bool:
    return pause.last is None or (pause.last > start and pause.last >= pause.first)


def _pairs(log: list[Event], asked: str, answer: str) -> Iterator[tuple[Event, Event | None]]:
    """Each question with its answer, first with first."""
    replies = (event for event in log if event.kind == answer)
    return ((event, next(replies, None)) for event in log if event.kind == asked)


def _taken(limit: Reckoning, until: date, calendar: Calendar) -> int:
    days = (limit.start + _DAY * number for number in range(1, (until - limit.start).days + 1))
    return sum(not (calendar.is_day_off(day) or _is_paused(day, limit)) for day in days)


def _is_paused(day: date, limit: Reckoning) -> bool:
    return any(each.first <= day and (each.last is None or day <= each.last) for each in limit.pauses)


def _state(record: Record) -> str:
    log = record.events
    for asked, state in (("sued", "诉讼中"), ("review_asked", "复议中")):
        if is_open(log, asked):
            return state
    if is_closed(log):
        return "已答复"
    return "待确认" if receipt(record) is None else stage(log)


def working(record: Record, context: Context) -> str:
    """How it stands and both limits, each with its working, a line each."""
    return "\n".join(_working(record, handling(record, context.policy, context.calendar), context.policy))


def _working(record: Record, stands: Handling, policy: Policy) -> Iterator[str]:
    yield f"状态：{stands.state}"
    if not (stands.own and stands.legal):
        yield "期限：双方确认收到以后起算（条例第三十一条）"
        return
    yield f"收到申请之日：{stands.received}（条例第三十一条）"
    extended, clocks = record.first("extended"), policy.clocks
    for name, days, limit in (
        ("本局期限（第十六条）", clocks.reply, stands.own),
        ("条例期限（第三十三条）", clocks.legal_reply, stands.legal),
    ):
        more = f"{days} 个工作日，延长 {extended.said('days')} 个；" if extended else ""
        yield f"{name}：{more}{told(limit).zh}"
    if stands.answered:
        late = "，超过条例期限" if stands.is_unlawful else "，超过本局期限" if stands.is_late else ""
        yield f"答复：{stands.answered.day}，用 {stands.taken} 个工作日{late}"
