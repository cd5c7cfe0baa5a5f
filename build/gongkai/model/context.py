"""All that a rule may know, and the kinds of rule but for those of the main line (mainline.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from typing import Protocol

from gongkai.model.evidence import Calendar, History, Landing, Stored, Verification
from gongkai.model.finding import Finding, Rule
from gongkai.model.lineage import Lineage
from gongkai.model.meant import Item, Page
from gongkai.model.moments import When
from gongkai.model.policy import Person, Policy
from gongkai.model.record import Record, Recording
from gongkai.model.request import Request
from gongkai.model.written import RawItem


@dataclass(frozen=True)
class Context:
    """All that a rule may know beside the item: no rule reads the clock, git, keys or the disk."""

    today: date
    now: datetime
    """The moment of today by which what is due in hours is judged; the last one, where only a day was given."""
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
    verifications: Mapping[str, tuple[Verification, ...]]
    """Path of an item → one verification for each approval, in order."""
    items: Mapping[str, Item]
    """Index number → the item, of all whose form is right."""
    lineages: Mapping[str, Lineage]
    """Path of an item → what the main line holds of it."""
    pages: Mapping[str, When]
    """Path of a column page → when it came to read as it does."""

    columns: Mapping[str, Page]
    """Path of a column page → the page, of all whose form is right."""
    announced: Mapping[str, tuple[tuple[Landing, Page], ...]]
    """Path of a column page → each state of it that landed and announced releases, oldest first."""
    records: Mapping[str, Record]
    """requests/2026-003 → the record, of all whose form is right."""
    recordings: Mapping[str, Recording]
    """The same → what the main line and the keys prove of it."""

    lapsed: frozenset[str]
    """Paths of the items whose revision before lost its approvals, or never had them: to be approved anew."""

    def register(self, name: str) -> list[Record]:
        """The records of a register, by number."""
        return sorted(
            (each for each in self.records.values() if each.register == name), key=lambda each: each.name
        )

    def authors(self, item: Item) -> frozenset[str]:
        """E-mail addresses (lower case) of all who worked on an item since its last landed revision.

        What came after a revision landed is no work on it: else whoever changes a landed item and
        changes it back could make it refused for ever.
        """
        lineage = self.lineages[item.path]
        after = lineage.before.landing.position if lineage.before else -1
        until = lineage.landed.landing.position if lineage.landed and lineage.unchanged else inf
        works = (work for work in self.history.works.get(item.index, ()) if after < work.position <= until)
        return frozenset(email for work in works for email in work.emails)


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


class RecordCheck(Protocol):
    """A rule over a record of a register, judged when all is known. A module with these two names is one."""

    RULE: Rule

    def check(self, record: Record, context: Context, /) -> Iterator[Finding]:
        """Yield what is wrong."""


class RequestCheck(Protocol):
    """A rule over what a request changes, by the offices of its base. A module with these two names is one."""

    RULE: Rule

    def check(self, request: Request, people: Mapping[str, Person], /) -> Iterator[Finding]:
        """Yield what is wrong."""
