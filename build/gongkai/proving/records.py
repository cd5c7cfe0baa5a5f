"""What git and the keys prove of a record: which events landed when, what became of them, what each signature is worth."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import zip_longest

from gongkai.model import (
    Approval,
    History,
    Landing,
    Record,
    Recording,
    Verification,
    end_of,
)
from gongkai.proving.setup import ONCE_GOOD, ReadBlob, Setup
from gongkai.sources import frontmatter
from gongkai.sources.git import objects
from gongkai.sources.keys import trust
from gongkai.statement import event_statement


def prove(record: Record, setup: Setup, past: History, today: date, read_blob: ReadBlob) -> Recording:
    """What git and the keys prove of a record. Raises SetupError where git cannot tell."""
    landings = [each for each in past.pages.get(record.path, ()) if each.blob]
    own = objects.blob_name(record.raw.text.encode(), like=landings[0].blob) if landings else ""
    states = [
        (each, record if each.blob == own else _then(record, read_blob(each.blob), setup))
        for each in landings
    ]
    landed = [_first_with(states, number, digest) for number, digest in enumerate(record.digests)]
    known = [(landing, then) for landing, then in states if then and landing.known]
    lost = None
    if any(_lost(then, record) is not None for _, then in known):  # else it adds to whatever was taken up
        before = _taken_up(known, setup, today)
        lost = _lost(before, record) if before else None
    return recording(record, landed, lost, setup, today)


def _then(record: Record, data: bytes, setup: Setup) -> Record | None:
    """The record as its file was, if that was one."""
    raw = frontmatter.read(record.path, data)
    found = raw if isinstance(raw, tuple) else setup.schemas.record(raw, record.register, record.name)
    return None if isinstance(found, tuple) else found


def _taken_up(states: Iterable[tuple[Landing, Record]], setup: Setup, today: date) -> Record | None:
    """The last state of the main line, as far as this work builds on it, that only added to the one before.

    Signed throughout, as of then: what was pushed past the gate neither binds nor excuses anybody.
    """
    before: Record | None = None
    for landing, then in states:
        if not (before and _lost(before, then) is not None):
            proved = recording(then, [landing] * len(then.events), None, setup, today)
            good = all(each and each.verdict in ONCE_GOOD for each in proved.verifications)
            before = then if good else before
    return before


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
