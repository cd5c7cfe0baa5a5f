"""Counting days as the Civil Code does (民法典), for the 20 days of article 13.

- art. 201: the first day is not counted;
- art. 203: a last day that is a statutory day off moves to the next day after it; it ends at 24:00.
"""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.model import Calendar, Context, Item


def last_day(start: date, days: int, calendar: Calendar) -> date:
    """The last day on which something due within `days` days of `start` is in time."""
    day = start + timedelta(days=days)
    while calendar.is_day_off(day):
        day += timedelta(days=1)
    return day


def last_working_day(start: date, days: int, calendar: Calendar) -> date | None:
    """The `days`-th working day after `start` (条例 art. 26); None where a year's days off are not known."""
    day = start
    while days:
        day += timedelta(days=1)
        if day.year not in calendar.years:
            return None
        days -= not calendar.is_day_off(day)
    return day


def due_day(item: Item, context: Context) -> date:
    """The last day on which publishing this item is in time (article 13)."""
    return last_day(item.created, context.policy.publish_days, context.calendar)


def is_public(item: Item, context: Context) -> bool:
    """Whether the item, as it now reads, has landed."""
    return item.index in context.history.landings


def public_day(item: Item, context: Context) -> date:
    """The day by which lateness is judged: of first publication, of landing, or today."""
    if item.first_published:
        return item.first_published.date
    landing = context.history.landings.get(item.index)
    return landing.day if landing else context.today
