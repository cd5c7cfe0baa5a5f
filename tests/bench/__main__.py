"""What gongkai costs on 1,000 to 100,000 items, side by side with other site generators.

    make bench
    PYTHONPATH=tests python -m bench --sizes 1000 10000 --peers hugo zola --runs 3

Writes its tables into docs/performance.md. Absolute figures are this machine's; ratios count.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import machine, ours, page, peers
from bench.items import CORPUS, ROOT, laws
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
        for size in given.sizes:
            found = measured[size] = {}
            for name, cost in rows(Path(folder) / str(size), size, tools, given.runs):
                found[name] = cost
                print(f"{size:7} {name:50} {cost}", flush=True)
            page.write(given.page, page.RESULTS, page.results(about, measured))


def rows(folder: Path, size: int, tools: Mapping[str, Tool], runs: int) -> Iterator[ours.Row]:
    """Name and cost of everything at one size; what fails is told and left out."""
    texts = list(laws(size))
    folder.mkdir()
    make(folder / "repository", texts)
    yield from told(ours.Ours(folder / "repository", texts, runs).rows())
    for number, peer in enumerate(peers.PEERS):
        if peer.tool in tools and size <= peer.most:
            project = folder / f"peer-{number}"
            yield from told(peers.rows(peer, tools[peer.tool], project, texts, runs))
            shutil.rmtree(project)
    shutil.rmtree(folder)


def told(measured: Iterator[ours.Row]) -> Iterator[ours.Row]:
    """What was measured until something failed."""
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
    if not CORPUS.exists():
        sys.exit(f"bench: {CORPUS.name} is not beside the repository")
    main(options.parse_args())
