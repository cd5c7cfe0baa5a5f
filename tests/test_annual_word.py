"""The annual report as DOCX: opened by python-docx and as XML, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from lxml import etree

import annual
from gongkai.annual.document import paper
from gongkai.annual.forms import FORMS
from gongkai.annual.grids import grid
from gongkai.sources import word
from gongkai.sources.sound import fault

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CODE = "import sys, test_annual_word as t; sys.stdout.buffer.write(t.made())"


def made() -> bytes:
    report = annual.report()
    assert report.approved
    return word.draw(paper(report), word.About(report.title, report.bureau, report.approved))


@pytest.fixture(scope="module")
def data() -> bytes:
    return made()


def test_it_says_what_the_report_says_in_order(data: bytes) -> None:
    said = [each.text for each in docx.Document(BytesIO(data)).paragraphs if each.text]
    assert said[:8] == [
        "示例局2026年政府信息公开工作年度报告",
        "本报告由示例局编制。",
        "一、总体情况",
        "主动公开",
        "全年公开三条，见目录和网站（https://tjj.example/a）。",
        "1．第一；",
        "2．第二：",
        "·其中；",
    ]
    assert said[-2:] == ["示例局", "2027年1月20日"]


def test_every_table_is_whole_with_its_spans(data: bytes) -> None:
    own, *tables = docx.Document(BytesIO(data)).tables
    assert [[cell.text for cell in row.cells] for row in own.rows] == [["季度", "条数"], ["一", "3"]]
    for form, table in zip(FORMS, tables, strict=True):
        drawn = grid(annual.tables(), form)
        assert (len(table.rows), len(table.columns)) == (len(drawn.rows), drawn.width)
        for row, column, box in drawn.placed():
            assert table.cell(row, column).text == box.text
            assert table.cell(row + box.rows - 1, column + box.columns - 1)._tc is table.cell(row, column)._tc  # noqa: SLF001


def test_it_says_who_made_it_and_when(data: bytes) -> None:
    core = docx.Document(BytesIO(data)).core_properties
    assert (core.title, core.author) == ("示例局2026年政府信息公开工作年度报告", "示例局")
    assert core.created == core.modified == annual.report().approved
    assert core.language == "zh-CN"


def test_it_is_an_archive_of_sound_xml_by_our_own_rule_for_attachments(data: bytes) -> None:
    assert fault("docx", data) is None
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert "docProps/thumbnail.jpeg" not in archive.namelist()


def test_the_parts_of_a_row_and_of_a_cell_stand_in_the_order_that_word_wants(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    order = ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"]
    for properties in tree.iter(f"{W}tcPr"):
        places = [order.index(each.tag.removeprefix(W)) for each in properties]
        assert all(one < other for one, other in pairwise(places))
    assert sum(1 for _ in tree.iter(f"{W}tblHeader")) == 7


def test_the_same_report_gives_the_same_bytes_in_another_process(data: bytes) -> None:
    command = [sys.executable, "-c", CODE]
    done = subprocess.run(
        command, cwd=annual.__file__.rpartition("/")[0], capture_output=True, check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": "."},
    )  # fmt: skip
    assert done.stdout == data


def test_it_is_a_sheet_of_a4_with_its_number_at_the_foot(data: bytes) -> None:
    (section,) = docx.Document(BytesIO(data)).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    assert section.footer.paragraphs[0].text == "—  —"
    assert 'w:instr="PAGE"' in section.footer._element.xml  # noqa: SLF001


def test_its_looks_are_styles_that_people_can_change(data: bytes) -> None:
    document = docx.Document(BytesIO(data))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style and paragraph.text}
    assert used == {"Title", "Normal", "Heading 1", "Heading 2", "落款"}
    table = document.tables[2]
    assert {cell.paragraphs[0].style.name for row in table.rows for cell in row.cells} == {
        "表格文字",
        "表头文字",
    }
    assert not [run for each in document.paragraphs for run in each.runs if run.font.size or run.font.name]
