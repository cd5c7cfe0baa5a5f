"""Records for tests that are about something else: written in one line an event, and signed by the offices of their roles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import records
from signed_repo import SignedRepo


def put_record(repo: SignedRepo, path: str, head: Mapping[str, str], *events: str) -> Path:
    """Write a record below content/: `events` as `received: {at: …}`."""
    fields = "".join(f"{name}: {value}\n" for name, value in head.items())
    text = f"---\n{fields}events:\n{''.join(f'- {event}{chr(10)}' for event in events)}---\n"
    return repo.put(path, records.sign(text.encode(), path))


def event(kind: str, day: str, **fields: str) -> str:
    """One event, at nine in China or, where `day` has a time, then."""
    at = day if "T" in day else f"{day}T09:00:00+08:00"
    said = "".join(f", {name}: {value}" for name, value in fields.items())
    return f"{kind}: {{at: '{at}'{said}}}"
