"""公报送交: which revision of which document went where (article 24; 条例 art. 25)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.model import Item, Record

REGISTER = "deliveries"
GAZETTE = "市政府办公室"
"""Whom article 24 names, for the gazette of the municipal government."""
TO = (GAZETTE, "国家档案馆", "公共图书馆")
"""The last two are where the public may read (条例 art. 25)."""
FOLLOWS: Mapping[str | None, frozenset[str]] = {None: frozenset({"delivered"}), "delivered": frozenset()}
"""One record, one delivery."""


def what(record: Record) -> tuple[str, int]:
    """The index number and the revision that went."""
    return record.said("item"), int(record.said("revision"))


def to(record: Record) -> str:
    """To whom."""
    return record.events[0].said("to")


def delivered(records: Iterable[Record], to_whom: str) -> frozenset[tuple[str, int]]:
    """All that went to somebody: index numbers and revisions."""
    return frozenset(what(each) for each in records if each.register == REGISTER and to(each) == to_whom)


def waits(item: Item, done: frozenset[tuple[str, int]]) -> bool:
    """Whether this revision of an item is still to be delivered.

    That something ended is told to whoever got its text; of what was taken back nothing is left to deliver.
    """
    if (item.index, item.revision) in done:
        return False
    earlier = any(index == item.index for index, _ in done)
    return item.withdrawn is None or (item.withdrawn.keeps_text and earlier)
