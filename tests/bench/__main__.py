"""What gongkai costs on 1,000 to 100,000 items, side by side with other site generators.

    make bench
    PYTHONPATH=tests python -m bench --sizes 1000 10000 --peers hugo zola --runs 3

Writes its tables into docs/performance.md. Absolute figures are this machine's; ratios count.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bench import machine, ours, page, peers, stages
from bench.items import CORPUS, ROOT, Law, laws
from bench.measure import Cost, FailedError
from bench.repository import make
from bench.tools import Tool, install

TOOLS = ("hugo", "zola", "eleventy", "mkdocs")


def main(given: argparse.Namespace) -> None:
    """Measure size by size; the page is written after each, so that an interrupted run is not lost."""
    with tempfile.TemporaryDirectory(dir=given.dir) as folder:
        tools = {name: tool for name, tool in install(Path(folder)).items() if name in given.peers}
        about = machine.described(Path(folder), tools)
        measured: dict[int, dict[str, Cost]] = {}
        by_stage: dict[int, dict[str, float]] = {}
        for size in given.sizes:
            with tempfile.TemporaryDirectory(dir=folder) as own:
                run = Run(Path(own), tuple(laws(size)), tools, given.runs)
                measured[size] = run.results()
                by_stage[size] = stages.measured(run.repository)
            page.write(given.page, page.RESULTS, page.results(about, measured))
            page.write(given.page, page.STAGES, page.stages(by_stage))


@dataclass(frozen=True, slots=True)
class Run:
    """What is measured at one size, all in one folder."""

    folder: Path
    texts: tuple[Law, ...]
    tools: Mapping[str, Tool]
    runs: int

    @property
    def repository(self) -> Path:
        """Where gongkai has the items."""
        return self.folder / "repository"

    def results(self) -> dict[str, Cost]:
        """By name of what was measured; it is told as it comes."""
        make(self.repository, self.texts)
        found = {}
        for name, cost in chain(
            told(ours.Ours(self.repository, self.texts, self.runs).rows()), self._peers()
        ):
            found[name] = cost
            print(f"{len(self.texts):7} {name:50} {cost}", flush=True)
        return found

    def _peers(self) -> Iterator[ours.Row]:
        for peer in peers.PEERS:
            if peer.tool in self.tools and len(self.texts) <= peer.most:
                with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                    project = Path(folder) / peer.tool
                    yield from told(peers.rows(peer, self.tools[peer.tool], project, self.texts, self.runs))


def told(measured: Iterator[ours.Row]) -> Iterator[ours.Row]:
    """What was measured until something failed, which is told."""
    try:
        yield from measured
    except FailedError as error:
        print(f"bench: {error}", file=sys.stderr)


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="bench", description=__doc__.partition("\n")[0])
    options.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    options.add_argument("--peers", nargs="*", choices=TOOLS, default=TOOLS)
    options.add_argument(
        "--runs", type=int, default=3, help="the median of so many; fewer where they are long"
    )
    options.add_argument("--dir", help="on whose file system (default: the system's temporary folder)")
    options.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    given = options.parse_args()
    if not CORPUS.exists():
        sys.exit(f"bench: {CORPUS.name} is not beside the repository")
    main(given)
