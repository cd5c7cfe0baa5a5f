"""What git, keys, the calendar and the disk prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from gongkai.model.finding import Text
from gongkai.model.meant import Approval

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time without summer time since 1991: a fixed offset is exact here."""

_SATURDAY = 5


class Verdict(StrEnum):
    """What came of checking one approval's signature."""

    GOOD = "good"
    MALFORMED = "malformed"
    """Not an acceptable SSHSIG, or made for another role or catalogue."""
    ALTERED = "altered"
    """A proper signature, but not over this statement: the content changed."""
    UNKNOWN = "unknown"
    """The principal has no key in policy/allowed_signers."""
    FOREIGN = "foreign"
    """Made with a key that is not this principal's."""
    UNENTITLED = "unentitled"
    """The key is not allowed for this role."""
    EXPIRED = "expired"
    """The key was not valid at the time of signing, or was retired before the item was public."""
    COMPROMISED = "compromised"
    """Others may have held the key before the item was public."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one approval, with the reason in both languages."""

    approval: Approval
    verdict: Verdict
    reason: Text


@dataclass(frozen=True, slots=True)
class Landing:
    """The commit that first brought an index number onto the main line."""

    commit: str
    at: datetime

    @property
    def day(self) -> date:
        """The day in China."""
        return self.at.astimezone(CHINA).date()


@dataclass(frozen=True, slots=True)
class History:
    """What git proves: when each index number landed, which were removed, and who wrote what."""

    landings: Mapping[str, Landing]
    removed: frozenset[str]
    authors: Mapping[str, frozenset[str]]
    """Index number → e-mail addresses (lower case) of everyone who changed its content."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of `content/` as the file system shows it."""

    size: int
    sha256: str
    """Of an ordinary file no larger than the limit that could be an attachment; else empty."""
    ordinary: bool
    """Neither a link nor a special file nor executable."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Statutory days off, for the years that are known."""

    years: frozenset[int]
    holidays: frozenset[date]
    """Days off that are not plain weekends."""
    workdays: frozenset[date]
    """Saturdays and Sundays worked (调休)."""

    def is_day_off(self, day: date) -> bool:
        """Whether the law frees `day`; of an unknown year nothing is assumed to be off."""
        if day.year not in self.years:
            return False
        return day in self.holidays or (day.weekday() >= _SATURDAY and day not in self.workdays)
