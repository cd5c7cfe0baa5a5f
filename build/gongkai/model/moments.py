"""China's one time, and how moments are written: for people, and for OpenSSH."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time without summer time since 1991: a fixed offset is exact here."""

_OPENSSH = "%Y%m%d%H%M%SZ"
_BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class When:
    """When something became public. What has not landed has a day, today's, and no moment: none is proved."""

    day: date
    at: datetime | None = None

    @classmethod
    @lru_cache(maxsize=1024)  # most items became public as they now read
    def landed(cls, at: datetime) -> When:
        """A moment, with its day in China."""
        return cls(day_in_china(at), at)

    def __str__(self) -> str:
        """As page tags have it, in China time: 2026-03-20 10:02, or 2026-03-20."""
        return minute_in_china(self.at) if self.at else str(self.day)

    @property
    def order(self) -> tuple[date, bool, datetime]:
        """To be sorted by: of one day, what has not landed yet comes last."""
        return self.day, self.at is None, self.at or _BEFORE_ALL


@lru_cache(maxsize=1024)  # whoever asks when an approval was given asks again
def moment_of(written: str) -> datetime:
    """The moment that a text in ISO 8601 tells. In China's time it has the one zone above: no zone of its own to keep."""
    at = datetime.fromisoformat(written)
    return at.replace(tzinfo=CHINA) if at.utcoffset() == CHINA.utcoffset(None) else at


def day_in_china(moment: datetime) -> date:
    """The day it was in China."""
    return moment.astimezone(CHINA).date()


def end_of(day: date) -> datetime:
    """The last second of a day in China."""
    return datetime.combine(day, time(23, 59, 59), CHINA)


def in_china(moment: datetime) -> str:
    """The moment in China time, to the second: 2026-03-20T10:02:11+08:00."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


def minute_in_china(moment: datetime) -> str:
    """The minute in China, for tables: 2026-03-20 10:02."""
    return moment.astimezone(CHINA).isoformat(" ", "minutes").removesuffix("+08:00")


def openssh_time(moment: datetime) -> str:
    """As `allowed_signers` and `-Overify-time` have it: UTC, to the second: 20260320020211Z."""
    utc = moment.astimezone(UTC)  # strftime takes three times as long
    return f"{utc.year:04}{utc.month:02}{utc.day:02}{utc.hour:02}{utc.minute:02}{utc.second:02}Z"


def from_openssh(text: str) -> datetime:
    """The inverse of `openssh_time`. Raises ValueError."""
    return datetime.strptime(text, _OPENSSH).replace(tzinfo=UTC)
