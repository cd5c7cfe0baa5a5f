"""The words of the system: an item as written and as meant, a finding, and all that a rule may know.

Everything here is a frozen value. This module imports nothing of ours, so that anything may import it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Protocol, TypeAlias

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time without summer time since 1991: a fixed offset is exact here."""

_SATURDAY = 5

Pointer: TypeAlias = tuple[str | int, ...]
"""Where a value stands in front matter: `("approvals", 0, "by")`."""

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What the strict reader yields: never a number, a date or a boolean."""


class SetupError(Exception):
    """Cannot run: the set-up is at fault, not an item. Shown in one line."""

    exit_code = 2


class Text(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str


class Place(NamedTuple):
    """A position in a file, both counted from 1; columns count characters."""

    line: int
    column: int


class Severity(StrEnum):
    """An error keeps the catalogue from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: what, where, by which article, and what to do about it."""

    path: str
    place: Place
    rule: str
    severity: Severity
    message: Text
    article: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """What is always true of a rule: its permanent slug, article, remedy and explanation."""

    slug: str
    title: Text
    article: Text
    remedy: Text
    page: Text

    def finding(
        self, path: str, place: Place, zh: str, en: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """What this rule finds at `place` of `path` (relative to the repository)."""
        message = Text(zh, en)
        return Finding(path, place, self.slug, severity, message, self.article, self.remedy)


@dataclass(frozen=True, slots=True)
class Tree:
    """A mapping read from YAML, with the place of every value and of every key."""

    value: dict[str, Value]
    places: Mapping[Pointer, Place]
    """The empty pointer is the mapping itself."""
    keys: Mapping[Pointer, Place]
    """Of every key, by the pointer of its value."""

    def at(self, *pointer: str | int) -> Place:
        """Where the value is; for a missing one, where its nearest parent is."""
        while pointer not in self.places:
            pointer = pointer[:-1]
        return self.places[pointer]


@dataclass(frozen=True, slots=True)
class RawItem:
    """A Markdown file with front matter, as its department wrote it: an item or a column page."""

    path: str
    text: str
    front: Tree
    body_at: int
    """The offset in `text` where the body begins."""
    content_sha256: str
    """Of the bytes without the approvals block: what an approval covers."""

    def at(self, *pointer: str | int) -> Place:
        """Where a value of the front matter is."""
        return self.front.at(*pointer)

    def key_at(self, *pointer: str | int) -> Place:
        """Where the key of a value is; for a missing one, where the front matter begins."""
        return self.front.keys.get(pointer, self.front.places[()])

    @property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return self.text[self.body_at :]

    def in_text(self, offset: int) -> Place:
        """The place of a character of `text`."""
        return place_of(self.text, offset)

    def in_body(self, offset: int) -> Place:
        """The place, in the file, of a character of `body`."""
        return place_of(self.text, self.body_at + offset)


def place_of(text: str, offset: int) -> Place:
    """Line and column of a character, counted from 1; lines end at LF only."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return Place(line, offset - starts[line - 1] + 1)


@lru_cache(maxsize=2)  # one hostile text may have a hundred thousand findings
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", text)))


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: a file beside the item, listed with its title and its SHA-256 in hex."""

    file: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Approval:
    """One signed consent: a role, the principal who gave it, when, and the SSHSIG blob."""

    role: str
    by: str
    at: datetime
    at_text: str
    """As written: the statement that was signed holds this text, not a normal form of it."""
    sig: bytes


@dataclass(frozen=True, slots=True)
class FirstPublished:
    """Where and when the issuing organ published a text before this catalogue began."""

    date: date
    where: str


@dataclass(frozen=True)
class Item:
    """A disclosure item as meant: its form is right, past this point nobody checks types again."""

    raw: RawItem
    index: str
    """The second half of the 索引号, taken from the path: 2026-00012."""
    title: str
    category: str
    topic: str
    department: str
    created: date
    number: str | None
    """发文字号."""
    summary: str
    keywords: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    secrecy_basis: str
    revision: int
    important: bool
    first_published: FirstPublished | None
    approvals: tuple[Approval, ...]

    @property
    def path(self) -> str:
        """The file, relative to the repository."""
        return self.raw.path

    @property
    def year(self) -> str:
        """The year of the index number."""
        return self.index[:4]


@dataclass(frozen=True, slots=True)
class Page:
    """A column page (栏目页): a title, a description, and text."""

    raw: RawItem
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Person:
    """An office that may sign, and the e-mail addresses it commits under."""

    department: str
    position: str
    roles: frozenset[str]
    emails: frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of approval: its Chinese name and for which department its signer must stand."""

    title: str
    signs_for: str
    """`maker` (the item's department), `publisher` (the one article 14 names) or `bureau`."""


