"""Laws of the rules over requests: no log breaks them, time only adds, and what they accept reads as one story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import rules
from gongkai.model import Context, Finding, Record, Recording
from gongkai.pipeline import Checked
from gongkai.registers.request_limits import working
from gongkai.registers.requests import NAMES
from gongkai.rules import (
    request_order,
    request_outcome,
    request_overdue,
    request_turn,
)
from request_maker import request

RULES = tuple(rule for rule in rules.OF_RECORDS if rule.RULE.slug.startswith("request-"))
START = date(2025, 9, 1)
OUTCOMES = (
    "予以公开",
    "部分公开",
    "重复申请",
    "补正后申请内容仍不明确",
    "申请人无正当理由逾期不补正",
    "申请人逾期未按收费通知要求缴纳费用",
)


LATER = (START + timedelta(60)).isoformat()
LETTERS = ("channel: 信函, post: 平常", "channel: 信函, post: 挂号", "channel: 网络", "channel: 现场申请")
FIELDS: Mapping[str, Sequence[str]] = {
    "received": [f"{each}, applicant: 自然人" for each in LETTERS],
    "clarification_asked": ["what: 示例", f"what: 示例, until: {LATER}", "what: 示例, until: 2025-01-01"],
    "third_party_answered": [f"consent: {each}" for each in ("同意", "不同意", "未答复")],
    "organ_asked": ["organ: 示例机关"],
    "extended": [f"days: '{days}', reason: 示例, told: 是" for days in (1, 15, 16)],
    "fee_asked": [
        f"basis: 按量, count: '150', amount: '1700', until: {LATER}",
        f"basis: 按件, count: '5', before: '10', amount: '1', until: {LATER}",
    ],
    "answered": [f"outcome: {each}{more}" for each in OUTCOMES for more in ("", ", reason: 示例")],
    "review_decided": ["result: 结果维持", "result: 结果纠正"],
    "judged": ["result: 结果维持", "result: 结果纠正"],
    "sued": ["after: 未经复议", "after: 复议后"],
}
"""What events may say beside their time, as the schema allows it."""


@st.composite
def logs(draw: st.DrawFn) -> tuple[str, ...]:
    """Events of any kind in any order, at times that do not go back."""
    day, events = START, []
    for kind in ["received", *draw(st.lists(st.sampled_from([*NAMES]), max_size=7))]:
        day += timedelta(draw(st.integers(0, 40)))
        events.append(f"{kind} {day} {draw(st.sampled_from(FIELDS.get(kind, [''])))}")
    return tuple(events[draw(st.integers(0, 1)) :]) or tuple(events)


def found(record: Record, context: Context) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule.check(record, context)
    yield from request_turn.check(context)


def known(bare: Checked, *records: Record, today: date = date(2026, 12, 31)) -> Context:
    """None of them has landed."""
    proved = {each.id: Recording((), (None,) * len(each.events), None) for each in records}
    return replace(bare.context, today=today, records={each.id: each for each in records}, recordings=proved)


@given(logs(), logs())
def test_no_log_breaks_a_rule_and_every_finding_is_somewhere_in_it(
    bare: Checked, log: tuple[str, ...], other: tuple[str, ...]
) -> None:
    record, second = request(*log), request(*other, name="2026-004")
    context = known(bare, record, second)
    lines = record.raw.text.count("\n")
    for finding in found(record, context):
        assert 1 <= finding.place.line <= lines
        assert finding.message.zh
        assert finding.message.en
    assert working(record, context)


@given(logs(), st.integers(0, 400), st.integers(0, 400))
def test_a_later_day_never_takes_a_finding_of_lateness_away(
    bare: Checked, log: tuple[str, ...], first: int, more: int
) -> None:
    record = request(*log)
    sooner, later = (
        [*request_overdue.check(record, known(bare, record, today=START + timedelta(days)))]
        for days in (first, first + more)
    )
    assert len(later) >= len(sooner)


@given(logs())
def test_what_is_in_order_begins_with_its_receipt_and_is_answered_once_unless_corrected(
    bare: Checked, log: tuple[str, ...]
) -> None:
    record = request(*log)
    context = known(bare, record)
    if [*request_order.check(record, context), *request_outcome.check(record, context)]:
        return
    kinds = [event.kind for event in record.events]
    assert kinds[0] == "received"
    assert kinds.count("received") == 1
    corrected = sum(event.said("result") == "结果纠正" for event in record.events)
    assert kinds.count("answered") <= 1 + corrected


@settings(max_examples=40)
@given(logs())
def test_an_event_more_never_takes_a_fault_of_order_away(bare: Checked, log: tuple[str, ...]) -> None:
    whole = request(*log)
    for number in range(1, len(log)):
        part = request(*log[:number])
        before = {each.message for each in request_order.check(part, known(bare, part))}
        after = {each.message for each in request_order.check(whole, known(bare, whole))}
        assert before <= after
