"""依申请公开的期限（第十六条；条例第三十条至第三十四条）: what a log means, counted by hand for 2026."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Calendar, Policy, Record
from gongkai.pipeline import Checked
from gongkai.reckoning import told
from gongkai.registers.request_limits import Handling, handling
from gongkai.registers.requests import NAMES, receipt
from gongkai.sources import workdays
from request_maker import answered, request, visit
from site_repo import ROOT

CALENDAR = workdays.known()
ASKED = "clarification_asked 02-04 what: 哪一年, until: 2026-02-28"
FEE = "fee_asked 02-04 basis: 按量, count: '100', amount: '700', until: 2026-03-31"


@pytest.fixture(scope="session")
def policy(bare: Checked) -> Policy:
    return bare.setup.policy


@pytest.fixture(scope="session")
def stands(policy: Policy) -> Any:
    def of(*events: str, calendar: Calendar = CALENDAR) -> Handling:
        return handling(request(*events), policy, calendar)

    return of


def due(found: Handling) -> tuple[str, str]:
    """Both limits, the bureau's first."""
    assert found.own
    assert found.legal
    return str(found.own.due), str(found.legal.due)


@pytest.mark.parametrize(
    ("events", "day"),
    [
        (["received 03-02 channel: 现场申请"], "2026-03-02"),
        (["received 03-02 channel: 信函, post: 挂号"], "2026-03-02"),
        (["received 03-02 channel: 信函, post: 平常"], None),
        (["received 03-02 channel: 信函, post: 平常", "confirmed 03-03"], "2026-03-03"),
        (["received 03-02 channel: 网络"], None),
        (["received 03-02 channel: 网络", "confirmed 03-04"], "2026-03-04"),
        (["received 03-02 channel: 传真", "confirmed 03-02"], "2026-03-02"),
        (["received 03-02 channel: 电子邮件", "confirmed 03-05"], "2026-03-05"),
        (["received 2026-03-02T23:59 channel: 现场申请"], "2026-03-02"),
    ],
)
def test_regulations_31_the_day_of_receipt_by_every_channel_of_article_15(
    events: list[str], day: str | None
) -> None:
    assert receipt(request(*events)) == (day and date.fromisoformat(day))


def test_article_16_and_regulations_33_both_limits_over_the_spring_festival(stands: Any) -> None:
    assert due(stands(visit("02-13"))) == ("2026-03-12", "2026-03-19")


def test_article_16_an_extension_moves_both_limits(stands: Any) -> None:
    extended = "extended 02-28 days: '5', reason: 示例, told: 是"
    assert due(stands(visit("02-13"), extended)) == ("2026-03-19", "2026-03-26")


def test_the_receipt_of_a_day_off_counts_and_the_next_day_is_the_first(stands: Any) -> None:
    assert due(stands(visit("02-16"))) == due(stands(visit("02-23")))


def test_regulations_30_the_limit_runs_anew_from_the_correction(stands: Any) -> None:
    waiting = stands(visit("02-02"), ASKED)
    assert due(waiting) == ("None", "None")
    assert waiting.state == "待补正"
    assert "等待补正不计 2026-02-05–至今；期限待定" in told(waiting.own).zh
    assert due(stands(visit("02-02"), ASKED, "clarified 02-13")) == due(stands(visit("02-13")))


def test_regulations_32_and_33_hearing_a_third_party_does_not_count(stands: Any) -> None:
    plain = stands(visit("03-02"))
    heard = stands(visit("03-02"), "third_party_asked 03-03", "third_party_answered 03-10 consent: 同意")
    assert due(plain) == ("2026-03-23", "2026-03-30")
    assert due(heard) == ("2026-03-30", "2026-04-07")  # five working days more; 6 April is a day off
    assert "征求第三方意见不计 2026-03-04–2026-03-10" in told(heard.own).zh


def test_regulations_32_silence_is_waited_for_fifteen_working_days_and_no_longer(stands: Any) -> None:
    waiting = stands(visit("03-02"), "third_party_asked 03-03")
    told_late = stands(
        visit("03-02"), "third_party_asked 03-03", "third_party_answered 04-20 consent: 未答复"
    )
    assert waiting.own.pauses[0].last == told_late.own.pauses[0].last == date(2026, 3, 24)
    assert due(waiting) == due(told_late) == ("2026-04-14", "2026-04-21")
    assert waiting.state == "征求意见"


def test_two_hearings_at_one_time_do_not_count_twice(stands: Any) -> None:
    one = stands(visit("03-02"), "organ_asked 03-03 organ: 示例", "organ_answered 03-10")
    both = stands(
        visit("03-02"), "organ_asked 03-03 organ: 示例", "third_party_asked 03-04",
        "third_party_answered 03-09 consent: 同意", "organ_answered 03-10",
    )  # fmt: skip
    assert due(one) == due(both)


def test_a_question_answered_on_its_day_costs_nothing(stands: Any) -> None:
    asked = stands(visit("03-02"), "organ_asked 03-03 organ: 示例", "organ_answered 03-03")
    assert due(asked) == due(stands(visit("03-02")))
    assert asked.own.pauses == ()


