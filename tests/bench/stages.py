"""Seconds of each stage of `gongkai build --no-index`, all of it in one process, so that they add up.

    PYTHONPATH=tests python -m bench.stages REPOSITORY      one line of JSON: stage → seconds

The product's own functions run, each with a clock around it; what one calls of another counts for the other.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from gongkai import building, examining, pipeline, publishing
from gongkai.item_files import ItemFiles
from gongkai.layout import CONTENT, NO_INDEX
from gongkai.proving import Prover
from gongkai.schema import Schemas
from gongkai.sources import rereading, tree, workers
from gongkai.sources.git import history

ITEM, REST = "pages of the items", "MkDocs and the rest"
STAGES: tuple[tuple[Any, str, str], ...] = (
    (pipeline, "read_setup", "set-up"),
    (tree, "walk", "walk"),
    (tree, "store", "walk"),
    (history, "read", "history from git"),
    (rereading, "read", "texts and front matter"),
    (Schemas, "item", "form"),
    (Schemas, "page", "form"),
    (Prover, "item", "signatures and lineages"),
    (examining, "_of_text", "rules of the text"),
    (examining, "_of_item", "rules of the item"),
    (pipeline, "_of_all", "rules of all"),
    (building, "catalogue_of", "entries"),
    (ItemFiles, "write", ITEM),
    (building, "swap", "swap"),
)


class Clock:
    """Seconds by stage; a stage within a stage stops the outer one."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._stage, self._since = REST, time.perf_counter()

    def _turn(self, stage: str) -> str:
        """Go on to a stage; the one before."""
        now = time.perf_counter()
        self.seconds[self._stage] += now - self._since
        before, self._stage, self._since = self._stage, stage, now
        return before

    def timed(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """The function with a clock around it; what it yields, it yields at once."""

        def run(*arguments: Any, **named: Any) -> Any:
            before = self._turn(stage)
            try:
                result = function(*arguments, **named)
                return list(result) if hasattr(result, "__next__") else result
            finally:
                self._turn(before)

        return run

    def part(self, write: Callable[[Any], None]) -> Callable[[Any], None]:
        """The same for a part of the site: what is made of the whole catalogue has a name of its own."""
        return lambda part: self.timed(write, ITEM if part.name.startswith(CONTENT) else part.name)(part)


def stages(repository: Path) -> dict[str, float]:
    """Seconds by stage of one build from nothing."""
    shutil.rmtree(repository / "site", ignore_errors=True)
    os.environ[NO_INDEX] = "1"
    workers.processes = lambda: 1
    clock = Clock()
    for owner, name, stage in STAGES:
        setattr(owner, name, clock.timed(getattr(owner, name), stage))
    publishing._Part.done = clock.part(publishing._Part.done)  # type: ignore[method-assign, assignment]  # noqa: SLF001
    clock.timed(build, REST)(load_config(str(repository / "mkdocs.yml")))
    return dict(clock.seconds)


def measured(repository: Path) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "bench.stages", str(repository)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


if __name__ == "__main__":
    print(json.dumps(stages(Path(sys.argv[1]))))