@dataclass(frozen=True, slots=True)
class Route:
    """One line of article 14: items that fit are made public by `publisher` (None: their maker)."""

    category: str | None
    topics: frozenset[str]
    important: bool
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """What the leading group decided: `policy/policy.yml`, form checked."""

    bureau: str
    front_code: str
    domain: str
    address: str
    main_branch: str
    starts_on: date
    sample: bool
    footer: Mapping[str, str]
    publish_days: int
    legal_working_days: int
    warn_days: int
    attachment_bytes: int
    attachment_kinds: frozenset[str]
    roles: Mapping[str, Role]
    needed: Mapping[str, tuple[str, ...]]
    """Category → the roles that must sign."""
    distinct: tuple[frozenset[str], ...]
    """Roles that one person must not hold at once on an item."""
    routing: tuple[Route, ...]
    contacts: frozenset[str]
    """Telephone numbers and addresses the bureau itself makes public."""

    def full_index(self, index: str) -> str:
        """The whole 索引号: front code, slash, year and serial."""
        return f"{self.front_code}/{index}"


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
    """The key was not valid at the time of signing."""


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
    """Empty where the file was not read: a link, a special file, or one larger than the limit."""
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


@dataclass(frozen=True)
class Context:
    """All that a rule may know beside the item: no rule reads the clock, git, keys or the disk."""

    today: date
    policy: Policy
    people: Mapping[str, Person]
    calendar: Calendar
    history: History
    files: Mapping[str, Stored]
    """Everything under content/, by path relative to the repository."""
    documents: Mapping[str, tuple[str, ...]]
    """Index number → the files that claim it."""
    folders: Mapping[str, tuple[str, ...]]
    """Index number → the files in its folder."""
    attached: frozenset[str]
    """The paths that items list as attachments, whether or not they are there."""
    verifications: Mapping[str, tuple[Verification, ...]]
    """Path of an item → one verification for each approval, in order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a codelist: what it means, and its part of an address."""

    name: str
    meaning: str
    slug: str


@dataclass(frozen=True, slots=True)
class Consent:
    """An approval as the public sees it: which office, in which role."""

    approval: Approval
    role: str
    department: str
    position: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the public sees it."""

    item: Item
    full_index: str
    published: date
    publisher: str
    consents: tuple[Consent, ...]
    sizes: tuple[int, ...]
    """Of the attachments, in bytes, in their order."""

    @property
    def page(self) -> str:
        """The address of its page, from the top of the site."""
        return f"items/{self.item.index.replace('-', '/')}.html"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """目录: all entries, newest first, with the codelists that divide them."""

    policy: Policy
    categories: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    entries: tuple[Entry, ...]


class TreeCheck(Protocol):
    """A rule over `content/` as a whole. A module with these two names is one."""

    RULE: Rule

    def check(self, context: Context, /) -> Iterator[Finding]:
        """Yield what is wrong."""


class WrittenCheck(Protocol):
    """A rule over the text as written. A module with these two names is one."""

    RULE: Rule

    def check(self, raw: RawItem, context: Context, /) -> Iterator[Finding]:
        """Yield what is wrong."""


class MeantCheck(Protocol):
    """A rule over the item as meant. A module with these two names is one."""

    RULE: Rule

    def check(self, item: Item, context: Context, /) -> Iterator[Finding]:
        """Yield what is wrong."""
