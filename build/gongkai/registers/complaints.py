"""投诉举报: what became of each (articles 3(八) and 29; Annex 2 art. 4(二))."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.model import Record

REGISTER = "complaints"
ELSEWHERE = "不属于本机关职责"
FOLLOWS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({"received"}),
    "received": frozenset({"transferred", "handled"}),
    "transferred": frozenset({"handled"}),
    "handled": frozenset(),
}
"""Which events may come after which; what went elsewhere may be closed with a note."""


def state(record: Record) -> str:
    """What became of it so far."""
    last = record.events[-1]
    return {"received": "办理中", "transferred": "已转送"}.get(last.kind) or last.said("outcome")
