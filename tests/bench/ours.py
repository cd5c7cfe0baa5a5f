"""What is measured of gongkai, on a repository of so many items."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.items import YEARS, Law
from bench.measure import Cost, median, run
from bench.repository import git, revise
from bench.serving import served

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
CHECK, BUILD, INDEX = ("check",), ("build", "--no-index"), ("build",)
INDEXED = 10_000
"""The most items of which a full-text index is made here."""

Row = tuple[str, Cost]


@dataclass(slots=True)
class Ours:
    """A repository, its texts, and how often something was changed in it."""

    repository: Path
    texts: Sequence[Law]
    runs: int
    changed: int = 0

    def rows(self) -> Iterator[Row]:
        """Name and cost of each command, one after the other."""
        yield "`gongkai --help`", self._cost(["--help"])
        yield "`check`", self._cost(CHECK)
        yield "`build --no-index`", self._cost(BUILD, lambda: self._remove("site", ".cache"))
        yield "`build --no-index`, one item changed", self._cost(BUILD, self._change)
        yield "`serve`, until a saved item is shown", self._reaction()
        if len(self.texts) <= INDEXED:
            yield "`build`", self._cost(INDEX, lambda: self._remove("site", ".cache"))
            yield "`build`, the index kept", self._cost(INDEX, lambda: self._remove("site"))
            yield "`build`, one item changed, the index kept", self._cost(INDEX, self._change)
            yield "`build`, an old item changed, the index kept", self._cost(INDEX, self._change_old)

    def _cost(self, command: Sequence[str], before: Callable[[], None] = lambda: None) -> Cost:
        """The cost of a command; what comes before it does not count."""

        def once() -> Cost:
            before()
            return run([GONGKAI, *command], self.repository)

        return median(self.runs, once)

    def _remove(self, *names: str) -> None:
        for name in names:
            shutil.rmtree(self.repository / name, ignore_errors=True)

    def _change(self) -> None:
        """One of the newest items gets a revision, signed and landed."""
        self._save()
        git(self.repository, "commit", "-qam", "revision")

    def _change_old(self) -> None:
        """One of the oldest does."""
        self._revise(YEARS * (self.changed + 1) - 1)
        git(self.repository, "commit", "-qam", "revision")

    def _save(self) -> tuple[int, str]:
        """What a department works at: one of the newest items."""
        newest = (len(self.texts) - 1) // YEARS * YEARS
        return self._revise(newest - YEARS * self.changed)

    def _revise(self, number: int) -> tuple[int, str]:
        self.changed += 1
        return number, revise(self.repository, number, self.texts[number])

    def _reaction(self) -> Cost:
        with served([GONGKAI, "serve"], self.repository) as server:
            return median(self.runs, lambda: server.shown(self._save))
