"""登记: what a register holds, as a log to which events are only ever added, each signed by who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.model.evidence import Landing, Verification
from gongkai.model.meant import Approval
from gongkai.model.moments import day_in_china
from gongkai.model.written import RawItem, Value


@dataclass(frozen=True)
class Event:
    """One entry of a log: what happened, and when."""

    kind: str
    """received, answered, …: the schema of the register says which there are."""
    at: datetime
    fields: Mapping[str, Value]
    """All that it says beside `at` and `signed`."""
    signed: Approval | None
    """Who answers for it. The signature covers the head of the record, its body, and the events up to this one."""

    @property
    def day(self) -> date:
        """The day in China on which it happened."""
        return day_in_china(self.at)

    def said(self, field: str) -> str:
        """A field that is text; empty where it is not said."""
        value = self.fields.get(field, "")
        assert isinstance(value, str), field  # noqa: S101 - the schema has seen to it
        return value


@dataclass(frozen=True)
class Record:
    """A file of a register whose form is right."""

    path: str
    register: str
    """The folder of content/ that it lies in: requests."""
    name: str
    """2026-003; of a yearly report 2026, of a department's summary 2026-mishuke."""
    head: Mapping[str, Value]
    """All fields but `events`."""
    events: tuple[Event, ...]
    raw: RawItem
    digests: tuple[str, ...]
    """Of each event, what its signature covers: SHA-256 in hex."""

    @property
    def id(self) -> str:
        """Its name among all records: requests/2026-003."""
        return f"{self.register}/{self.name}"

    @property
    def year(self) -> int:
        """The year in whose folder it lies."""
        return int(self.name[:4])

    def all(self, kind: str) -> Iterator[Event]:
        """The events of a kind, in order."""
        return (event for event in self.events if event.kind == kind)

    def first(self, kind: str) -> Event | None:
        """The first event of a kind."""
        return next(self.all(kind), None)

    def last(self, kind: str) -> Event | None:
        """The last event of a kind."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)

    def said(self, field: str) -> str:
        """A field of the head that is text; empty where it is not said."""
        value = self.head.get(field, "")
        assert isinstance(value, str), field  # noqa: S101 - the schema has seen to it
        return value


@dataclass(frozen=True)
class Recording:
    """What git and the keys prove of a record."""

    verifications: tuple[Verification | None, ...]
    """Of each event; None where it is not signed."""
    landed: tuple[Landing | None, ...]
    """Of each event, the first state of the main line that holds it so."""
    lost: int | None
    """The first event, counted from 0, that the main line has otherwise, or that is gone; -1: the head or the body."""
