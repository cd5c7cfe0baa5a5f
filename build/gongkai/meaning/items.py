"""An item and a column page as meant, and the approvals of an item."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import date
from sys import intern
from typing import Any

from gongkai.model import (
    Approval,
    Attachment,
    Batch,
    Change,
    FirstPublished,
    Item,
    Moved,
    Page,
    RawItem,
    Release,
    Withdrawal,
    Written,
)

YES = "是"
DIRECTORY = "信息公开目录"
"""The column type of what has none of its own."""


def item(raw: RawItem, index: str, written: Written) -> Item:
    """An item of `schemas/item.schema.json`; `index` comes from its path, `written` gives its text again."""
    fields: Mapping[str, Any] = raw.front.value
    first, withdrawn = fields.get("first_published"), fields.get("withdrawn")
    return Item(
        path=raw.path,
        written=written,
        content_sha256=raw.content_sha256,
        length=len(raw.text) - raw.body_at,
        index=index,
        title=fields["title"],
        category=intern(fields["category"]),
        topic=intern(fields["topic"]),
        department=intern(fields["department"]),
        created=date.fromisoformat(fields["created"]),
        number=fields.get("number"),
        summary=fields["summary"],
        keywords=tuple(fields.get("keywords", ())),
        attachments=tuple(Attachment(**each) for each in fields.get("attachments", ())),
        secrecy_basis=fields["secrecy_review"]["basis"],
        revision=int(fields["revision"]),
        changes=tuple(_change(each) for each in fields.get("changes", ())),
        withdrawn=withdrawn
        and Withdrawal(date.fromisoformat(withdrawn["date"]), withdrawn["kind"], withdrawn["reason"]),
        replaces=tuple(fields.get("replaces", ())),
        replaced_by=fields.get("replaced_by"),
        interprets=tuple(fields.get("interprets", ())),
        interprets_later=fields.get("interprets_later", {}).get("reason"),
        no_interpretation=fields.get("no_interpretation", {}).get("reason"),
        late_reason=fields.get("late", {}).get("reason"),
        important=fields.get("important") == YES,
        first_published=first and FirstPublished(date.fromisoformat(first["date"]), first["where"]),
        approvals=approvals(fields),
    )


def _change(entry: Mapping[str, str]) -> Change:
    return Change(date.fromisoformat(entry["date"]), entry["kind"], entry["note"])


def approvals(fields: Mapping[str, Any]) -> tuple[Approval, ...]:
    """The approvals of an item, or those of `policy/approvals.yml`."""
    return tuple(approval(each) for each in fields.get("approvals") or ())


def approval(entry: Mapping[str, Any]) -> Approval:
    """One signed consent: of an item, of the system, or of an event."""
    return Approval(
        role=intern(entry["role"]),
        by=intern(entry["by"]),
        at_text=entry["at"],
        sig=base64.b64decode(entry["sig"], validate=True),
        batch=_batch(entry["batch"]) if "batch" in entry else None,
    )


def _batch(value: Mapping[str, Any]) -> Batch:
    return Batch(int(value["leaf"]), int(value["of"]), tuple(map(bytes.fromhex, value["path"])))


def page(raw: RawItem) -> Page:
    """A column page of `schemas/page.schema.json`."""
    fields: Mapping[str, Any] = raw.front.value
    releases = (_release(code, each) for code, each in fields.get("releases", {}).items())
    return Page(
        raw=raw,
        title=fields["title"],
        description=fields["description"],
        keywords=tuple(fields.get("keywords", ())),
        column_type=fields.get("column_type", DIRECTORY),
        releases=tuple(sorted(releases, key=lambda release: (release.date, release.code))),
    )


def _release(code: str, entry: Mapping[str, Any]) -> Release:
    day = date.fromisoformat(entry["date"])
    return Release(
        code=code,
        date=day,
        title=entry["title"],
        department=entry["department"],
        note=entry.get("note", ""),
        moved=tuple(Moved(date.fromisoformat(each["from"]), each["note"]) for each in entry.get("moved", ())),
        cancelled=entry.get("cancelled", {}).get("reason"),
        item=entry.get("item"),
    )
