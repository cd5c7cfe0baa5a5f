"""条形图: bars as static SVG inside a page, readable on a phone, in the dark, on paper, and read aloud.

No meaning hangs on colour: every bar has its words and its figure, and one without a mark is a dashed frame that says
why. A table with the same figures stands beside it on every page: this only shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gongkai.artefacts.templates import template

WIDTH = 320
"""Of the drawing, in its own units: a phone shows it as large as it is."""
STEP = 46
"""From one bar to the next: a line of words, the bar, and air."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how full it is, and its figure in words."""

    name: str
    part: Fraction | None
    """From 0 to 1; None where there is nothing to show, which the figure then says."""
    figure: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    name: str
    figure: str
    y: int
    length: int | None


def bars(identity: str, title: str, rows: Sequence[Bar]) -> str:
    """The chart as HTML; `identity` is unique on its page. Raises ValueError for a bar that is no part of a whole."""
    drawn = [_Drawn(each.name, each.figure, place * STEP, _length(each)) for place, each in enumerate(rows)]
    return template("bars.html").render(
        identity=identity,
        title=title,
        told="；".join(f"{each.name}：{each.figure}" for each in rows),
        bars=drawn,
        width=WIDTH,
        height=len(rows) * STEP,
    )


def _length(bar: Bar) -> int | None:
    if bar.part is None:
        return None
    if not 0 <= bar.part <= 1:
        raise ValueError(f"{bar.name}: {bar.part} is no part of a whole")
    return round(bar.part * WIDTH)
