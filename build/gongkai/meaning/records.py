"""A record of a register as meant: its head, and its events with what each signature covers."""

from __future__ import annotations

from collections.abc import Mapping
from sys import intern
from typing import Any

from gongkai.meaning.items import approval
from gongkai.model import (
    Event,
    RawItem,
    Record,
    moment_of,
)
from gongkai.statement import event_digests


def record(raw: RawItem, register: str, name: str) -> Record:
    """A record of the schema of its register."""
    head = {key: value for key, value in raw.front.value.items() if key != "events"}
    written: Any = raw.front.value["events"]
    events = tuple(_event(*pair) for each in written for pair in each.items())
    plain = [
        {event.kind: {"at": each[event.kind]["at"], **event.fields}}
        for event, each in zip(events, written, strict=True)
    ]
    return Record(raw.path, register, name, head, events, raw, event_digests(head, raw.body, plain))


def _event(kind: str, entry: Mapping[str, Any]) -> Event:
    fields = {key: value for key, value in entry.items() if key not in ("at", "signed")}
    signed = entry.get("signed")
    return Event(intern(kind), moment_of(entry["at"]), fields, signed and approval(signed))
