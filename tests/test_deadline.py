"""Counting days: the Civil Code's way, and working days with their traps."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.deadline import last_day, last_working_day
from gongkai.model import Calendar
from gongkai.sources.workdays import calendar

CALENDAR = calendar()
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
        ("2098-12-21", "2099-01-10"),  # a Saturday of a year nobody knows yet
    ],
)
def test_twenty_days(start: str, last: str) -> None:
    assert last_day(day(start), 20, CALENDAR) == day(last)


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
    assert last_working_day(day(start), days, TO_2026) == (last and day(last))


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
