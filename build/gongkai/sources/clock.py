"""The clock: read once a run, in China time. Nothing else in the product may ask the time."""

from __future__ import annotations

from datetime import datetime

from gongkai.model import CHINA


def now() -> datetime:
    """This moment in China, to the second."""
    return datetime.now(CHINA).replace(microsecond=0)  # noqa: TID251 - the only reader of the clock
