"""Proving one text after the other, with what is known before the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.model import (
    History,
    Item,
    Record,
    Recording,
)
from gongkai.proving import items, records
from gongkai.proving.setup import ReadBlob, Setup, approvers
from gongkai.sources.git import history, objects


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves items and records of a repository, from its history, as of `today`."""

    setup: Setup
    past: History
    today: date
    read_blob: ReadBlob

    def item(self, item: Item) -> items.Proof:
        """What git and the keys prove of an item. Raises SetupError where git cannot tell."""
        return items.prove(item, self.setup, self.past, self.today, self.read_blob)

    def record(self, record: Record) -> Recording:
        """The same of a record."""
        return records.prove(record, self.setup, self.past, self.today, self.read_blob)


def read_history(root: Path, setup: Setup) -> History:
    """The history of the repository at `root`. Raises SetupError where git cannot tell."""
    return history.read(root, setup.policy.main_branch, approvers(setup))


def prover(root: Path, setup: Setup, past: History, today: date) -> Prover:
    """Asks the repository at `root` for what has changed since it landed, through a process of its own."""
    return Prover(setup, past, today, objects.reader(root))
