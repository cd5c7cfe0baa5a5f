"""The words of the assessment: what was counted, with its evidence, and the mark that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from gongkai.model import Measure


@dataclass(frozen=True, slots=True)
class Year:
    """A year as far as it is assessed: from when the catalogue began, to what has landed so far."""

    number: int
    first: date
    last: date
    """As of this day. Never today: two builds of one commit are equal."""

    def holds(self, day: date) -> bool:
        """Whether a day is assessed."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Evidence:
    """One case that was counted."""

    name: str
    """An index number (2026-00012), a record (requests/2026-003), or the path of a page."""
    subject: str
    department: str
    """Whose it is; empty for what is the whole bureau's."""
    note: str
    """Why it counts as it does."""
    good: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of one measure."""

    measure: Measure
    points: Fraction | None
    """None where nothing can be said: it did not happen (没有发生), or nobody has judged it (未评)."""
    evidence: tuple[Evidence, ...]
    note: str
    """How the points came about, or why there are none."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The marks of a department, or of the whole bureau, in one year."""

    year: Year
    department: str | None
    """None: the whole bureau."""
    marks: tuple[Mark, ...]

    def of(self, content: str) -> Assessment:
        """The same of one content alone."""
        marks = tuple(mark for mark in self.marks if mark.measure.content == content)
        return Assessment(self.year, self.department, marks)

    @property
    def points(self) -> Fraction:
        """All points given."""
        return sum((mark.points for mark in self.marks if mark.points is not None), Fraction(0))

    @property
    def marked(self) -> int:
        """What the measures that have a mark are worth together."""
        return sum(mark.measure.points for mark in self.marks if mark.points is not None)

    @property
    def whole(self) -> int:
        """What all measures are worth."""
        return sum(mark.measure.points for mark in self.marks)

    @property
    def contents(self) -> tuple[str, ...]:
        """What was assessed, in the order of Annex 1, art. 3."""
        return tuple(dict.fromkeys(mark.measure.content for mark in self.marks))


def counted(measure: Measure, evidence: Iterable[Evidence]) -> Mark:
    """As large a part of the points as of the cases were good."""
    cases = tuple(evidence)
    if not cases:
        return Mark(measure, None, (), "没有发生，不计")
    good = sum(case.good for case in cases)
    return Mark(
        measure, Fraction(measure.points * good, len(cases)), cases, f"{len(cases)} 件中相符 {good} 件"
    )


def failures(mark: Mark) -> Iterator[Evidence]:
    """The cases that cost points."""
    return (case for case in mark.evidence if not case.good)
