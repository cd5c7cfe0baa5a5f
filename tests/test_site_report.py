"""The annual reports on the site (条例 arts. 49, 50): each with its page, its data, for Word, as PDF, and listed."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html
from pypdf import PdfReader

import annual
import records
import site_annual
import site_repo
from gongkai.annual.forms import FORMS, SECTIONS
from gongkai.annual.grids import grid
from gongkai.annual.tables import Tables
from signed_repo import SignedRepo
from site_repo import gongkai

pytest_plugins = ("site_fixtures",)

SCHEMA = json.loads((site_repo.ROOT / "schemas/annual.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
TITLE = "测试统计局2025年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def page(site: Path) -> html.HtmlElement:
    return html.document_fromstring((site / "reports/2025.html").read_bytes())


def test_the_page_has_six_sections_and_three_tables_in_their_places(page: html.HtmlElement) -> None:
    assert page.xpath("//h1")[0].text == TITLE
    assert [each.text for each in page.xpath("//article//h2")] == list(SECTIONS)
    for section, table in zip(SECTIONS[1:4], page.xpath("//table[contains(@class, 'gk-grid')]"), strict=True):
        assert table.xpath("preceding::h2[1]")[0].text == section


@pytest.mark.parametrize("number", range(3))
def test_a_table_on_the_page_is_the_table_cell_by_cell(page: html.HtmlElement, number: int) -> None:
    table = page.xpath("//table[contains(@class, 'gk-grid')]")[number]
    drawn = [
        [(each.text, int(each.get("colspan", 1)), int(each.get("rowspan", 1))) for each in row]
        for row in table.xpath(".//tr")
    ]
    own = grid(annual.tables(), FORMS[number])
    assert drawn == [[(box.text, box.columns, box.rows) for box in row] for row in own.rows]
    assert {each.get("scope") for each in table.xpath(".//th")} <= {"col", "colgroup", "row", "rowgroup"}


def test_its_tags_say_what_it_is(page: html.HtmlElement) -> None:
    tags = {each.get("name"): each.get("content") for each in page.xpath("//meta[@name]")}
    assert (tags["ColumnName"], tags["ColumnType"]) == ("政府信息公开年报", "信息公开年报")
    assert tags["PubDate"].startswith("2026-03-20")


def test_the_data_are_the_tables(site: Path) -> None:
    data = json.loads((site / "reports/2025.json").read_text(encoding="utf-8"))
    VALIDATOR.validate(data)
    assert data["title"] == TITLE
    assert data["table3"]["本年新收"]["自然人"] == 3
    assert data["table4"]["行政复议"]["总计"] == 2


def test_the_document_for_word_opens(site: Path) -> None:
    document = docx.Document(BytesIO((site / "reports/2025.docx").read_bytes()))
    assert document.paragraphs[0].text == TITLE
    assert len(document.tables) == 4


def test_the_column_page_lists_it_and_says_when_it_came(site: Path) -> None:
    tree = html.document_fromstring((site / "annual.html").read_bytes())
    (link,) = tree.xpath("//ul[@class='gk-reports']/li/a")
    assert (link.get("href"), link.text) == ("reports/2025.html", TITLE)
    assert link.getparent().text_content() == f"{TITLE}，2026年1月20日"


def test_the_page_leads_to_what_can_be_taken_home(page: html.HtmlElement, site: Path) -> None:
    links = page.xpath("//p[contains(@class, 'gk-tools')]/a")
    assert [each.get("href") for each in links] == ["2025.docx", "2025.json"]
    assert [each.get("download") for each in links] == [f"{TITLE}.docx", f"{TITLE}.json"]
    size = (site / "reports/2025.docx").stat().st_size / 1024
    assert links[0].text == f"下载 Word 文档（{size:.1f} KB）"


def test_search_engines_are_told_of_it(site: Path) -> None:
    maps = "".join(path.read_text(encoding="utf-8") for path in site.glob("sitemap*.xml"))
    assert "/reports/2025.html<" in maps


def test_its_pdf_is_made_once_and_published_by_the_next_build(few: SignedRepo) -> None:
    made = gongkai(few.root, "pdf")
    assert made.returncode == 0, made.stderr
    assert re.search(r"^reports/2025\.pdf  [\d.]+ KB$", made.stdout, re.MULTILINE)
    assert "新制 0，沿用 3" in gongkai(few.root, "pdf").stdout
    site = site_repo.build(few.root)
    reader = PdfReader(site / "reports/2025.pdf")
    assert reader.metadata
    assert reader.metadata.title == TITLE
    texts = ["".join(each.extract_text().split()) for each in reader.pages]
    (own,) = [text for text in texts if "一、本年新收政府信息公开申请数量" in text]
    assert "四、结转下年度继续办理" in own  # table 3 is whole
    tree = html.document_fromstring((site / "reports/2025.html").read_bytes())
    assert tree.xpath("//p[contains(@class, 'gk-tools')]/a/@href")[0] == "2025.pdf"


def test_two_builds_in_two_places_give_the_same_bytes(few: SignedRepo, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(few.root, other, symlinks=True)
    first, second = (
        site_repo.hashes(site_repo.build(root, TZ=zone, PYTHONHASHSEED=seed) / "reports")
        for root, zone, seed in ((few.root, "UTC", "1"), (other, "Asia/Tokyo", "2"))
    )
    assert first == second
    assert first.keys() == {"2025.docx", "2025.html", "2025.json"}


def test_a_draft_keeps_the_site_as_it_was(few: SignedRepo) -> None:
    few.put("content/reports/2024.md", site_annual.report())
    done = gongkai(few.root, "build")
    assert done.returncode == 1
    assert "error[record-unsigned]" in done.stdout + done.stderr
    assert not (few.root / "site/reports/2024.html").exists()


def test_the_newest_report_comes_first(few: SignedRepo) -> None:
    path = "content/reports/2024.md"
    few.put(path, records.sign(site_annual.report(numbers=_before()).encode(), path))
    site = site_repo.build(few.root)
    tree = html.document_fromstring((site / "annual.html").read_bytes())
    links = tree.xpath("//ul[@class='gk-reports']/li/a/@href")
    assert links == ["reports/2025.html", "reports/2024.html"]


def _before() -> Tables:
    """Of the year before: nothing was asked, so nothing was carried over."""
    nothing = {row: tuple(value * 0 for value in values if value is not None) for row, values in annual.tables().of["table3"].items()}  # fmt: skip
    return Tables({**annual.tables().of, "table3": nothing})
