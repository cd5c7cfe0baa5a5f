"""What git and the keys prove of items and records: their landings, their earlier revisions, the worth of each approval."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from gongkai import layout
from gongkai.lineage import trace
from gongkai.model import (
    Approval,
    Article,
    Calendar,
    Finding,
    History,
    Item,
    Landing,
    Lineage,
    Page,
    Person,
    Policy,
    RawItem,
    Record,
    Recording,
    Revision,
    Verdict,
    Verification,
    When,
    end_of,
)
from gongkai.schema import Schemas
from gongkai.sources import frontmatter
from gongkai.sources.git import history, objects
from gongkai.sources.keys import allowed_signers, trust
from gongkai.statement import event_statement

_RELEASES = b"\nreleases:"
_GOOD = (Verdict.GOOD,)
_ONCE_GOOD = (Verdict.GOOD, Verdict.COMPROMISED)
"""A key that others may hold by now does not undo that an item was public."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the bureau decided: forms, policy, offices, keys."""

    schemas: Schemas
    policy: Policy
    people: Mapping[str, Person]
    keys: allowed_signers.Keys
    calendar: Calendar
    articles: tuple[Article, ...] = ()
    """What carries out each article of the rule; none, where policy/ does not say."""


@dataclass(frozen=True)
class Proof:
    """What is proved of one item: its lineage, and one verification for each approval."""

    lineage: Lineage
    verifications: tuple[Verification, ...]
    lapsed: bool
    """Whether its revision before lost its approvals, or never had them."""


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves items of a repository, from its history, as of `today`."""

    setup: Setup
    past: History
    today: date
    read_blob: Callable[[str], bytes]

    def prove(self, item: Item) -> Proof:
        """What git and the keys prove of an item. Raises SetupError where git cannot tell."""
        landings = self.past.landings.get(item.index, ())
        lineage = _since_approved(trace(item, landings, _name, self._then), self.setup)
        verified = trust.verify(item, self.setup.policy, self.setup.keys, moment(lineage, self.today))
        before = lineage.before
        return Proof(lineage, verified, bool(before and not _approved(before, self.setup, _GOOD)))

    def record(self, record: Record) -> Recording:
        """What git and the keys prove of a record. Raises SetupError where git cannot tell."""
        landings = [each for each in self.past.pages.get(record.path, ()) if each.blob]
        own = objects.blob_name(record.raw.text.encode(), like=landings[0].blob) if landings else ""
        states = [
            (each, record if each.blob == own else self._record_then(record, each)) for each in landings
        ]
        landed = [_first_with(states, number, digest) for number, digest in enumerate(record.digests)]
        known = [(landing, then) for landing, then in states if then and landing.known]
        lost = None
        if any(_lost(then, record) is not None for _, then in known):  # else it adds to whatever was taken up
            before = self._taken_up(known)
            lost = _lost(before, record) if before else None
        return recording(record, landed, lost, self.setup, self.today)

    def _taken_up(self, states: Iterable[tuple[Landing, Record]]) -> Record | None:
        """The last state of the main line, as far as this work builds on it, that only added to the one before.

        Signed throughout, as of then: what was pushed past the gate neither binds nor excuses anybody.
        """
        before: Record | None = None
        for landing, then in states:
            if not (before and _lost(before, then) is not None):
                verified = recording(
                    then, [landing] * len(then.events), None, self.setup, self.today
                ).verifications
                before = then if all(each and each.verdict in _ONCE_GOOD for each in verified) else before
        return before

    def _record_then(self, record: Record, landing: Landing) -> Record | None:
        raw = frontmatter.read(record.path, self.read_blob(landing.blob))
        found = (
            raw if isinstance(raw, tuple) else self.setup.schemas.record(raw, record.register, record.name)
        )
        return None if isinstance(found, tuple) else found

    def _then(self, landing: Landing) -> Item | None:
        """The item as it landed; only what has changed since is read again."""
        found = read_item(self.setup.schemas, landing.path, self.read_blob(landing.blob))
        return None if isinstance(found, tuple) else found


def recording(
    record: Record, landed: Iterable[Landing | None], lost: int | None, setup: Setup, today: date
) -> Recording:
    """What is proved of a record whose events landed so: each signature is judged as of then, or as of today."""
    landed = tuple(landed)
    moments = [landing.at if landing else end_of(today) for landing in landed]
    verified = [_verified(record, number, at, setup) for number, at in enumerate(moments)]
    return Recording(tuple(verified), landed, lost)


def _verified(record: Record, number: int, at: datetime, setup: Setup) -> Verification | None:
    signed = record.events[number].signed
    if signed is None:
        return None
    return trust.verify_one(signed, event_message(record, number, signed), setup.policy, setup.keys, at)


def event_message(record: Record, number: int, signed: Approval) -> bytes:
    """What the signature of an event, counted from 0, is over."""
    return event_statement(
        record=record.id,
        event=number + 1,
        content=record.digests[number],
        role=signed.role,
        by=signed.by,
        at=signed.at_text,
    )


def _first_with(states: Iterable[tuple[Landing, Record | None]], number: int, digest: str) -> Landing | None:
    """The first landing whose record has this event, and all before it, as they stand."""
    return next(
        (landing for landing, then in states if then and digest == "".join(then.digests[number:][:1])), None
    )


def _lost(then: Record, now: Record) -> int | None:
    """The first event that landed and is not there as it was; -1 for the head or the body."""
    if (then.head, then.raw.body) != (now.head, now.raw.body):
        return -1
    pairs = zip_longest(then.digests, now.digests[: len(then.digests)])
    return next((number for number, (old, new) in enumerate(pairs) if old != new), None)


def read_history(root: Path, setup: Setup) -> History:
    """The history of the repository at `root`. Raises SetupError where git cannot tell."""
    return history.read(root, setup.policy.main_branch, _approvers(setup))


def prover(root: Path, setup: Setup, past: History, today: date) -> Prover:
    """Asks the repository at `root` for what has changed since it landed, through a process of its own."""
    return Prover(setup, past, today, objects.reader(root))


def page_dates(pages: Iterable[RawItem], past: History, today: date) -> Mapping[str, When]:
    """Path of a column page → when the main line last came to hold it as it reads; today, if it never did."""
    return {raw.path: _page_date(raw, past.pages.get(raw.path, ()), today) for raw in pages}


def _page_date(raw: RawItem, states: tuple[Landing, ...], today: date) -> When:
    own = objects.blob_name(raw.text.encode(), like=states[0].blob) if states else ""
    return next((When.landed(each.at) for each in reversed(states) if each.blob == own), When(today))


def announcements(root: Path, setup: Setup, past: History) -> Mapping[str, tuple[tuple[Landing, Page], ...]]:
    """Path of a column page → each state of it that announced releases (发布安排), oldest first.

    One whose form was not right announced nothing: it was pushed past the gate.
    """
    read = objects.reader(root)
    found = {path: tuple(_announcing(states, setup, read)) for path, states in past.pages.items()}
    return {path: states for path, states in found.items() if states}


def _announcing(
    states: Iterable[Landing], setup: Setup, read: Callable[[str], bytes]
) -> Iterator[tuple[Landing, Page]]:
    for landing in states:
        data = read(landing.blob) if landing.blob else b""
        if _RELEASES not in data:  # most pages announce nothing, and none of those is read further
            continue
        raw = frontmatter.read(landing.path, data)
        page = raw if isinstance(raw, tuple) else setup.schemas.page(raw)
        if isinstance(page, Page) and page.releases:
            yield landing, page


def read_item(schemas: Schemas, path: str, data: bytes) -> Item | tuple[Finding, ...]:
    """The item that a file's bytes are, or what keeps them from being one; its number is the path's, if any."""
    raw = frontmatter.read(path, data)
    return raw if isinstance(raw, tuple) else schemas.item(raw, layout.document_index(path) or "")


def _since_approved(lineage: Lineage, setup: Setup) -> Lineage:
    """Public since the first revision that was approved: what was pushed past the gate keeps no date warm."""
    if not lineage.earlier:
        return lineage
    own = (lineage.landed,) if lineage.landed else ()
    approved = (each for each in lineage.earlier if _approved(each, setup, _ONCE_GOOD))
    return replace(lineage, first=next((each.landing for each in (*approved, *own)), None))


def _approved(was: Revision, setup: Setup, verdicts: Container[Verdict]) -> bool:
    """Whether a landed revision has every approval it needs, each worth one of these."""
    verified = trust.verify(was.item, setup.policy, setup.keys, was.landing.at)
    given = {each.approval.role for each in verified if each.verdict in verdicts}
    return given.issuperset(setup.policy.needed_for(was.item))


def moment(lineage: Lineage, today: date) -> datetime:
    """When the file as it stands became public; until it lands, the end of today in China.

    An approver's `at` is a claim; this is proved. What changed since it landed has not landed.
    """
    if lineage.landed and lineage.unchanged:
        return lineage.landed.landing.at
    return end_of(today)


def _approvers(setup: Setup) -> frozenset[str]:
    """The addresses of all who may approve, whether or not their approval still stands in a file."""
    deputies = {each.by for each in setup.policy.deputies}
    offices = (office for by, office in setup.people.items() if office.roles or by in deputies)
    return frozenset(email for office in offices for email in office.emails)


def _name(item: Item, like: str) -> str:
    return objects.blob_name(item.text.encode(), like=like)
