"""The formats that our schemas name, each checked for what it means here."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date, datetime

_DATE = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-5][0-9])")


def _is_date(value: str) -> bool:
    return bool(_DATE.fullmatch(value) and date.fromisoformat(value))


def _is_moment(value: str) -> bool:
    return bool(_MOMENT.fullmatch(value) and datetime.fromisoformat(value))


def _is_base64(value: str) -> bool:
    return value.isascii() and bool(base64.b64decode(value, validate=True))


def _is_email(value: str) -> bool:
    return bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


def _without_raising(check: Callable[[str], bool]) -> Callable[[object], bool]:
    def checked(value: object) -> bool:
        try:
            return not isinstance(value, str) or check(value)
        except ValueError:
            return False

    return checked


FORMATS: dict[str, Callable[[object], bool]] = {
    "date": _without_raising(_is_date),
    "date-time": _without_raising(_is_moment),
    "base64": _without_raising(_is_base64),
    "email": _without_raising(_is_email),
}
"""Of each, whether a value has it; what is no text has every format."""
