"""更正申请: what became of each (article 19; 条例 art. 41)."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.model import Record

REGISTER = "corrections"
FOLLOWS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({"received"}),
    "received": frozenset({"corrected", "refused", "transferred"}),
    "refused": frozenset({"corrected", "transferred"}),
    "corrected": frozenset(),
    "transferred": frozenset(),
}
"""Which events may come after which; a refusal may turn out to be wrong."""

_STATES = {"received": "办理中", "corrected": "已更正", "refused": "不予更正", "transferred": "已转送"}


def state(record: Record) -> str:
    """What became of it so far."""
    return _STATES[record.events[-1].kind]
