"""责任追究: what was seen, what was decided about it, and whether that was done (Annex 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gongkai.model import Event, Policy, Record

REGISTER = "accountability"
CORRECT, NOTHING = "责令改正", "不予追究"
UNDECIDED, UNDONE, UNDER_WAY, ENDED = "待决定", "待改正", "办理中", "已办结"
FOLLOWS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({"seen"}),
    "seen": frozenset({"seen", "decided"}),
    "decided": frozenset({"done"}),
    "done": frozenset(),
}
"""Which events may come after which; None: at the beginning."""


def of(records: Iterable[Record]) -> Iterator[Record]:
    """The records of this register, by number."""
    return iter(sorted((each for each in records if each.register == REGISTER), key=lambda each: each.name))


def evidence(record: Record) -> Iterator[tuple[int, int, str]]:
    """What a record names: the number of the event, the place in its list, and the item or record."""
    for number, event in enumerate(record.events):
        yield from ((number, place, name) for place, name in enumerate(named(event)))


def named(event: Event) -> list[str]:
    """The items and records that an event of kind `seen` names."""
    found = event.fields.get("evidence", [])
    assert isinstance(found, list)  # noqa: S101 - the schema has seen to it
    return [name for name in found if isinstance(name, str)]


def decision(record: Record) -> str | None:
    """The measure that was decided, if one was."""
    event = record.last("decided")
    return event.said("measure") if event else None


def state(record: Record) -> str:
    """How it stands, in one word."""
    measure = decision(record)
    if measure is None:
        return UNDECIDED
    if measure == NOTHING or record.first("done"):
        return ENDED
    return UNDONE if measure == CORRECT else UNDER_WAY


def is_public(record: Record, policy: Policy) -> bool:
    """Whether the policy has it told by itself; of others only the number is."""
    return decision(record) in policy.decided_in_public
