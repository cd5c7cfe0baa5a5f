"""The register of requests as the public sees it: each request once, both limits, nothing personal, not today's."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from lxml import html

from gongkai.artefacts import below, request_page, request_register
from gongkai.model import Catalogue, Event, Record, Recording
from gongkai.pipeline import SCHEMAS
from gongkai.schema.forms import compiled
from request_maker import answered, request, visit
from site_repo import FORMULA, HOSTILE, REQUESTS, ROOT

pytest_plugins = ("site_fixtures",)


def with_requests(catalogue: Catalogue, *requests: Record) -> Catalogue:
    """The catalogue with these requests alone, none of which has landed."""
    known = {each.id: each for each in requests}
    proved = {name: Recording((), (None,) * len(each.events), None) for name, each in known.items()}
    return replace(catalogue, known=replace(catalogue.known, records=known, recordings=proved))


def rows(catalogue: Catalogue) -> list[list[str]]:
    """The words of each row of the page."""
    tree = html.fragment_fromstring(request_register.table(catalogue), create_parent="div")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in tree.xpath("//tbody/tr")]


def test_every_request_stands_there_once_newest_first(catalogue: Catalogue) -> None:
    found = rows(catalogue)
    assert [row[0] for row in found] == sorted(REQUESTS, reverse=True)
    assert found == [
        ["2026-004", REQUESTS["2026-004"][0], "2026-03-04 传真", "待定，最早 2026-03-25", "待定，最早 2026-04-01", "待补正", "", ""],
        ["2026-003", FORMULA, "待确认 网络", "确认收到后起算", "确认收到后起算", "待确认", "", ""],
        ["2026-002", HOSTILE, "2026-03-02 现场申请", "2026-03-23", "2026-03-30", "办理中", "", ""],
        ["2026-001", "示例：逾期答复的申请", "2026-02-02 信函", "2026-02-28", "2026-03-06", "2026-03-09 超过条例期限：检索档案用时较长", "重复申请", "21"],
        ["2025-001", "示例：上一年的申请", "2025-11-03 现场申请", "2025-11-24", "2025-12-01", "2025-11-05", "予以公开（复议中） 2026-00001 2026-00008", "2"],
    ]  # fmt: skip


def test_the_newest_year_is_open_and_others_are_folded(catalogue: Catalogue) -> None:
    tree = html.fragment_fromstring(request_register.table(catalogue), create_parent="div")
    assert [(each.get("open"), each[0].text) for each in tree.xpath("//details")] == [
        ("", "2026年：收到 4 件，已经答复 1 件"),
        (None, "2025年：收到 1 件，已经答复 1 件"),
    ]
    assert tree.xpath("//tr[@id='request-2025-001']//a/@href") == [
        "items/2026/00001.html",
        "items/2026/00008.html",
    ]


def test_where_nothing_was_asked_for_the_page_says_so(catalogue: Catalogue) -> None:
    empty = with_requests(catalogue)
    assert "目前没有登记的申请。" in request_register.table(empty)
    assert json.loads(request_register.as_json(empty))["requests"] == []
    assert [*below.changed("request.md", empty)] == []


def test_the_data_are_of_the_form_that_the_schema_gives(catalogue: Catalogue) -> None:
    names = [*SCHEMAS, "requests"]
    texts = {name: json.loads((ROOT / f"schemas/{name}.schema.json").read_text("utf-8")) for name in names}
    data = json.loads(request_register.as_json(catalogue))
    assert [error.message for error in compiled(texts)["requests"].iter_errors(data)] == []
    assert [each["number"] for each in data["requests"]] == sorted(REQUESTS, reverse=True)


def test_one_request_as_data(catalogue: Catalogue) -> None:
    found = {each["number"]: each for each in json.loads(request_register.as_json(catalogue))["requests"]}
    expected: dict[str, Any] = {
        "number": "2026-001",
        "subject": "示例：逾期答复的申请",
        "channel": "信函",
        "applicant": "商业企业",
        "received": "2026-02-02",
        "state": "已答复",
        "answered": "2026-03-09",
        "outcome": "重复申请",
        "items": [],
        "working_days": 21,
        "late": "超过条例期限",
        "late_reason": "检索档案用时较长",
    }
    one = found["2026-001"]
    assert {name: one[name] for name in expected} == expected
    assert one["legal_limit"]["due"] == "2026-03-06"
    assert "放假不计 2026-02-16–2026-02-20、2026-02-23" in one["limit"]["working"]
    assert [each["title"] for each in one["events"]] == ["收到", "答复"]
    assert found["2026-003"]["limit"] is None
    assert found["2026-004"]["limit"]["due"] is None


def test_a_spreadsheet_runs_nothing_and_has_every_request(catalogue: Catalogue) -> None:
    lines = list(csv.reader(io.StringIO(request_register.as_csv(catalogue).removeprefix("\ufeff"))))
    assert tuple(lines[0]) == request_register.COLUMNS
    assert [line[0] for line in lines[1:]] == sorted(REQUESTS, reverse=True)
    assert lines[2][1] == f"'{FORMULA}"


def test_nothing_depends_on_today(catalogue: Catalogue) -> None:
    later = replace(catalogue, known=replace(catalogue.known, today=date(2030, 1, 1)))
    for made in (request_register.table, request_register.as_json, request_register.as_csv):
        assert made(later) == made(catalogue)


def test_the_page_is_as_new_as_the_last_event_that_landed(catalogue: Catalogue) -> None:
    mine = [record.id for record in catalogue.records.values() if record.register == "requests"]
    landings = [each for one in mine for each in catalogue.known.recordings[one].landed if each]
    newest = max(below.changed("request.md", catalogue), key=lambda when: when.order)
    assert newest.at == max(each.at for each in landings)


@pytest.mark.parametrize("place", ["subject", "late"])
def test_hostile_words_are_shown_as_words(catalogue: Catalogue, place: str) -> None:
    made = request(visit("02-02"), answered("03-09"))
    head = {"subject": HOSTILE if place == "subject" else "示例"}
    said = {**made.events[1].fields, **({"late": HOSTILE} if place == "late" else {})}
    event = Event("answered", made.events[1].at, said, None)
    hostile = replace(made, head=head, events=(made.events[0], event))
    assert HOSTILE in " ".join(rows(with_requests(catalogue, hostile))[0])


def test_a_thousand_requests_stay_light(catalogue: Catalogue) -> None:
    many = [
        request(visit(f"{2016 + n // 100}-03-02"), answered(f"{2016 + n // 100}-03-09"), name=f"{2016 + n // 100}-{n % 100 + 1:03}")
        for n in range(1000)
    ]  # fmt: skip
    text = request_register.table(with_requests(catalogue, *many))
    assert text.count("<tr id=") == 1000
    assert text.count("<details") == 10
    assert len(gzip.compress(text.encode())) < 15_000


def test_the_page_tells_every_band_an_example_and_the_days_to_pay_of_the_policy(catalogue: Catalogue) -> None:
    policy = replace(catalogue.policy, clocks=replace(catalogue.policy.clocks, fee=7))
    tree = html.fragment_fromstring(request_page.fees(replace(catalogue, policy=policy)), create_parent="div")
    bands = [
        [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]
        for table in tree.xpath("//table")
    ]
    assert bands == [
        [["第1至第10件", "不收费"], ["第11至第30件", "100元"], ["第31件起", "200元，此后每满10件再加100元"]],
        [
            ["第1至第30页", "不收费"],
            ["第31至第100页", "10元"],
            ["第101至第200页", "20元"],
            ["第201页起", "40元"],
        ],
    ]
    text = tree.text_content()
    assert "合计3000元" in text
    assert "合计1700元" in text
    assert "收到收费通知的次日起7个工作日内缴费" in text


def test_the_form_is_addressed_to_the_bureau_and_every_field_of_it_has_a_name(catalogue: Catalogue) -> None:
    tree = html.fragment_fromstring(request_page.form(catalogue), create_parent="div")
    assert "收件机关：测试统计局" in tree.text_content()
    labelled = {each.get("for") for each in tree.xpath("//label[@for]")}
    for field in tree.xpath("//*[@data-field][not(@type='radio' or @type='checkbox')]"):
        assert field.get("id") in labelled
        assert field.get("name") is None, "what has a name could be sent"
