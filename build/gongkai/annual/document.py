"""A report as one document, for whatever draws it: its title, its sections, the tables in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gongkai.annual.forms import FORMS, TABLE_OF
from gongkai.annual.grids import Grid, grid
from gongkai.annual.prose import Piece, Run, Section, pieces
from gongkai.annual.tables import Tables, Value
from gongkai.markdown import to_clean_html


@dataclass(frozen=True, slots=True)
class Report:
    """政府信息公开工作年度报告: of one year, by one bureau."""

    bureau: str
    year: int
    title: str
    tables: Tables
    preface: str
    sections: tuple[Section, ...]
    approved: datetime | None
    """When the leading group's office approved it; not yet, while it is a draft."""

    @property
    def dated(self) -> datetime:
        """What a file of it is dated: its approval; of a draft, the day after its year, as its bytes must not hang on today."""
        return self.approved or datetime(self.year + 1, 1, 1, tzinfo=UTC)

    def table_of(self, section: Section) -> Grid | None:
        """The table that stands at the beginning of a section."""
        form = TABLE_OF.get(section.title)
        return grid(self.tables, form) if form else None


def paper(report: Report) -> Iterator[Piece | Grid]:
    """The whole document, piece by piece."""
    yield Piece("title", (Run(report.title),))
    yield from _prose(report.preface)
    for section in report.sections:
        yield Piece("section", (Run(section.title),))
        if table := report.table_of(section):
            yield table
        yield from _prose(section.text)
    yield Piece("sign", (Run(report.bureau),))
    if report.approved:
        day = report.approved
        yield Piece("sign", (Run(f"{day.year}年{day.month}月{day.day}日"),))


def _prose(text: str) -> list[Piece | Grid]:
    return pieces(to_clean_html(text, lambda address: address))


def as_data(report: Report) -> Mapping[str, Any]:
    """The tables as JSON: each value by table, row and column; nothing where it is blank."""
    return {
        "bureau": report.bureau,
        "year": report.year,
        "title": report.title,
        "approved": report.approved.isoformat() if report.approved else None,
        **{
            form.name: {
                row: dict(zip(columns, map(_number, report.tables.row(form, row)), strict=True))
                for row, columns in form.rows.items()
            }
            for form in FORMS
        },
    }


def _number(value: Value) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
