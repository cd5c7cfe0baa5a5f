"""What git, keys, the calendar and the disk prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from gongkai.model.finding import Text
from gongkai.model.meant import Approval
from gongkai.model.moments import day_in_china

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


class Verification(NamedTuple):
    """The verdict on one approval, with the reason in both languages."""

    approval: Approval
    verdict: Verdict
    reason: Text


class Landing(NamedTuple):
    """A commit by which the main line took up a state of an item's document, or took it away."""

    commit: str
    at: datetime
    """Never before that of an earlier commit of the line, whatever the commit itself claims."""
    position: int
    """The place of the commit on the main line, counted from 0."""
    path: str
    blob: str
    """Git's name of the bytes; empty where the document was taken away."""
    known: bool
    """Whether the work that is judged builds on it; else main has gone on meanwhile."""

    @property
    def day(self) -> date:
        """The day in China."""
        return day_in_china(self.at)


class Work(NamedTuple):
    """A commit that changed an item, by whom (e-mail addresses, lower case), and where it joined main."""

    emails: frozenset[str]
    position: int
    """Of the first commit of the main line that contains it; past the end, if none does."""


@dataclass(frozen=True, slots=True)
class History:
    """What git proves of each index number: every landing, oldest first, and who worked on it."""

    landings: Mapping[str, tuple[Landing, ...]]
    works: Mapping[str, tuple[Work, ...]]
    pages: Mapping[str, tuple[Landing, ...]]
    """Path of a column page or record → every state of it that landed, oldest first."""


class Unsound(StrEnum):
    """What keeps a file from being what its name says, or readers from opening it."""

    EMPTY = "empty"
    OTHER = "other"
    """Something else than its name says."""
    BROKEN = "broken"
    """It begins right, but cannot be read."""
    ENCRYPTED = "encrypted"
    OLD_OFFICE = "old-office"
    """A .doc, .xls or .ppt of before 2007 under another name."""
    MACROS = "macros"
    HUGE = "huge"
    """Small as a file, and too large to open."""
    ENCODING = "encoding"
    """No text in UTF-8 or GB18030."""


class Stored(NamedTuple):
    """A file of `content/` as the file system shows it."""

    size: int
    sha256: str
    """Of an ordinary file no larger than the limit that could be an attachment; else empty."""
    ordinary: bool
    """Neither a link nor a special file nor executable."""
    fault: Unsound | None = None
    """Of what is hashed, by its bytes and its ending."""


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


@dataclass(frozen=True, slots=True)
class Notice:
    """放假安排: the State Council's notice of one year's days off, as a file of ours has it."""

    year: int
    number: str
    """文号 of the notice."""
    address: str
    """Where it was published."""
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
