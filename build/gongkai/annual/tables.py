"""The numbers of a report: of each cell its value, or nothing where it is still to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.forms import BLANK, FORMS, Form

Value = Decimal | None
Rows = Mapping[str, tuple[Value, ...]]
"""Name of a row → its values, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands: its table, the name of its row, the number of its column."""

    form: Form
    row: str
    column: int

    @property
    def name(self) -> str:
        """What people call it: 表三“四、结转下年度继续办理”“自然人”."""
        return f"{self.form.title}“{self.form.labels[self.row]}”“{self.form.rows[self.row][self.column]}”"


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables 2, 3 and 4, by the names of their forms."""

    of: Mapping[str, Rows]

    def value(self, cell: Cell) -> Value:
        """What stands in a cell."""
        return self.of[cell.form.name][cell.row][cell.column]

    def row(self, form: Form, name: str) -> tuple[Value, ...]:
        """The values of a row."""
        return self.of[form.name][name]


def cells() -> Iterator[Cell]:
    """Every cell of the three tables, in their order."""
    for form in FORMS:
        for row, columns in form.rows.items():
            for column in range(len(columns)):
                yield Cell(form, row, column)


def read(written: Mapping[str, Mapping[str, list[str]]]) -> Tables:
    """The tables as the head of a report's file has them; the schema has accepted them."""
    return Tables(
        {form.name: {row: tuple(map(_value, written[form.name][row])) for row in form.rows} for form in FORMS}
    )


def write(tables: Tables) -> Iterator[str]:
    """The lines of the head of a report's file; the inverse of `read`."""
    for form in FORMS:
        yield f"{form.name}:"
        for row in form.rows:
            yield f"  {row}: [{', '.join(map(told, tables.row(form, row)))}]"


def told(value: Value) -> str:
    """A value as people read it: a number without needless noughts, or the mark of a blank."""
    if value is None:
        return BLANK
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _value(written: str) -> Value:
    return None if written == BLANK else Decimal(written)
