"""年度报告的数从登记里数出来 (article 28; 条例 arts. 31, 49, 50): each request once, in its year, under who asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual import sums
from gongkai.annual.forms import APPLICANTS, RESULTS_OF, TABLE2, TABLE3, TABLE4
from gongkai.annual.tables import Tables
from gongkai.model import Context, Record
from gongkai.pipeline import Checked
from gongkai.registers.reports.counting import counted, has_data, known
from gongkai.registers.reports.figures import channels, fees
from gongkai.sources import frontmatter
from signed_repo import SignedRepo

PERSON = "channel: 现场申请, applicant: 自然人"


def request(checked: Checked, number: int, *events: tuple[str, str, str]) -> Record:
    """A request by its events: kind, time (a day, or more), fields."""
    lines = []
    for kind, when, fields in events:
        at = when if "T" in when else f"{when}T09:00:00+08:00"
        lines.append(f"- {kind}: {{at: '{at}'{', ' * bool(fields)}{fields}}}\n")
    text = f"---\nsubject: 示例\nevents:\n{''.join(lines)}---\n"
    raw = frontmatter.read(f"content/requests/2026/{number:03}.md", text.encode())
    assert not isinstance(raw, tuple), raw
    record = checked.setup.schemas.record(raw, "requests", f"2026-{number:03}")
    assert not isinstance(record, tuple), record
    return record


def knowing(checked: Checked, *logs: list[tuple[str, str, str]]) -> Context:
    records = [request(checked, number, *log) for number, log in enumerate(logs, start=1)]
    return replace(checked.context, records={record.id: record for record in records})


def rows(tables: Tables, form: str = "table3") -> dict[str, str]:
    """Row → its values, of the rows that are not all nought."""
    return {
        row: " ".join(map(str, values)) for row, values in tables.of[form].items() if any(values)
    }  # fmt: skip


def answered(day: str, outcome: str = "予以公开") -> tuple[str, str, str]:
    return "answered", day, f"outcome: {outcome}"


ONE, TOTAL = "1 0 0 0 0 0 1", "办理结果总计"


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, {}),
        (2026, {"本年新收": ONE, "结转下年度": ONE}),
        (2027, {"上年结转": ONE, "部分公开": ONE, TOTAL: ONE}),
        (2028, {}),
    ],
)
def test_a_request_is_new_then_carried_over_then_done(
    bare: Checked, year: int, expected: dict[str, str]
) -> None:
    log = [("received", "2026-12-20", PERSON), answered("2027-01-11", "部分公开")]
    assert rows(counted(knowing(bare, log), year)) == expected


@pytest.mark.parametrize("outcome", RESULTS_OF)
def test_every_outcome_has_its_row(bare: Checked, outcome: str) -> None:
    log = [("received", "2026-03-02", PERSON), answered("2026-03-20", outcome)]
    assert rows(counted(knowing(bare, log), 2026)) == {"本年新收": ONE, outcome: ONE, TOTAL: ONE}


@pytest.mark.parametrize("number", range(6))
def test_every_kind_of_applicant_has_its_column(bare: Checked, number: int) -> None:
    log = [("received", "2026-03-02", f"channel: 现场申请, applicant: {APPLICANTS[number]}")]
    values = counted(knowing(bare, log), 2026).row(TABLE3, "本年新收")
    assert [int(value or 0) for value in values] == [int(each in (number, 6)) for each in range(7)]


def test_a_second_answer_after_a_review_is_not_counted_again(bare: Checked) -> None:
    log = [
        ("received", "2026-03-02", PERSON),
        answered("2026-03-20", "重复申请"),
        ("review_asked", "2026-04-01", ""),
        ("review_decided", "2026-05-01", "result: 结果纠正"),
        answered("2026-05-10"),
    ]
    tables = counted(knowing(bare, log), 2026)
    assert rows(tables) == {"本年新收": ONE, "重复申请": ONE, TOTAL: ONE}
    assert rows(tables, "table4") == {"行政复议": "0 1 0 0 1"}


@pytest.mark.parametrize(
    ("how", "year"),
    [
        ("channel: 现场申请", 2026),
        ("channel: 信函, post: 挂号", 2026),
        ("channel: 信函, post: 平常", 2027),
        ("channel: 网络", 2027),
        ("channel: 传真", 2027),
        ("channel: 电子邮件", 2027),
    ],
)
def test_article_31_of_the_regulations_the_day_of_receipt_decides_the_year(
    bare: Checked, how: str, year: int
) -> None:
    log = [("received", "2026-12-31", f"{how}, applicant: 自然人"), ("confirmed", "2027-01-04", "")]
    context = knowing(bare, log)
    assert [rows(counted(context, each)).get("本年新收") for each in (year, 4053 - year)] == [ONE, None]
    assert sum(channels(context.records.values(), year).values()) == 1


def test_what_nobody_has_confirmed_is_not_received_yet(bare: Checked) -> None:
    log = [("received", "2026-12-31", "channel: 网络, applicant: 自然人")]
    assert rows(counted(knowing(bare, log), 2026)) == {}


def test_what_was_answered_was_received(bare: Checked) -> None:
    log = [("received", "2026-12-30", "channel: 网络, applicant: 自然人"), answered("2026-12-31")]
    assert rows(counted(knowing(bare, log), 2026)) == {"本年新收": ONE, "予以公开": ONE, TOTAL: ONE}


def test_the_year_is_chinas(bare: Checked) -> None:
    log = [("received", "2026-12-31T16:00:00+00:00", PERSON)]
    assert rows(counted(knowing(bare, log), 2026)) == {}
    assert rows(counted(knowing(bare, log), 2027)) == {"本年新收": ONE, "结转下年度": ONE}


@pytest.mark.parametrize(
    ("events", "year", "expected"),
    [
        ([("review_asked", "2026-04-01", "")], 2026, {"行政复议": "0 0 0 1 1"}),
        ([("review_asked", "2026-04-01", "")], 2025, {}),
        ([("review_asked", "2026-04-01", ""), ("review_decided", "2027-02-01", "result: 结果维持")], 2026, {"行政复议": "0 0 0 1 1"}),
        ([("review_asked", "2026-04-01", ""), ("review_decided", "2027-02-01", "result: 结果维持")], 2027, {"行政复议": "1 0 0 0 1"}),
        ([("review_asked", "2026-04-01", ""), ("review_decided", "2027-02-01", "result: 结果维持")], 2028, {}),
        ([("sued", "2026-04-01", "after: 未经复议"), ("judged", "2026-09-01", "result: 其他结果")], 2026, {"未经复议直接起诉": "0 0 1 0 1"}),
        (
            [
                ("review_asked", "2026-04-01", ""), ("review_decided", "2026-05-01", "result: 结果维持"),
                ("sued", "2026-06-01", "after: 复议后"), ("judged", "2026-09-01", "result: 结果纠正"),
            ],
            2026,
            {"行政复议": "1 0 0 0 1", "复议后起诉": "0 1 0 0 1"},
        ),
    ],
)  # fmt: skip
def test_table_four_counts_what_was_decided_and_what_was_not(
    bare: Checked, events: list[tuple[str, str, str]], year: int, expected: dict[str, str]
) -> None:
    log = [("received", "2026-03-02", PERSON), answered("2026-03-20"), *events]
    assert rows(counted(knowing(bare, log), year), "table4") == expected


def test_fees_count_notices_when_given_and_money_when_paid(bare: Checked) -> None:
    asked = ("fee_asked", "2026-12-20", "basis: 按件, count: '12', amount: '200', until: '2027-01-20'")
    log = [("received", "2026-12-10", PERSON), asked, ("fee_paid", "2027-01-05", "")]
    records = knowing(bare, log, log).records.values()
    assert [fees(records, year) for year in (2026, 2027)] == [(2, 0), (0, 400)]


def test_the_catalogue_knows_normative_documents_and_nothing_else_of_table_two(repo: SignedRepo) -> None:
    normative: dict[str, Any] = {"category": "法规文件", "topic": "规范性文件", "department": "秘书科"}
    ended = {"date": "2026-03-10", "kind": "废止", "reason": "示例"}
    repo.write("2026-00001", **normative, created="2026-03-01")
    repo.write("2026-00002", **normative, created="2025-12-31")
    repo.write("2026-00003", **normative, created="2025-01-01", revision="2", withdrawn=ended)
    repo.write("2026-00004")
    context = repo.checked().context
    row = "行政规范性文件"
    blank = [each for each in TABLE2.rows if each != row]
    assert [
        [int(value or 0) for value in counted(context, year).row(TABLE2, row)] for year in (2024, 2025, 2026)
    ] == [[0, 0, 0], [2, 0, 2], [1, 1, 2]]
    assert {value for each in blank for value in counted(context, 2026).row(TABLE2, each)} == {None}


def test_what_people_filled_in_stays_where_the_registers_know_nothing(bare: Checked) -> None:
    own = counted(bare.context, 2026)
    filled = Tables({**own.of, "table2": {**own.of["table2"], "行政处罚": (own.row(TABLE4, "行政复议")[0],)}})
    assert known(own, filled) == filled


def test_a_year_of_which_nothing_is_known_has_no_data(bare: Checked) -> None:
    context = knowing(bare, [("received", "2026-03-02", PERSON)])
    assert [has_data(context, year) for year in (2025, 2026, 2027)] == [False, True, False]


DAYS = st.integers(0, 1000).map(lambda days: date(2025, 1, 1) + timedelta(days=days))


@given(st.lists(st.tuples(DAYS, st.integers(0, 400), st.sampled_from(APPLICANTS), st.sampled_from([*RESULTS_OF, ""])), max_size=8))  # fmt: skip
def test_whatever_is_registered_adds_up_and_is_carried_over(
    bare: Checked, logs: list[tuple[date, int, str, str]]
) -> None:
    written = []
    for day, taken, who, outcome in logs:
        events = [("received", str(day), f"channel: 现场申请, applicant: {who}")]
        written.append([*events, answered(str(day + timedelta(days=taken)), outcome)] if outcome else events)
    context = knowing(bare, *written)
    tables = {year: counted(context, year) for year in range(2024, 2030)}
    assert [each.said for found in tables.values() for each in sums.wrong(found)] == []
    for year in range(2025, 2030):
        assert list(sums.carried(tables[year], tables[year - 1])) == []