def test_a_hearing_before_the_correction_has_no_part_in_the_new_limit(stands: Any) -> None:
    asked = ["organ_asked 02-03 organ: 示例", "organ_answered 02-04", ASKED, "clarified 02-13"]
    found = stands(visit("02-02"), *asked)
    assert due(found) == due(stands(visit("02-13")))
    assert found.own.pauses == ()


def test_the_limit_runs_anew_from_the_payment_or_goes_on_as_the_policy_says(
    policy: Policy, stands: Any
) -> None:
    paid = request(visit("02-02"), FEE, "fee_paid 02-13")
    assert due(stands(visit("02-02"), FEE)) == ("None", "None")
    assert due(handling(paid, policy, CALENDAR)) == due(stands(visit("02-13")))
    goes_on = handling(paid, replace(policy, fee_restarts=False), CALENDAR)
    assert due(goes_on) == ("2026-03-10", "2026-03-17")


@pytest.mark.parametrize(("day", "taken"), [("03-02", 0), ("03-03", 1), ("03-06", 4), ("03-09", 5)])
def test_the_working_days_that_an_answer_took(stands: Any, day: str, taken: int) -> None:
    assert stands(visit("03-02"), answered(day)).taken == taken


def test_the_days_that_an_answer_took_are_without_pauses(stands: Any) -> None:
    heard = ["third_party_asked 03-03", "third_party_answered 03-10 consent: 同意"]
    assert stands(visit("03-02"), *heard, answered("03-11")).taken == 2


def test_what_comes_after_the_answer_moves_no_limit(stands: Any) -> None:
    plain = stands(visit("03-02"), answered("03-09"))
    later = stands(
        visit("03-02"), answered("03-09"), "review_asked 03-10", "review_decided 04-01 result: 结果纠正",
        "third_party_asked 04-02", "third_party_answered 04-20 consent: 同意", answered("05-20"),
    )  # fmt: skip
    assert (due(later), later.taken) == (due(plain), plain.taken)


def test_late_by_the_bureaus_limit_and_by_the_laws(stands: Any) -> None:
    found = [stands(visit("03-02"), answered(day)) for day in ("03-23", "03-24", "03-30", "03-31")]
    assert [(each.is_late, each.is_unlawful) for each in found] == [
        (False, False), (True, False), (True, False), (True, True),
    ]  # fmt: skip


def test_of_a_year_whose_days_off_nobody_knows_the_limit_is_open(stands: Any) -> None:
    found = stands("received 2026-12-25 channel: 现场申请")
    assert due(found) == ("None", "None")
    assert found.own.earliest == date(2027, 1, 12)
    assert "期限待定：2027年放假安排未公布，最早 2027-01-12" in told(found.own).zh


@pytest.mark.parametrize(
    ("events", "state"),
    [
        (["received 03-02 channel: 网络"], "待确认"),
        ([visit("03-02")], "办理中"),
        ([visit("02-02"), ASKED, "clarified 02-05"], "办理中"),
        ([visit("02-02"), FEE], "待缴费"),
        ([visit("03-02"), "organ_asked 03-03 organ: 示例"], "征求意见"),
        ([visit("03-02"), answered("03-03")], "已答复"),
        ([visit("03-02"), answered("03-03"), "review_asked 03-04"], "复议中"),
        ([visit("03-02"), "sued 03-04 after: 未经复议"], "诉讼中"),
        ([visit("03-02"), answered("03-03"), "review_asked 03-04", "review_decided 03-05 result: 结果维持"], "已答复"),
        ([visit("03-02"), answered("03-03"), "review_asked 03-04", "review_decided 03-05 result: 结果纠正"], "办理中"),
    ],
)  # fmt: skip
def test_how_it_stands_in_a_word(stands: Any, events: list[str], state: str) -> None:
    assert stands(*events).state == state


DAYS = st.dates(date(2024, 1, 1), date(2026, 6, 30))


@given(DAYS, st.integers(0, 30), st.integers(0, 15))
def test_the_bureaus_limit_is_never_after_the_laws_and_hearing_never_shortens_it(
    policy: Policy, start: date, asked: int, more: int
) -> None:
    first = start + timedelta(asked)
    heard = [f"organ_asked {first} organ: 示例", f"organ_answered {first + timedelta(more)}"]

    def of(*events: str) -> Handling:
        record: Record = request(f"received {start} channel: 现场申请", *events)
        return handling(record, policy, CALENDAR)

    plain, longer = of(), of(*heard)
    assert plain.own and plain.legal and longer.own and longer.legal  # noqa: PT018
    assert plain.own.earliest < plain.legal.earliest
    assert plain.own.earliest <= longer.own.earliest
    assert longer.own.earliest < longer.legal.earliest


def test_events_are_called_as_the_schema_calls_them() -> None:
    schema = json.loads((ROOT / "schemas/request.schema.json").read_text(encoding="utf-8"))
    events = schema["properties"]["events"]["items"]["properties"]
    assert {name: each["title"] for name, each in events.items()} == {n: t.zh for n, t in NAMES.items()}
