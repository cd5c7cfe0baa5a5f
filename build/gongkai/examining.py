"""One text examined by itself: its form, what git and the keys prove of it, the rules that need no other text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from gongkai import layout, rules
from gongkai.model import Context, Finding, Item, Page, RawItem, Record, Recording
from gongkai.proving import Proof, Prover
from gongkai.schema import Schemas
from gongkai.sources import rereading
from gongkai.sources.rereading import OnDisk


class Examined(NamedTuple):
    """What a text is, if its form is right, and what is wrong with it."""

    findings: tuple[Finding, ...]
    item: Item | None = None
    proof: Proof | None = None
    """Of an item."""
    page: Page | None = None
    record: Record | None = None
    recording: Recording | None = None
    """Of a record."""


@dataclass(frozen=True, slots=True)
class Examiner:
    """What is known before the first text is read. Each process has its own, and the texts know nothing of each other."""

    root: Path
    schemas: Schemas
    prover: Prover
    known: Context
    """Without items, and what is proved of them."""

    def examine(self, path: str) -> Examined:
        """The text at `path`, relative to the repository. Raises SetupError where git cannot tell."""
        found = rereading.read(self.root, path)
        if isinstance(found[0], Finding):
            return Examined(found)
        file, raw = found
        if index := layout.document_index(path):
            return self._item(raw, file, index)
        if named := layout.record_named(path):
            return self._record(raw, named)
        page = self.schemas.page(raw)
        faults = page if isinstance(page, tuple) else ()
        said = (*faults, *_of_text(raw, self.known))
        return Examined(said, page=None if isinstance(page, tuple) else page)

    def _item(self, raw: RawItem, file: OnDisk, index: str) -> Examined:
        item = self.schemas.item(raw, index, file)
        if isinstance(item, tuple):
            return Examined((*item, *_of_text(raw, self.known)))
        proof = self.prover.item(item)
        context = self._context(item, proof)
        return Examined((*_of_text(raw, context), *_of_item(item, context)), item, proof)

    def _record(self, raw: RawItem, named: layout.Named) -> Examined:
        said = tuple(_of_text(raw, self.known))
        record = self.schemas.record(raw, named.register, named.name)
        if isinstance(record, tuple):
            return Examined((*record, *said))
        return Examined(said, record=record, recording=self.prover.record(record))

    def _context(self, item: Item, proof: Proof) -> Context:
        return replace(
            self.known,
            verifications={item.path: proof.verifications},
            lineages={item.path: proof.lineage},
            lapsed=frozenset([item.path]) if proof.lapsed else frozenset(),
        )


def _of_text(raw: RawItem, context: Context) -> Iterator[Finding]:
    for rule in rules.OF_TEXT:
        yield from rule.check(raw, context)


def _of_item(item: Item, context: Context) -> Iterator[Finding]:
    for rule in rules.OF_ITEMS:
        yield from rule.check(item, context)
