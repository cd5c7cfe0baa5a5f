"""The tables in docs/performance.md: what stands between two marks is written anew, the rest is by hand."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.measure import Cost

RESULTS = "results"
HUGO, ZOLA = "Hugo", "Zola, pages alone"
STEP = 10
"""How much larger the next size is for growth to be told."""


def write(path: Path, name: str, text: str) -> None:
    """Put `text` between the marks of that name."""
    begin, end = (f"<!-- {name}: {word} -->\n" for word in ("begin", "end"))
    before, rest = path.read_text(encoding="utf-8").split(begin)
    path.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")


def results(about: str, measured: Mapping[int, Mapping[str, Cost]]) -> str:
    """The machine, a table for each size, and how much each figure grows from one size to the next."""
    tables = [f"### {size:,} items\n\n{_compared(found)}" for size, found in measured.items()]
    return "\n".join([about, *tables, *_growth(measured)])


def _compared(found: Mapping[str, Cost]) -> str:
    head = ("", "seconds", "computing, s", "MB", f"× {HUGO}", f"× {ZOLA}")
    return table(head, ([name, *_figures(cost), *_ratios(cost, found)] for name, cost in found.items()))


def _figures(cost: Cost) -> list[str]:
    return [_number(cost.seconds, 2), _number(cost.computing, 2), _number(cost.memory, 0)]


def _ratios(cost: Cost, found: Mapping[str, Cost]) -> list[str]:
    return [_number(cost.seconds / found[peer].seconds, 2) if peer in found else "–" for peer in (HUGO, ZOLA)]


def _growth(measured: Mapping[int, Mapping[str, Cost]]) -> Iterator[str]:
    for size, found in measured.items():
        if more := measured.get(size * STEP):
            yield f"### From {size:,} to {size * STEP:,} items\n"
            both = {name: (found[name], more[name]) for name in found if name in more}
            yield table(("", "seconds ×", "MB ×"), ([name, *_grown(*costs)] for name, costs in both.items()))


def _grown(cost: Cost, more: Cost) -> list[str]:
    return [_number(more.seconds / cost.seconds, 1), _number(more.memory / cost.memory, 1)]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, numbers to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _number(value: float, digits: int) -> str:
    return "–" if math.isnan(value) else f"{value:,.{digits}f}"
