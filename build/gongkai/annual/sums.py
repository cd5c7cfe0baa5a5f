"""The checks of the tables (勾稽关系): what must be equal, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.forms import (
    CARRIED_IN,
    CARRIED_ON,
    HANDLED,
    RECEIVED,
    RESULTS_OF,
    TABLE3,
    TABLE4,
    TOTAL,
    Form,
)
from gongkai.annual.tables import Cell, Tables, Value, told
from gongkai.model import Text


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that is not what others say it should be, and by which check."""

    cell: Cell
    value: Decimal
    expected: Decimal
    check: Text

    @property
    def said(self) -> Text:
        """The cell, what it says, what it should, and why."""
        value, expected = told(self.value), told(self.expected)
        return Text(
            f"{self.cell.name}是 {value}，应是 {expected}：{self.check.zh}",
            f"{self.cell.name} is {value}, should be {expected}: {self.check.en}",
        )


_ACROSS = Text("总计等于前面各栏之和", "the total is the sum of the columns before it")
_DOWN = Text("三（七）等于三（一）至三（六）各行之和", "three (7) is the sum of three (1) to three (6)")
_BALANCE = Text(
    "第一项加第二项之和，等于第三项加第四项之和", "one and two together are three and four together"
)
_CARRIED = Text("本年第二项等于上年报告的第四项", "two of this year is four of the report of the year before")


def wrong(tables: Tables) -> Iterator[Wrong]:
    """Every cell that its own table contradicts. What is blank contradicts nothing."""
    for form in (TABLE3, TABLE4):
        yield from _across(tables, form)
    yield from _down(tables)
    yield from _balance(tables)


def carried(tables: Tables, before: Tables) -> Iterator[Wrong]:
    """Every cell of row 二 that differs from row 四 of the report of the year before."""
    for column, expected in enumerate(before.row(TABLE3, CARRIED_ON)):
        yield from _compare(tables, Cell(TABLE3, CARRIED_IN, column), expected, _CARRIED)


def _across(tables: Tables, form: Form) -> Iterator[Wrong]:
    for row, columns in form.rows.items():
        *parts, _ = tables.row(form, row)
        yield from _compare(tables, Cell(form, row, columns.index(TOTAL)), _sum(parts), _ACROSS)


def _down(tables: Tables) -> Iterator[Wrong]:
    for column in range(len(TABLE3.rows[HANDLED])):
        parts = [tables.row(TABLE3, outcome)[column] for outcome in RESULTS_OF]
        yield from _compare(tables, Cell(TABLE3, HANDLED, column), _sum(parts), _DOWN)


def _balance(tables: Tables) -> Iterator[Wrong]:
    """Told of row 四; of row 三（七）, where no number of row 四 could make it right."""
    for column in range(len(TABLE3.rows[CARRIED_ON])):
        came = _sum(tables.row(TABLE3, row)[column] for row in (RECEIVED, CARRIED_IN))
        done, left = (tables.row(TABLE3, row)[column] for row in (HANDLED, CARRIED_ON))
        if came is None or done is None or left is None:
            continue
        row, expected = CARRIED_ON, came - done
        if came < done:
            row, expected = HANDLED, came - left if came >= left else came
        yield from _compare(tables, Cell(TABLE3, row, column), expected, _BALANCE)


def _sum(parts: Iterable[Value]) -> Value:
    """The sum of what is filled in; none, if anything is blank."""
    known = list(parts)
    return None if None in known else sum((each for each in known if each is not None), Decimal(0))


def _compare(tables: Tables, cell: Cell, expected: Value, check: Text) -> Iterator[Wrong]:
    value = tables.value(cell)
    if value is not None and expected is not None and value != expected:
        yield Wrong(cell, value, expected, check)
