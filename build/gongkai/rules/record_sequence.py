"""登记的事项有先后：先获知、收到，后回应、处理，办结的不再办（第十九条、第二十一条、第二十四条；附件二）。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.registers import accountability, complaints, corrections, deliveries, responses

RULE = Rule(
    slug="record-sequence",
    title=Text("登记的事项先后不对", "the events of a record do not follow one another"),
    article=Text(
        "第三条（八）、第十九条、第二十一条、第二十四条；附件二", "articles 3(8), 19, 21 and 24; Annex 2"
    ),
    remedy=Text(
        "先登记开头的一项（获知、收到），再登记怎样处理；还没有进入主分支的，改正后重新签名。",
        "record how it began first (learnt, received), then what was done; correct and sign anew what has not landed.",
    ),
    page=Text(
        "回应：先获知，后回应（可以几次）或写明不需回应。更正申请：先收到，后更正、不予更正或转送；不予更正的，之后可以更正或转送。"
        "投诉举报：先收到，后转送或办结；转送的，之后可以办结。送交：一次送交一件登记。责任追究：先发现（可以几次），后决定，再办结。申请公开的先后另有规则。",
        "A response: learnt, then responded (any number of times) or closed. A correction: received, then corrected, refused or "
        "transferred; what was refused may be corrected or transferred later. A complaint: received, then transferred or "
        "handled; what was transferred may be closed. A delivery has one event. Accountability: seen "
        "(any number of times), then decided, then done. Requests have a rule of their own.",
    ),
)

OF: Mapping[str, Mapping[str | None, frozenset[str]]] = {
    each.REGISTER: each.FOLLOWS for each in (responses, corrections, complaints, deliveries, accountability)
}
"""Register → which events may follow which."""


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield a finding for each event that may not stand where it does."""
    follows = OF.get(record.register)
    if follows is None:
        return
    for number, (before, kind) in enumerate(pairwise([None, *(each.kind for each in record.events)])):
        assert kind is not None  # noqa: S101 - only the first of befores is none
        if kind not in follows[before]:
            place = record.raw.key_at("events", number, kind)
            yield RULE.finding(record.path, place, *_told(before, kind))


def _told(before: str | None, kind: str) -> Text:
    if before is None:
        return Text(f"第一项不能是 {kind}", f"{kind} cannot be the first event")
    return Text(f"{before} 之后不能有 {kind}", f"{kind} cannot come after {before}")
