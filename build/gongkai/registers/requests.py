"""依申请公开: the log of a request, and what may be asked of it (articles 15–18; 条例 arts. 29–37).

When it counts as received, what is open, whether it is closed. By when it is to be answered is request_limits' to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gongkai.model import Event, Record, Text, Value

REGISTER = "requests"
NAMES = {
    "received": Text("收到", "received"),
    "confirmed": Text("确认收到", "confirmed"),
    "clarification_asked": Text("告知补正", "clarification asked"),
    "clarified": Text("收到补正", "clarified"),
    "third_party_asked": Text("征求第三方意见", "third party asked"),
    "third_party_answered": Text("第三方答复", "third party answered"),
    "organ_asked": Text("征求其他机关意见", "organ asked"),
    "organ_answered": Text("其他机关答复", "organ answered"),
    "extended": Text("延长期限", "extended"),
    "fee_asked": Text("收费通知", "fee asked"),
    "fee_paid": Text("缴费", "fee paid"),
    "answered": Text("答复", "answered"),
    "review_asked": Text("被申请行政复议", "review asked"),
    "review_decided": Text("复议决定", "review decided"),
    "sued": Text("被提起行政诉讼", "sued"),
    "judged": Text("判决", "judged"),
}
"""What each event is called: the titles of the schema, which a test compares."""
ANSWER_OF = {
    "clarified": "clarification_asked",
    "third_party_answered": "third_party_asked",
    "organ_answered": "organ_asked",
    "fee_paid": "fee_asked",
    "review_decided": "review_asked",
    "judged": "sued",
}
"""What answers what."""
UNCLARIFIED, UNPAID = "申请人无正当理由逾期不补正", "申请人逾期未按收费通知要求缴纳费用"
"""The outcomes of those who do not answer (条例 art. 30; 国办函〔2020〕109号)."""
PUBLISHED, PARTLY, PROTECTED, OTHERWISE = "予以公开", "部分公开", "保护第三方合法权益", "其他处理"
CORRECTED = "结果纠正"
SILENT, REFUSED = "未答复", "不同意"


def needs_confirming(received: Event) -> bool:
    """Whether the day of receipt is the day on which both sides confirm it (条例 art. 31)."""
    return received.said("channel") != "现场申请" and received.said("post") != "挂号"


def needs_post(received: Mapping[str, Value]) -> bool:
    """Whether the kind of post must be told: it decides on the day of receipt."""
    return received.get("channel") == "信函"


def needs_reason(kind: str, fields: Mapping[str, Value]) -> bool:
    """Whether an event of such fields needs a reason (article 17; 条例 art. 32)."""
    answered = kind == "answered" and fields.get("outcome") != PUBLISHED
    return answered or (kind == "third_party_answered" and fields.get("consent") == REFUSED)


def receipt(record: Record) -> date | None:
    """The day that counts as the day of receipt; None while it is not confirmed."""
    received = record.first("received")
    if received and needs_confirming(received):
        received = record.first("confirmed")
    return received.day if received else None


def until_answered(record: Record) -> Iterator[Event]:
    """The events up to the first answer: what comes later moves no limit of it."""
    for event in record.events:
        yield event
        if event.kind == "answered":
            return


def is_open(log: tuple[Event, ...], asked: str) -> bool:
    """Whether something was asked more often than it was answered."""
    answer = next(answer for answer, question in ANSWER_OF.items() if question == asked)
    kinds = [event.kind for event in log]
    return kinds.count(asked) > kinds.count(answer)


def current(log: tuple[Event, ...]) -> tuple[Event, ...]:
    """What happened since the last answer: what was asked before it is waited for no longer."""
    last = max((number for number, event in enumerate(log, 1) if event.kind == "answered"), default=0)
    return log[last:]


def is_closed(log: tuple[Event, ...]) -> bool:
    """Whether it is answered, and neither a review nor a court has undone the answer since."""
    closed = False
    for event in log:
        closed = event.kind == "answered" or (closed and event.said("result") != CORRECTED)
    return closed


def stage(log: tuple[Event, ...]) -> str:
    """What an unanswered request waits for, in a word: 待补正, 待缴费, 征求意见; else 办理中."""
    states = {
        "clarification_asked": "待补正", "fee_asked": "待缴费",
        "third_party_asked": "征求意见", "organ_asked": "征求意见",
    }  # fmt: skip
    return next((state for asked, state in states.items() if is_open(current(log), asked)), "办理中")


def is_waiting_for_others(log: tuple[Event, ...]) -> bool:
    """Whether its handling stands still: for the applicant, a third party or another organ."""
    return stage(log) != "办理中"


def before(record: Record, number: int) -> Record:
    """The record as it was before an event, counted from 0."""
    return replace(record, events=record.events[:number])
