"""The tables as they are printed: rows of cells that may reach over several rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.annual.forms import (
    ACTIVE,
    AFTER,
    APPLICANTS,
    CARRIED_IN,
    CARRIED_ON,
    DIRECT,
    FRAME,
    HANDLED,
    OUTCOMES,
    RECEIVED,
    RESULTS,
    REVIEW,
    TABLE2,
    TABLE3,
    TABLE4,
    TOTAL,
    Form,
    Group,
)
from gongkai.annual.tables import Tables, told

Kind = Literal["column", "row", "value", "note"]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as printed: its text, how far it reaches, and whether it heads columns or rows, or holds a value."""

    text: str
    kind: Kind
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed. Boxes stand in the row where they begin."""

    caption: str
    """What it is called, for those who do not see where it stands."""
    widths: tuple[int, ...]
    """Of the columns, in hundredths of the whole."""
    rows: tuple[tuple[Box, ...], ...]
    heads: int = 0
    """So many rows at the top say what the columns are."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.widths)

    def placed(self) -> Iterator[tuple[int, int, Box]]:
        """Every box with the row and the column of its upper left corner."""
        taken: set[tuple[int, int]] = set()
        for row, boxes in enumerate(self.rows):
            column = 0
            for box in boxes:
                while (row, column) in taken:
                    column += 1
                yield row, column, box
                taken |= {
                    (row + down, column + across) for down in range(box.rows) for across in range(box.columns)
                }


Drawn = Iterable[tuple[Box, ...]]


def grid(tables: Tables, form: Form) -> Grid:
    """One of the three tables."""
    return _GRIDS[form.name](tables)


def _table2(tables: Tables) -> Grid:
    rows = tuple(row for group in ACTIVE for row in _group2(tables, group))
    return Grid("主动公开政府信息情况", (28, 24, 24, 24), rows)


def _group2(tables: Tables, group: Group) -> Drawn:
    """A paragraph of article 20: where it has one number a row, that reaches over three columns."""
    reach = 3 // len(group.columns)
    yield (Box(group.label, "column", 4),)
    yield (Box("信息内容", "column"), *(Box(name, "column", reach) for name in group.columns))
    for name, label in group.rows.items():
        yield (Box(label, "row"), *_values(tables, TABLE2, name, reach))


def _table3(tables: Tables) -> Grid:
    return Grid(
        "收到和处理政府信息公开申请情况", (7, 9, 21, *[9] * 7), (*_heads3(), *_rows3(tables)), heads=3
    )


def _heads3() -> Drawn:
    person, *organisations, other = APPLICANTS
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    yield Box(note, "note", 3, 3), Box("申请人情况", "column", 7)
    yield (
        Box(person, "column", rows=2),
        Box("法人或其他组织", "column", 5),
        Box(TOTAL, "column", rows=2),
    )
    yield tuple(Box(name, "column") for name in (*organisations, other))


def _rows3(tables: Tables) -> Drawn:
    for name in (RECEIVED, CARRIED_IN):
        yield (Box(FRAME[name], "row", 3), *_values(tables, TABLE3, name))
    results = [row for group in OUTCOMES for row in _group3(tables, group)]
    results.append((Box(FRAME[HANDLED], "row", 2), *_values(tables, TABLE3, HANDLED)))
    yield (Box("三、本年度办理结果", "row", rows=len(results)), *results[0])
    yield from results[1:]
    yield (Box(FRAME[CARRIED_ON], "row", 3), *_values(tables, TABLE3, CARRIED_ON))


def _group3(tables: Tables, group: Group) -> Drawn:
    """Outcomes of one kind: the kind before the first of them; alone, where it is one itself."""
    for number, (name, label) in enumerate(group.rows.items()):
        before = (Box(group.label, "row", rows=len(group.rows)),) if label and not number else ()
        own = Box(label, "row") if label else Box(group.label, "row", 2)
        yield (*before, own, *_values(tables, TABLE3, name))


def _table4(tables: Tables) -> Grid:
    results = (*RESULTS, TOTAL)
    heads: Drawn = (
        (Box(REVIEW, "column", 5), Box("行政诉讼", "column", 10)),
        (
            *(Box(name, "column", rows=2) for name in results),
            Box(DIRECT, "column", 5),
            Box(AFTER, "column", 5),
        ),
        tuple(Box(name, "column") for name in results * 2),
    )
    values = tuple(box for row in TABLE4.rows for box in _values(tables, TABLE4, row))
    return Grid(
        "政府信息公开行政复议、行政诉讼情况", (7, 7, 7, 7, 6) * 2 + (7, 7, 7, 6, 5), (*heads, values), heads=3
    )


def _values(tables: Tables, form: Form, row: str, reach: int = 1) -> Iterator[Box]:
    return (Box(told(value), "value", reach) for value in tables.row(form, row))


_GRIDS: dict[str, Callable[[Tables], Grid]] = {
    TABLE2.name: _table2,
    TABLE3.name: _table3,
    TABLE4.name: _table4,
}
