"""Measures that only people can judge: what their signed records say, and nothing where there is none (article 25)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gongkai.assessing.marks import Evidence, Mark, Year
from gongkai.model import Context, Event, Measure, Record
from gongkai.registers import assessments

UNJUDGED = "未评"


def judged(measure: Measure, context: Context, year: Year, department: str | None) -> Mark:
    """Of a department, what was given; of the bureau, the mean of all departments once each has been judged."""
    asked = (department,) if department else departments(context)
    found = {record.said("department"): (record, event) for record, event in _given(measure, context, year)}
    given = [found[each] for each in asked if each in found]
    evidence = tuple(_evidence(*each) for each in given)
    if len(given) < len(asked):
        some = f"，{len(asked)} 个科室中已评 {len(given)} 个" if given else ""
        return Mark(measure, None, evidence, f"{UNJUDGED}{some}")
    parts = [assessments.part(event) for _, event in given]
    return Mark(measure, measure.points * sum(parts, Fraction(0)) / len(parts), evidence, "由领导小组评定")


def departments(context: Context) -> tuple[str, ...]:
    """Those that have an office, in the order of policy/people.yml."""
    return tuple(dict.fromkeys(person.department for person in context.people.values()))


def _given(measure: Measure, context: Context, year: Year) -> Iterator[tuple[Record, Event]]:
    """What was judged, a later one after the one it replaces."""
    for record in sorted(assessments.of(context.records.values()), key=lambda record: record.name):
        if assessments.year(record) == year.number and record.said("content") == measure.content:
            for event in record.events:
                if event.said("measure") == measure.name:
                    yield record, event


def _evidence(record: Record, event: Event) -> Evidence:
    note = f"{event.day} 评 {event.said('points')} 分，满分 {event.said('of')} 分：{event.said('reason')}"
    subject = f"{record.said('department')} {event.said('measure')}"
    return Evidence(record.id, subject, record.said("department"), note, good=assessments.part(event) == 1)
