"""Counting days: the Civil Code's way, and working days with their traps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Calendar, Pause, Text
from gongkai.reckoning import calendar_days, told, working_days
from gongkai.sources import workdays

CALENDAR = workdays.known()
TO_2026 = Calendar(CALENDAR.years & {2025, 2026}, CALENDAR.holidays, CALENDAR.workdays)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2026-03-01", "2026-03-23"),  # 21 March is a Saturday
        ("2026-03-20", "2026-04-09"),
        ("2026-01-27", "2026-02-24"),  # 16 to 23 February: Spring Festival
        ("2026-09-11", "2026-10-08"),  # 1 to 7 October: National Day
        ("2026-09-20", "2026-10-10"),  # a Saturday worked
        ("2026-01-15", "2026-02-04"),
        ("2024-02-09", "2024-02-29"),
        ("2022-12-11", "2023-01-03"),  # 31 December belongs to the New Year of 2023
    ],
)
def test_twenty_days(start: str, last: str) -> None:
    assert calendar_days(day(start), 20, CALENDAR).due == day(last)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-09-10", 7, "2026-09-20"),  # a Sunday worked
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-03-20", 1, "2026-03-23"),
        ("2026-03-20", 20, "2026-04-20"),
        ("2026-12-31", 1, None),
        ("2026-12-10", 15, "2026-12-31"),
        ("2026-12-10", 16, None),
    ],
)
def test_working_days(start: str, days: int, last: str | None) -> None:
    assert working_days(day(start), days, TO_2026).due == (last and day(last))


@pytest.mark.parametrize("worked", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_the_days_made_up_for_in_2026_are_worked(worked: str) -> None:
    assert day(f"2026-{worked}").weekday() >= 5
    assert not CALENDAR.is_day_off(day(f"2026-{worked}"))


@pytest.mark.parametrize("off", ["2026-01-01", "2026-10-07", "2022-12-31", "2026-03-21", "2026-03-22"])
def test_holidays_and_plain_weekends_are_off(off: str) -> None:
    assert CALENDAR.is_day_off(day(off))


def test_of_a_year_nobody_knows_nothing_is_guessed() -> None:
    after = max(CALENDAR.years) + 1
    assert {2004, 2026} <= CALENDAR.years
    assert not CALENDAR.is_day_off(date(after, 1, 1))
    assert not CALENDAR.is_day_off(date(after, 10, 1))


HEARD = Text("征求第三方意见", "a third party was heard")


def test_the_twenty_days_of_a_year_nobody_knows() -> None:
    """The tenth of January 2099 is a Saturday, which may be worked; the first is off in every year."""
    reckoning = calendar_days(day("2098-12-21"), 20, CALENDAR)
    assert (reckoning.due, reckoning.earliest, reckoning.unknown) == (None, day("2099-01-10"), 2099)
    assert calendar_days(day("2098-12-12"), 20, CALENDAR).earliest == day("2099-01-02")


class TestPauses:
    """条例 art. 33: 征求第三方和其他机关意见所需时间不计算在期限内."""

    def test_the_days_of_a_pause_do_not_count(self) -> None:
        pause = Pause(day("2026-03-04"), day("2026-03-10"), HEARD)
        reckoning = working_days(day("2026-03-02"), 15, CALENDAR, [pause])
        assert working_days(day("2026-03-02"), 15, CALENDAR).due == day("2026-03-23")
        assert reckoning.due == day("2026-03-30")  # five working days later
        assert reckoning.pauses == (pause,)

    def test_two_pauses_that_overlap_cost_each_day_once(self) -> None:
        pauses = [
            Pause(day("2026-03-04"), day("2026-03-06"), HEARD),
            Pause(day("2026-03-05"), day("2026-03-10"), HEARD),
        ]
        assert working_days(day("2026-03-02"), 15, CALENDAR, pauses).due == day("2026-03-30")

    def test_while_a_pause_goes_on_the_limit_is_open(self) -> None:
        reckoning = working_days(day("2026-03-02"), 15, CALENDAR, [Pause(day("2026-03-04"), None, HEARD)])
        assert (reckoning.due, reckoning.earliest) == (None, day("2026-03-23"))
        assert told(reckoning).zh.endswith("征求第三方意见不计 2026-03-04–至今；期限待定，最早 2026-03-23")

    def test_a_pause_after_the_last_day_costs_nothing(self) -> None:
        late = Pause(day("2026-03-24"), day("2026-03-27"), HEARD)
        reckoning = working_days(day("2026-03-02"), 15, CALENDAR, [late])
        assert (reckoning.due, reckoning.pauses) == (day("2026-03-23"), ())


class TestTheWorking:
    def test_it_names_the_days_off_and_those_made_up_for(self) -> None:
        assert told(working_days(day("2026-02-13"), 20, CALENDAR)) == Text(
            "2026-02-13 的次日起算 20 个工作日；放假不计 2026-02-16–2026-02-20、2026-02-23；"
            "调休上班计入 2026-02-14、2026-02-28；截止 2026-03-19",
            "20 working days from the day after 2026-02-13; days off: 2026-02-16–2026-02-20、2026-02-23; "
            "made up, counted: 2026-02-14、2026-02-28; due 2026-03-19",
        )

    def test_of_a_year_nobody_knows_it_gives_the_earliest_day(self) -> None:
        reckoning = working_days(day("2026-12-28"), 5, TO_2026)
        assert (reckoning.due, reckoning.unknown) == (None, 2027)
        # 29, 30, 31 December; 1 January is off in every year; 2 and 3 January may be worked, though a weekend
        assert reckoning.earliest == day("2027-01-03")
        assert told(reckoning).zh.endswith("；期限待定：2027年放假安排未公布，最早 2027-01-03")

    def test_a_limit_that_ends_before_it_does_not_care_for_the_next_year(self) -> None:
        assert working_days(day("2026-12-24"), 5, TO_2026).due == day("2026-12-31")


@given(st.dates(date(2025, 1, 1), date(2026, 9, 30)), st.integers(0, 40))
def test_so_many_working_days_lie_between(start: date, days: int) -> None:
    reckoning = working_days(start, days, TO_2026)
    assert reckoning.due is not None
    between = [start + timedelta(n) for n in range(1, (reckoning.due - start).days + 1)]
    assert sum(not TO_2026.is_day_off(each) for each in between) == days
    assert reckoning.due == start or not TO_2026.is_day_off(reckoning.due)


@given(st.dates(date(2025, 1, 1), date(2026, 11, 30)), st.integers(1, 30))
def test_a_calendar_that_learns_more_never_gives_an_earlier_day(start: date, days: int) -> None:
    only_2025 = Calendar(frozenset({2025}), CALENDAR.holidays, CALENDAR.workdays)
    due = working_days(start, days, TO_2026).due
    assert due is None or working_days(start, days, only_2025).earliest <= due
