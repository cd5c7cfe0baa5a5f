"""Writing the next revision of an item: some fields anew, the rest as the department wrote it.

Pure: from an item to the text of its file without approvals, which are then given afresh.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gongkai.front import prose
from gongkai.model import Change, Item, RawItem, Withdrawal
from gongkai.statement import approvals_block

_AFTER = "revision"
"""The field that new ones are put behind."""


def revise(item: Item, change: Change) -> str:
    """The next revision, with one more note. Raises ValueError where the front matter is no plain list of lines."""
    notes = (*item.changes, change)
    return _rewrite(item.raw, {"revision": _next(item), "changes": _changes(notes)})


def withdraw(item: Item, end: Withdrawal, replaced_by: str | None = None) -> str:
    """The revision that ends an item's force; 依法撤回 takes text and attachments away. Raises ValueError."""
    fields: dict[str, str | None] = {"revision": _next(item)}
    fields["withdrawn"] = f"withdrawn: {{date: {end.date}, kind: {end.kind}, reason: {prose(end.reason)}}}\n"
    if replaced_by:
        fields["replaced_by"] = f"replaced_by: {replaced_by}\n"
    if end.keeps_text:
        return _rewrite(item.raw, fields)
    bare = replace(item.raw, text=item.raw.text[: item.raw.body_at])
    return _rewrite(bare, {**fields, "attachments": None})


def _next(item: Item) -> str:
    return f"revision: {item.revision + 1}\n"


def _changes(notes: tuple[Change, ...]) -> str:
    lines = (f"- {{date: {each.date}, kind: {each.kind}, note: {prose(each.note)}}}\n" for each in notes)
    return "".join(["changes:\n", *lines])


def _rewrite(raw: RawItem, fields: Mapping[str, str | None]) -> str:
    """The text with top-level fields written anew, put in, or taken out (None), and without approvals."""
    start, end = approvals_block(raw.text.encode())
    data = raw.text.encode()
    lines = data[:start].decode().splitlines(keepends=True)
    blocks = _blocks(raw, len(lines))
    new = {name: text for name, text in fields.items() if name not in blocks and text}
    out = lines[:1]
    for name, (first, after) in blocks.items():
        written = fields.get(name, "".join(lines[first:after]))
        out += [written or "", *(new.values() if name == _AFTER else ())]
    return "".join(out) + data[end:].decode()


def _blocks(raw: RawItem, total: int) -> dict[str, tuple[int, int]]:
    """Each top-level field but `approvals`: its rows, counted from 0, up to the next field or the end."""
    tops = {key: place for key, place in raw.front.tops.items() if key != "approvals"}
    rows = [place.line - 1 for place in tops.values()]
    if rows != sorted(set(rows)) or any(place.column != 1 for place in tops.values()):
        raise ValueError("the fields do not stand on lines of their own")
    return dict(zip(tops, zip(rows, [*rows[1:], total], strict=True), strict=True))
