"""考核评分: what the leading group's office judged of what no repository can count (article 25; Annex 1, art. 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from gongkai.model import Event, Measure, Policy, Record, SetupError, Tree

REGISTER = "assessments"
WHOLE = 100


def require_hundred(path: str, tree: Tree, policy: Policy) -> None:
    """Raise SetupError unless the points of the measures in the policy file at `path` make a hundred, each named once."""
    place = tree.at("assessment", "contents")
    names = [each.name for each in policy.measures]
    total = sum(each.points for each in policy.measures)
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SetupError(
            f"{path}:{place.line}:{place.column}: 考核指标“{twice}”列了两次 (a measure that is named twice)"
        )
    if total != WHOLE:
        raise SetupError(
            f"{path}:{place.line}:{place.column}: 考核分值合计 {total}，应为一百 (points make {total}, not 100)"
        )


def of(records: Iterable[Record]) -> Iterator[Record]:
    """The records of this register."""
    return (record for record in records if record.register == REGISTER)


def year(record: Record) -> int:
    """The year that is judged: usually not the one in which it is."""
    return int(record.said("year"))


def part(event: Event) -> Fraction:
    """How much of the whole was given."""
    return Fraction(int(event.said("points")), int(event.said("of")))


def measure(record: Record, event: Event, policy: Policy) -> Measure | None:
    """What was judged, as policy.yml has it; None for what nobody asked to judge."""
    wanted = (record.said("content"), event.said("measure"))
    return next((each for each in policy.measures if (each.content, each.name) == wanted), None)
