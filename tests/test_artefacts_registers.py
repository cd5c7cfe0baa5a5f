"""The registers in public: tables, texts and data of what was recorded (articles 4, 19, 21, 24 and 29)."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html
from referencing import Registry, Resource

import site_registers
from gongkai.artefacts import below, outputs, register_data, register_pages
from gongkai.artefacts.register_tables import TABLES
from gongkai.entries import catalogue_of
from gongkai.model import Catalogue, Event, Severity, When
from gongkai.schema import forms
from signed_repo import LANDED, SignedRepo
from site_registers import HOSTILE

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def repo_of_records(tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """An item and records of all four registers, on main."""
    repo = SignedRepo(tmp_path_factory.mktemp("records"))
    repo.branch()
    repo.write("2026-00001")
    repo.approve("2026-00001")
    site_registers.put(repo)
    repo.commit("Records")
    repo.merge(at=LANDED)
    return repo


@pytest.fixture(scope="module")
def recorded(repo_of_records: SignedRepo) -> Catalogue:
    checked = repo_of_records.checked()
    assert [each for each in checked.findings if each.severity is Severity.ERROR] == []
    return catalogue_of(repo_of_records.root, checked)


def tree(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(text, create_parent="div")


def rows(text: str, register: str) -> list[dict[str, str]]:
    """The rows of a table by what stands above each column."""
    (table,) = tree(text).xpath(f"//section[@aria-labelledby='{register}']//table")
    head = [each.text_content() for each in table.xpath("thead//th")]
    return [
        dict(zip(head, [cell.text_content() for cell in row], strict=True)) for row in table.xpath("tbody/tr")
    ]


def test_responses_are_told_to_the_minute_of_china_the_newest_first(recorded: Catalogue) -> None:
    found = rows(register_pages.response(recorded), "responses")
    assert [row["编号"] for row in found] == ["2026-004", "2026-003", "2026-002", "2026-001"]
    told = [(row["应回应时间"], row["首次回应时间"], row["用时"], row["结果"]) for row in found]
    assert told == [
        ("2026-03-22 08:00", "—", "—", "办理中"),
        ("2026-03-20 09:00", "2026-03-18 10:00", "1小时", "不需回应，按时"),
        ("2026-03-05 14:00", "2026-03-05 15:30", "6小时30分", "已回应，晚1小时30分"),
        ("2026-03-04 09:00", "2026-03-03 10:20", "25小时20分", "已回应，按时"),
    ]


def test_each_response_stands_there_with_all_that_was_said(recorded: Catalogue) -> None:
    articles = tree(register_pages.response(recorded)).xpath("//article")
    assert [each.findtext("h3") for each in articles][-1] == f"示例：{HOSTILE}"
    last = articles[-1]
    assert not list(last.iter("script"))
    texts = [each.text_content() for each in last.xpath("p")]
    assert texts == [
        "2026年3月3日 10:20　网站、微信", "第一段 <b>。", "另见：2026年1至2月全市主要经济指标",
        "2026年3月10日 10:20　网站", "续报。",
    ]  # fmt: skip
    assert last.xpath("p/a/@href") == ["items/2026/00001.html"]
    assert "不需回应：与本局职责无关" in articles[1].text_content()
    assert "尚未回应" in articles[0].text_content()


def test_paragraphs_stay_paragraphs(recorded: Catalogue) -> None:
    record = recorded.records["responses/2026-002"]
    learnt, said = record.events
    longer = replace(said, fields={**said.fields, "text": "第一段\n接着。\n \n第二段。\n"})
    known = replace(recorded.known, records={record.id: replace(record, events=(learnt, longer))})
    (article,) = tree(register_pages.response(replace(recorded, known=known))).xpath("//article")
    assert [each.text for each in article.xpath("p")][1:] == ["第一段\n接着。", "第二段。"]


def test_the_newest_year_is_open_and_the_others_are_folded(recorded: Catalogue) -> None:
    record = recorded.records["responses/2026-002"]
    older = replace(record, name="2025-001", events=tuple(_year_before(each) for each in record.events))
    known = replace(recorded.known, records={record.id: record, older.id: older})
    page = tree(register_pages.response(replace(recorded, known=known)))
    for part in page.iter("section"):
        years = [(each.findtext("summary"), "open" in each.attrib) for each in part.iter("details")]
        assert years == [("2026年：1 件", True), ("2025年：1 件", False)]


def _year_before(event: Event) -> Event:
    return replace(event, at=event.at.replace(year=event.at.year - 1))


def test_corrections_and_complaints_say_what_became_of_them_and_not_whose_they_are(
    recorded: Catalogue,
) -> None:
    page = register_pages.supervision(recorded)
    open_, moved = rows(page, "corrections")
    assert (open_["结果"], open_["办理时间"], open_["说明"]) == ("办理中", "—", "—")
    assert (moved["申请人类别"], moved["结果"]) == ("自然人", "已转送")
    assert moved["说明"] == "转送市市场监督管理局，已告知"
    (complaint,) = rows(page, "complaints")
    assert (complaint["结果"], complaint["说明"]) == ("部分属实，已改正", "已补发")


def test_deliveries_name_the_revision_and_the_package(recorded: Catalogue) -> None:
    (row,) = rows(register_pages.delivered(recorded), "deliveries")
    assert (row["索引号"], row["版次"], row["收件单位"]) == ("00000000-0/2026-00001", "1", "市政府办公室")
    assert row["送交包的 SHA-256"] == "ab" * 32


def test_a_page_is_as_new_as_its_register(recorded: Catalogue, catalogue_without: Catalogue) -> None:
    assert {str(each) for each in below.changed("response.md", recorded)} == {"2026-03-20 09:00"}
    assert [*below.changed("guide.md", recorded)] == []
    assert [*below.changed("response.md", catalogue_without)] == []


@pytest.fixture
def catalogue_without(repo: SignedRepo) -> Catalogue:
    """One without records."""
    return catalogue_of(repo.root, repo.checked())


def test_an_empty_register_says_so(catalogue_without: Catalogue) -> None:
    assert "还没有登记。" in register_pages.response(catalogue_without)
    assert "回应全文" not in register_pages.response(catalogue_without)
    assert register_pages.supervision(catalogue_without).count("还没有登记。") == 2
    assert register_pages.delivered(catalogue_without) == ""


def _schema() -> Draft202012Validator:
    texts = {
        name: json.loads((ROOT / f"schemas/{name}.schema.json").read_bytes()) for name in ("register", "item")
    }
    registry: Registry[Any] = Registry().with_resources(
        [(text["$id"], Resource.from_contents(text)) for text in texts.values()]
    )
    return Draft202012Validator(texts["register"], registry=registry, format_checker=forms.formats)


@pytest.mark.parametrize("name", [table.register for table in TABLES])
def test_the_data_have_their_form_and_say_all(recorded: Catalogue, name: str) -> None:
    files = dict(register_data.as_files(recorded))
    told = json.loads(files[f"registers/{name}.json"])
    _schema().validate(told)
    mine = {each.name: each for each in recorded.records.values() if each.register == name}
    assert {each["name"] for each in told["records"]} == set(mine)
    for each in told["records"]:
        record = mine[each["name"]]
        assert [event["kind"] for event in each["events"]] == [event.kind for event in record.events]
        assert files[each["source"]] == record.raw.text
    assert {address for address, _ in register_data.OUTPUTS} <= set(files)


def test_the_tables_are_the_spreadsheets(recorded: Catalogue) -> None:
    files = dict(register_data.as_files(recorded))
    told = list(csv.DictReader(io.StringIO(files["registers/responses.csv"].lstrip("\ufeff"))))
    assert told == rows(register_pages.response(recorded), "responses")


def test_every_file_is_named_where_all_data_are(recorded: Catalogue) -> None:
    assert set(register_data.OUTPUTS) <= set(outputs.WHOLE)
    shown = {table.register for tables in register_pages.PAGES.values() for table in tables}
    assert shown == {table.register for table in TABLES}
    assert recorded


def test_the_same_records_give_the_same_files_whatever_the_day(
    repo_of_records: SignedRepo, recorded: Catalogue
) -> None:
    later = catalogue_of(
        repo_of_records.root, repo_of_records.checked(When.landed(recorded.known.now).day.replace(month=4))
    )
    assert dict(register_data.as_files(later)) == dict(register_data.as_files(recorded))
    assert register_pages.response(later) == register_pages.response(recorded)


def test_every_field_of_the_data_is_explained_in_chinese() -> None:
    def explained(part: Any) -> None:
        for each in part.get("properties", {}).values():
            assert any("一" <= character <= "鿿" for character in each["title"]), each
            assert each["description"].endswith("。"), each
            explained(each)
        if "items" in part:
            explained(part["items"])

    schema = json.loads((ROOT / "schemas/register.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    explained(schema)
