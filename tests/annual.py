"""Reports for the tests of 年度报告: numbers that are in order, or with a cell that is not."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from gongkai.annual import prose
from gongkai.annual.document import Report
from gongkai.annual.forms import CARRIED_ON, FORMS, HANDLED, RECEIVED, SECTIONS, TABLE3, TABLE4
from gongkai.annual.tables import Cell, Tables, Value

ONE = (1, 0, 0, 0, 0, 0, 1)
TWO = (2, 0, 0, 0, 0, 0, 2)
THREE = (3, 0, 0, 0, 0, 0, 3)
FILLED = {RECEIVED: THREE, "予以公开": ONE, "重复申请": ONE, HANDLED: TWO, CARRIED_ON: ONE}
"""Of table 3: three persons asked, two have their answer."""
BODY = """本报告由示例局编制。

## 一、总体情况

### 主动公开

全年公开**三**条，见[目录](../catalogue.md)和[网站](https://tjj.example/a)。

1. 第一；
2. 第二：
   - 其中；

| 季度 | 条数 |
|---|---|
| 一 | 3 |

""" + "".join(f"## {title}\n\n无。\n\n" for title in SECTIONS[1:])


def tables() -> Tables:
    """Tables in which every sum is right."""
    of = {
        form.name: {row: tuple(Decimal(0) for _ in columns) for row, columns in form.rows.items()}
        for form in FORMS
    }
    of["table3"] |= {row: tuple(map(Decimal, values)) for row, values in FILLED.items()}
    of["table4"]["行政复议"] = tuple(map(Decimal, (1, 0, 0, 1, 2)))
    return Tables(of)


def with_value(old: Tables, cell: Cell, value: Value) -> Tables:
    """The same but for one cell."""
    row = list(old.row(cell.form, cell.row))
    row[cell.column] = value
    rows = {**old.of[cell.form.name], cell.row: tuple(row)}
    return Tables({**old.of, cell.form.name: rows})


def report(body: str = BODY) -> Report:
    """A whole report."""
    preface, sections = prose.split(body)
    title = "示例局2026年政府信息公开工作年度报告"
    return Report("示例局", 2026, title, tables(), preface, sections, datetime(2027, 1, 20, tzinfo=UTC))


OF_ROWS = [
    (TABLE3, RECEIVED, 0),
    (TABLE3, HANDLED, 6),
    (TABLE3, CARRIED_ON, 3),
    (TABLE4, "复议后起诉", 4),
]
"""Cells that sums speak of."""
