"""Statutory days off in China: chinesecalendar, and our dated files for the years that it does not know yet.

`policy/calendar/2027.yml` says what the State Council's notice for that year says, with its number and address. A year
that neither knows is no year of the calendar: of it nothing is guessed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from chinese_calendar import constants

from gongkai.layout import CALENDARS
from gongkai.model import Calendar, Notice, Place, SetupError, Text, Tree

_SATURDAY = 5


def known() -> Calendar:
    """The years the library knows."""
    holidays, workdays = frozenset(constants.holidays), frozenset(constants.workdays)
    return Calendar(frozenset(day.year for day in workdays), holidays, workdays)


def files(root: Path) -> list[str]:
    """Our files, by year, relative to the repository at `root`. Raises SetupError for one with another name."""
    found = sorted(each.name for each in (root / CALENDARS).glob("*"))
    for name in found:
        if not (name.removesuffix(".yml").isdecimal() and len(name) == len("2027.yml")):
            raise SetupError(
                f"{CALENDARS}{name}: 文件名应当是年份，如 2027.yml (must be named after its year)"
            )
    return [CALENDARS + name for name in found]


def with_notices(calendar: Calendar, notices: list[tuple[str, Tree, Notice]]) -> Calendar:
    """The calendar with what our files say, each given with its path and as it was written. Raises SetupError."""
    for path, tree, notice in notices:
        if found := _fault(path, notice, calendar):
            pointer, text = found
            place: Place = tree.at(*pointer)
            raise SetupError(f"{path}:{place.line}:{place.column}: {text.zh} ({text.en})")
    return Calendar(
        calendar.years.union(notice.year for _, _, notice in notices),
        calendar.holidays.union(*(notice.holidays for _, _, notice in notices)),
        calendar.workdays.union(*(notice.workdays for _, _, notice in notices)),
    )


def _fault(path: str, notice: Notice, calendar: Calendar) -> tuple[tuple[Any, ...], Text] | None:
    """What a file says that cannot be, and where."""
    if path != f"{CALENDARS}{notice.year}.yml":
        return ("year",), Text(
            f"文件名的年份不是 {notice.year}", f"the file is not named after {notice.year}"
        )
    for field, days in (("holidays", notice.holidays), ("workdays", notice.workdays)):
        for number, day in enumerate(days):
            if fault := _day_fault(field, day, notice, calendar):
                return (field, number), fault
    return None


def _day_fault(field: str, day: date, notice: Notice, calendar: Calendar) -> Text | None:
    if day.year != notice.year:
        return Text(f"{day} 不在 {notice.year} 年", f"{day} is not in {notice.year}")
    if field == "workdays" and day in notice.holidays:
        return Text(f"{day} 既放假又上班", f"{day} is both off and worked")
    if field == "workdays" and day.weekday() < _SATURDAY:
        return Text(f"{day} 不是周末，不用写", f"{day} is no weekend: it is worked anyhow")
    if notice.year in calendar.years and calendar.is_day_off(day) != (field == "holidays"):
        return Text(f"{day} 与程序库所知的放假安排不同", f"{day}: the library knows it otherwise")
    return None
