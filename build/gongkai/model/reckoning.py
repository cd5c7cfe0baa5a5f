"""期限的算法: a time limit with its working, so that whoever is bound by it can count after us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.model.finding import Text


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count (条例 art. 33), both ends included; without an end, it goes on."""

    first: date
    last: date | None
    why: Text


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a limit of so many days from `start` was counted; the first day is not (民法典 art. 201)."""

    start: date
    days: int
    working: bool
    """Whether working days are counted."""
    due: date | None
    """The last day that is in time; None, 期限待定: while a pause goes on, or where a year's days off are not known."""
    earliest: date
    """`due`; where that is not known, the first day that it could be."""
    holidays: tuple[date, ...]
    """Days from Monday to Friday that the law frees: not counted as working days. Where all days are counted, the days off
    at the end, which the limit moved past."""
    worked: tuple[date, ...]
    """Saturdays and Sundays that are worked (调休): counted as working days."""
    pauses: tuple[Pause, ...]
    """Those that cost days."""
    unknown: int | None
    """The year whose days off nobody knows yet."""
