"""The numbers of an annual report, counted from the registers and the catalogue as they stood at the end of its year.

What the registers do not hold is nobody's to guess: it stays blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.annual.forms import (
    AFTER,
    APPLICANTS,
    CARRIED_IN,
    CARRIED_ON,
    DIRECT,
    FORMS,
    HANDLED,
    OPEN,
    RECEIVED,
    RESULTS,
    REVIEW,
    TABLE2,
    TABLE3,
    TABLE4,
)
from gongkai.annual.tables import Rows, Tables, Value
from gongkai.model import Context, Event, Item, Record
from gongkai.registers.requests import REGISTER, receipt

_NORMATIVE = "规范性文件"
_ROW_OF_NORMATIVE = "行政规范性文件"
_LAWSUITS = {"未经复议": DIRECT, "复议后": AFTER}


@dataclass(frozen=True, slots=True)
class Year:
    """A year of China's calendar."""

    number: int

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.number, 12, 31)

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and day.year == self.number

    def is_before(self, day: date | None) -> bool:
        """Whether something that happened on a day, if ever, had not happened when the year was over."""
        return day is None or day > self.last


def counted(context: Context, number: int) -> Tables:
    """The three tables of a year."""
    year, requests = Year(number), requests_of(context.records.values())
    return Tables(
        {
            TABLE2.name: _active(context.items.values(), year),
            TABLE3.name: _handled(requests, year),
            TABLE4.name: _disputed(requests, year),
        }
    )


def has_data(context: Context, number: int) -> bool:
    """Whether anything of a year is in the registers or in the catalogue."""
    year = Year(number)
    days = (event.day for record in context.records.values() for event in record.events)
    landed = (lineage.first.day for lineage in context.lineages.values() if lineage.first)
    return any(map(year.has, days)) or any(map(year.has, landed))


def requests_of(records: Iterable[Record]) -> list[Record]:
    """Those of the register of requests."""
    return [record for record in records if record.register == REGISTER]


def _active(items: Iterable[Item], year: Year) -> Rows:
    """Table 2. The catalogue knows normative documents: made, ended, and in force when the year was over."""
    documents = [item for item in items if item.topic == _NORMATIVE and item.created <= year.last]
    ended = [item.withdrawn.date if item.withdrawn else None for item in documents]
    counts = (
        sum(year.has(item.created) for item in documents),
        sum(map(year.has, ended)),
        sum(map(year.is_before, ended)),
    )
    blank: dict[str, tuple[Value, ...]] = {
        row: (None,) * len(columns) for row, columns in TABLE2.rows.items()
    }
    return {**blank, _ROW_OF_NORMATIVE: tuple(map(Decimal, counts))}


def counted_on(request: Record) -> date | None:
    """The day on which a request counts as received (条例 art. 31): who answers it has received it."""
    answered = request.first("answered")
    return receipt(request) or (answered.day if answered else None)


def _handled(requests: Iterable[Record], year: Year) -> Rows:
    """Table 3: each request under the kind of who asked, by its first answer."""
    counts: Counter[tuple[str, str]] = Counter()
    for request in requests:
        received, came = request.first("received"), counted_on(request)
        if received and came and came <= year.last:
            for row in _rows_of(request, came, year):
                counts[row, received.said("applicant")] += 1
    return {row: _with_total([counts[row, each] for each in APPLICANTS]) for row in TABLE3.rows}


def _rows_of(request: Record, came: date, year: Year) -> Iterator[str]:
    """The rows of table 3 that a request counts in, received by the end of the year."""
    answered = request.first("answered")
    day = answered.day if answered else None
    if day and day.year < year.number:
        return
    yield RECEIVED if year.has(came) else CARRIED_IN
    if answered and year.has(day):
        yield answered.said("outcome")
        yield HANDLED
    else:
        yield CARRIED_ON


def _disputed(requests: Iterable[Record], year: Year) -> Rows:
    """Table 4: what was decided in the year, and what was not decided when it was over."""
    counts: Counter[tuple[str, str]] = Counter()
    for request in requests:
        for row, began, ended in _disputes(request):
            if ended and year.has(ended.day):
                counts[row, ended.said("result")] += 1
            elif began <= year.last and year.is_before(ended.day if ended else None):
                counts[row, OPEN] += 1
    return {row: _with_total([counts[row, each] for each in RESULTS]) for row in TABLE4.rows}


def _disputes(request: Record) -> Iterator[tuple[str, date, Event | None]]:
    """Each review and each lawsuit about a request: its row, the day it began, and its end, if it has one."""
    kinds = {"review_asked": "review_decided", "sued": "judged"}
    for number, event in enumerate(request.events):
        if event.kind in kinds:
            row = REVIEW if event.kind == "review_asked" else _LAWSUITS[event.said("after")]
            later = (each for each in request.events[number:] if each.kind == kinds[event.kind])
            yield row, event.day, next(later, None)


def _with_total(counts: list[int]) -> tuple[Value, ...]:
    return tuple(map(Decimal, [*counts, sum(counts)]))


def known(tables: Tables, written: Tables) -> Tables:
    """The counted numbers, and where the registers know none, what was written."""
    return Tables(
        {
            form.name: {
                row: tuple(
                    new if new is not None else old
                    for new, old in zip(tables.row(form, row), written.row(form, row), strict=True)
                )
                for row in form.rows
            }
            for form in FORMS
        }
    )
