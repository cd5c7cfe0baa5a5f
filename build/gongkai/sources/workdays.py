"""Statutory days off in China, from the State Council's yearly notices as chinesecalendar has them."""

from __future__ import annotations

from chinese_calendar import constants

from gongkai.model import Calendar


def calendar() -> Calendar:
    """The years the library knows; of the others nothing is guessed."""
    holidays, workdays = frozenset(constants.holidays), frozenset(constants.workdays)
    return Calendar(frozenset(day.year for day in workdays), holidays, workdays)
