"""Counting days, and saying how it was done.

- 民法典 art. 201: the first day is not counted;
- 民法典 art. 203: a last day that is a statutory day off moves to the next day after it; it ends at 24:00;
- 条例 art. 33: the time in which others are heard does not count.

Of a year whose days off are not known nothing is guessed (law.md, part 2): the limit is open, and the earliest day it
could end is told, with no more days off than the law frees in every year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from gongkai.model import Calendar, Pause, Reckoning, Text

_SATURDAY = 5
_DAY = timedelta(days=1)
_EVERY_YEAR = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
"""Month and day of what 全国年节及纪念日放假办法 (国务院令第795号) frees each year by the solar calendar."""


def last_day(start: date, days: int, calendar: Calendar) -> date:
    """When a limit of `days` days from `start` ends: a last day off moves to the next that is none."""
    day = start + days * _DAY
    while _is_off(day, calendar):
        day += _DAY
    return day


def calendar_days(start: date, days: int, calendar: Calendar) -> Reckoning:
    """The same limit, and how it is counted."""
    last, earliest = start + days * _DAY, last_day(start, days, calendar)
    known = earliest.year in calendar.years
    return Reckoning(
        start=start,
        days=days,
        working=False,
        due=earliest if known else None,
        earliest=earliest,
        holidays=tuple(last + at * _DAY for at in range((earliest - last).days)),
        worked=(),
        pauses=(),
        unknown=None if known else earliest.year,
    )


def working_days(start: date, days: int, calendar: Calendar, pauses: Iterable[Pause] = ()) -> Reckoning:
    """A limit of `days` working days from `start`; what falls into a pause does not count."""
    halts = tuple(sorted(pauses, key=lambda pause: pause.first))
    passed = [*_until(start, days, calendar, halts)]
    earliest = passed[-1] if passed else start
    unknown = next((day.year for day in passed if day.year not in calendar.years), None)
    held = tuple(halt for halt in halts if halt.first <= earliest)
    is_open = unknown is not None or any(halt.last is None for halt in held)
    return Reckoning(
        start=start,
        days=days,
        working=True,
        due=None if is_open else earliest,
        earliest=earliest,
        holidays=tuple(day for day in passed if day.weekday() < _SATURDAY and calendar.is_day_off(day)),
        worked=tuple(day for day in passed if day in calendar.workdays and not _is_paused(day, held)),
        pauses=held,
        unknown=unknown,
    )


def _until(start: date, days: int, calendar: Calendar, halts: tuple[Pause, ...]) -> Iterator[date]:
    """Every day after `start` up to the one on which the last of `days` is counted."""
    day = start
    while days:
        day += _DAY
        yield day
        days -= not (_is_paused(day, halts) or _is_off(day, calendar))


def _is_paused(day: date, halts: Iterable[Pause]) -> bool:
    """Whether a pause that has ended holds the day; one that goes on may end at once."""
    return any(halt.last is not None and halt.first <= day <= halt.last for halt in halts)


def _is_off(day: date, calendar: Calendar) -> bool:
    return calendar.is_day_off(day) or (
        day.year not in calendar.years and (day.month, day.day) in _EVERY_YEAR
    )


def told(reckoning: Reckoning) -> Text:
    """The working, in a sentence: from when, how many days, what was left out or counted, and the result."""
    kind = Text("个工作日", "working days") if reckoning.working else Text("日", "days")
    zh = [f"{reckoning.start} 的次日起算 {reckoning.days} {kind.zh}"]
    en = [f"{reckoning.days} {kind.en} from the day after {reckoning.start}"]
    off = Text("放假不计", "days off") if reckoning.working else Text("遇放假顺延", "moved past days off")
    for name, days in (
        (off, reckoning.holidays),
        (Text("调休上班计入", "made up, counted"), reckoning.worked),
    ):
        if days:
            zh.append(f"{name.zh} {_ranges(days)}")
            en.append(f"{name.en}: {_ranges(days)}")
    for pause in reckoning.pauses:
        zh.append(f"{pause.why.zh}不计 {_span(pause, '至今')}")
        en.append(f"{pause.why.en}: {_span(pause, 'now')} not counted")
    ends = _result(reckoning)
    return Text("；".join([*zh, ends.zh]), "; ".join([*en, ends.en]))


def _result(reckoning: Reckoning) -> Text:
    if reckoning.due:
        return Text(f"截止 {reckoning.due}", f"due {reckoning.due}")
    since = f"最早 {reckoning.earliest}", f"not before {reckoning.earliest}"
    if reckoning.unknown:
        year = reckoning.unknown
        return Text(
            f"期限待定：{year}年放假安排未公布，{since[0]}",
            f"open: the days off of {year} are not known; {since[1]}",
        )
    return Text(f"期限待定，{since[0]}", f"open; {since[1]}")


def _span(pause: Pause, still: str) -> str:
    return f"{pause.first}–{pause.last or still}"


def _ranges(days: tuple[date, ...]) -> str:
    """Days in order, those that follow one another as a span: 2026-02-16–2026-02-20、2026-02-23."""
    starts = [days[0], *(after for before, after in pairwise(days) if after - before > _DAY)]
    ends = [*(before for before, after in pairwise(days) if after - before > _DAY), days[-1]]
    spans = zip(starts, ends, strict=True)
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
