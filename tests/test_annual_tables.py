"""年度报告的三张表：国办公开办函〔2021〕30号 says which cells there are and what must be equal (条例 articles 49, 50)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import annual
from annual import with_value
from gongkai.annual import sums, tables
from gongkai.annual.document import as_data
from gongkai.annual.forms import (
    APPLICANTS,
    CARRIED_IN,
    CARRIED_ON,
    FORMS,
    HANDLED,
    RECEIVED,
    RESULTS_OF,
    TABLE2,
    TABLE3,
    TABLE4,
    Form,
)
from gongkai.annual.grids import grid
from gongkai.annual.tables import Cell, Tables

CELLS = list(tables.cells())
COUNTS = st.lists(st.integers(0, 99), min_size=6, max_size=6)


def told(found: Tables) -> list[tuple[str, str]]:
    return [(each.cell.name, f"{each.value}→{each.expected}") for each in sums.wrong(found)]


def test_table_three_has_25_rows_and_7_columns() -> None:
    assert len(TABLE3.rows) == 25
    assert set(map(len, TABLE3.rows.values())) == {7}
    assert len(RESULTS_OF) == 21


def test_table_four_is_one_row_of_15_cells() -> None:
    assert sum(map(len, TABLE4.rows.values())) == 15


def test_table_two_has_six_rows_in_four_groups() -> None:
    assert [len(columns) for columns in TABLE2.rows.values()] == [3, 3, 1, 1, 1, 1]


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_printed_table_has_no_gap_and_nothing_twice(form: Form) -> None:
    drawn = grid(annual.tables(), form)
    taken = [
        (row + down, column + across)
        for row, column, box in drawn.placed()
        for down in range(box.rows)
        for across in range(box.columns)
    ]
    assert sorted(taken) == [(row, column) for row in range(len(drawn.rows)) for column in range(drawn.width)]


def test_the_printed_spans_are_those_of_the_state_councils_form() -> None:
    boxes = {box.text: (box.columns, box.rows) for row in grid(annual.tables(), TABLE3).rows for box in row}
    assert boxes["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] == (3, 3)
    assert boxes["申请人情况"] == (7, 1)
    assert boxes["法人或其他组织"] == (5, 1)
    assert boxes["自然人"] == (1, 2)
    assert boxes["三、本年度办理结果"] == (1, 22)
    assert boxes["（三）不予公开"] == (1, 8)
    assert boxes["（四）无法提供"] == (1, 3)
    assert boxes["（五）不予处理"] == (1, 5)
    assert boxes["（六）其他处理"] == (1, 3)
    assert boxes["（七）总计"] == (2, 1)
    four = {
        box.text: (box.columns, box.rows) for row in grid(annual.tables(), TABLE4).rows[:2] for box in row
    }
    assert four["行政复议"] == (5, 1)
    assert four["行政诉讼"] == (10, 1)
    assert four["总计"] == (1, 2)
    two = [[(box.text, box.columns) for box in row] for row in grid(annual.tables(), TABLE2).rows]
    assert two[0] == [("第二十条第（一）项", 4)]
    assert two[5] == [("信息内容", 1), ("本年处理决定数量", 3)]


def test_tables_in_order_are_told_nothing_of() -> None:
    assert told(annual.tables()) == []


@given(COUNTS, st.lists(st.tuples(st.sampled_from(list(RESULTS_OF)), st.integers(0, 5), st.integers(1, 9))))
def test_whatever_is_counted_is_in_order(carried: list[int], done: list[tuple[str, int, int]]) -> None:
    rows = {name: [0] * 6 for name in TABLE3.rows}
    for outcome, applicant, number in done:
        for name in (RECEIVED, outcome, HANDLED):
            rows[name][applicant] += number
    rows[CARRIED_IN] = rows[CARRIED_ON] = carried
    counted = {name: tuple(map(Decimal, [*row, sum(row)])) for name, row in rows.items()}
    assert told(Tables({**annual.tables().of, "table3": counted})) == []


@pytest.mark.parametrize(
    "cell", [each for each in CELLS if each.form is not TABLE2], ids=lambda each: each.name
)
def test_any_wrong_number_in_tables_three_and_four_is_seen(cell: Cell) -> None:
    old = annual.tables()
    was = old.value(cell)
    assert was is not None
    assert told(with_value(old, cell, was + 1))


@pytest.mark.parametrize("cell", CELLS, ids=lambda each: each.name)
def test_a_blank_contradicts_nothing(cell: Cell) -> None:
    assert told(with_value(annual.tables(), cell, None)) == []


def wrong(form: Form, row: str, column: int, value: int) -> list[tuple[str, str]]:
    return told(with_value(annual.tables(), Cell(form, row, column), Decimal(value)))


def test_a_total_is_the_sum_of_the_six_before_it() -> None:
    assert wrong(TABLE3, "重复申请", 6, 5)[0] == ("表三“2.重复申请”“总计”", "5→1")


def test_three_seven_is_the_sum_of_three_one_to_three_six() -> None:
    assert ("表三“三、（七）总计”“科研机构”", "1→0") in wrong(TABLE3, HANDLED, 2, 1)


def test_one_and_two_are_three_and_four() -> None:
    assert ("表三“四、结转下年度继续办理”“自然人”", "0→1") in wrong(TABLE3, CARRIED_ON, 0, 0)


def test_where_more_was_answered_than_asked_row_three_seven_is_wrong() -> None:
    found = with_value(annual.tables(), Cell(TABLE3, RECEIVED, 0), Decimal(1))
    assert ("表三“三、（七）总计”“自然人”", "2→0") in told(found)


def test_the_total_of_table_four_is_the_sum_of_four() -> None:
    assert wrong(TABLE4, "行政复议", 4, 3) == [("表四“行政复议”“总计”", "3→2")]


def test_two_of_this_year_is_four_of_the_year_before() -> None:
    found = [(each.cell.name, str(each.expected)) for each in sums.carried(annual.tables(), annual.tables())]
    assert found == [
        ("表三“二、上年结转政府信息公开申请数量”“自然人”", "1"),
        ("表三“二、上年结转政府信息公开申请数量”“总计”", "1"),
    ]


def test_what_was_written_reads_as_it_was() -> None:
    old = with_value(annual.tables(), Cell(TABLE2, "行政事业性收费", 0), Decimal("1.50"))
    old = with_value(old, Cell(TABLE2, "规章", 0), None)
    text: dict[str, dict[str, list[str]]] = {}
    for line in tables.write(old):
        key, _, values = line.strip().partition(": ")
        if values:
            text[list(text)[-1]][key] = values.strip("[]").split(", ")
        else:
            text[key.rstrip(":")] = {}
    assert tables.read(text) == old
    assert text["table2"]["规章"] == ["〔待填〕", "0", "0"]
    assert text["table2"]["行政事业性收费"] == ["1.5"]


def test_the_data_names_every_cell() -> None:
    report = annual.report()
    data = as_data(replace(report, tables=with_value(report.tables, CELLS[0], None)))
    assert data["table3"][RECEIVED] == dict(zip((*APPLICANTS, "总计"), annual.THREE, strict=True))
    assert data["table2"]["规章"]["本年制发件数"] is None
    assert sum(len(row) for form in FORMS for row in data[form.name].values()) == len(CELLS) == 200
