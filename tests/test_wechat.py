"""`gongkai wechat`: an article that WeChat's editor takes as it is, and only of what is public and in force."""

from __future__ import annotations

import base64
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from command import Command
from gongkai.artefacts.wechat import Article, Picture, article
from gongkai.model import Catalogue, Entry, Held
from hostile import MARKDOWN_PARTS
from signed_repo import SignedRepo
from site_repo import HOSTILE, LAW_BODY, gongkai

pytest_plugins = ("site_fixtures",)

PAGE = "https://tjj.example/zwgk/items/2026/{}.html"


def entry(catalogue: Catalogue, serial: str) -> Entry:
    (found,) = [each for each in catalogue.entries if each.item.index == f"2026-{serial}"]
    return found


def made(catalogue: Catalogue, serial: str) -> Article:
    return article(entry(catalogue, serial), catalogue.policy)


def parsed(text: str) -> ET.Element:
    tree: ET.Element = html5lib.parse(text, namespaceHTMLElements=False)
    return tree


def words(tree: ET.Element) -> str:
    body = tree.find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


ATTRIBUTES = {"style", "lang", "charset", "src", "alt", "width", "height", "start"}
TAGS = {
    "html", "head", "meta", "title", "body", "section", "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong",
    "em", "del", "code", "pre", "sup", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "img",
}  # fmt: skip


def judge(text: str) -> ET.Element:
    """The article, parsed as a browser would, with nothing in it that the editor takes out or that asks anybody."""
    tree = parsed(text)
    for each in tree.iter():
        assert each.tag in TAGS, each.tag
        assert set(each.attrib) <= ATTRIBUTES, each.attrib
        assert "url(" not in each.get("style", "")
        assert each.get("src", "data:image/png;").startswith("data:image/png;")
    body = tree.find("body")
    assert body is not None
    assert all(
        each.get("style")
        for each in body.iter()
        if each.tag in {"section", "h1", "h2", "p", "table", "td", "th"}
    )
    return tree


@pytest.mark.parametrize("serial", ["00001", "00002", "00003", "00004", "00005", "00006", "00010", "00011"])
def test_there_is_nothing_in_it_that_the_editor_takes_out(catalogue: Catalogue, serial: str) -> None:
    tree = judge(made(catalogue, serial).html)
    assert tree.findtext("head/title") == "".join(tree.find("body").iter("h1").__next__().itertext())  # type: ignore[union-attr]


def test_it_says_title_facts_text_files_links_and_source(catalogue: Catalogue) -> None:
    done = made(catalogue, "00001")
    said = words(judge(done.html))
    wanted = [
        "附有文件的信息", "测试统计局 2026年3月20日", "全文见附表[1]，另见第二条[2]、指南[3]和网站[4]。", "【此处插入图1：图】",
        "附件", "《附表 一》（CSV 表格，25 字节）", f"附件请在原文网页下载：{PAGE.format('00001')}",
        f"文中链接 附表：{PAGE.format('00001')}", f"第二条：{PAGE.format('00002')}",
        "指南：https://tjj.example/zwgk/guide.html", "网站：https://tjj.example/a",
        "来源：测试统计局政府信息公开，索引号 00000000-0/2026-00001", f"原文：{PAGE.format('00001')}", "示例",
    ]  # fmt: skip
    places = [said.find(each) for each in wanted]
    assert -1 not in places, (wanted[places.index(-1)], said)
    assert places == sorted(places)
    assert done.pictures == (Picture("content/items/2026/00001/chart.png", "图"),)


def test_an_interpretation_names_the_document_that_it_explains(catalogue: Catalogue) -> None:
    said = words(judge(made(catalogue, "00010").html))
    assert f"解读的文件：逾期公开的信息{PAGE.format('00011')}" in said
    assert "解读的文件" not in words(judge(made(catalogue, "00006").html))


def test_a_table_keeps_its_cells_and_their_sides(catalogue: Catalogue) -> None:
    long = with_body(entry(catalogue, "00001"), LAW_BODY.partition("\n见")[0])
    tree = judge(article(long, catalogue.policy).html)
    (table,) = tree.iter("table")
    assert len(list(table.iter("tr"))) == 61
    sided = with_body(entry(catalogue, "00001"), "\n| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |\n\n3. 三\n")
    read = judge(article(sided, catalogue.policy).html)
    assert ["text-align: center" in each.get("style", "") for each in read.iter("td")] == [True, False]
    assert next(each.get("start") for each in read.iter("ol")) == "3"


def test_its_code_leads_to_the_page(catalogue: Catalogue) -> None:
    (image,) = parsed(made(catalogue, "00002").html).iter("img")
    data = base64.b64decode(image.attrib["src"].partition(",")[2])
    assert [each.text for each in zxingcpp.read_barcodes(Image.open(BytesIO(data)))] == [PAGE.format("00002")]
    assert image.get("alt")


def test_hostile_words_stay_words(catalogue: Catalogue) -> None:
    tree = judge(made(catalogue, "00003").html)
    assert tree.findtext("head/title") == HOSTILE
    assert words(tree).startswith(HOSTILE)
    assert HOSTILE in words(tree)


def with_body(known: Entry, body: str) -> Entry:
    return replace(
        known,
        item=replace(known.item, written=Held(replace(known.item.raw, text=f"---\n---\n{body}", body_at=8))),
    )


@given(parts=st.lists(st.sampled_from(MARKDOWN_PARTS)))
def test_whatever_is_written_nothing_gets_in_that_the_editor_takes_out(
    catalogue: Catalogue, parts: list[str]
) -> None:
    judge(article(with_body(entry(catalogue, "00001"), "".join(parts)), catalogue.policy).html)


class TestCommand:
    def test_it_writes_the_article_and_lists_what_to_upload(self, column: SignedRepo, tmp_path: Path) -> None:
        shown = gongkai(column.root, "wechat", "2026-00001")
        assert (shown.returncode, shown.stderr) == (
            0, "图1 请上传 (upload)：content/items/2026/00001/chart.png（图）\n",
        )  # fmt: skip
        written = gongkai(column.root, "wechat", "2026-00001", "--output", str(tmp_path / "a.html"))
        assert (written.returncode, written.stdout) == (0, "")
        assert (tmp_path / "a.html").read_text(encoding="utf-8") == shown.stdout
        judge(shown.stdout)

    def test_what_is_no_longer_in_force_is_refused(self, column: SignedRepo, tmp_path: Path) -> None:
        done = gongkai(column.root, "wechat", "2026-00007", "--output", str(tmp_path / "a.html"))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "content/items/2026/00007.md: 没有排成文章：已废止 (no longer in force)\n"
        assert not (tmp_path / "a.html").exists()

    @pytest.mark.parametrize(("approved", "said"), [([], "error[unsigned]"), ([""], "尚未公开")])
    def test_what_is_not_public_is_refused(
        self,
        repo: SignedRepo,
        gongkai: Command,
        approved: list[str],
        said: str,
    ) -> None:
        repo.branch()
        repo.write()
        for role in approved:
            repo.approve(role=role)
        repo.commit("Draft")
        done = gongkai("wechat", "2026-00012")
        assert done.code == 1
        assert said in done.out + done.err
        assert "<section" not in done.out

    def test_what_is_altered_after_its_landing_is_refused(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.branch()
        repo.write()
        repo.approve()
        repo.commit("Draft")
        repo.merge()
        assert gongkai("wechat", "2026-00012").code == 0
        path = repo.path()
        path.write_bytes(path.read_bytes().replace("平稳".encode(), "良好".encode()))
        done = gongkai("wechat", "2026-00012")
        assert (done.code, "<section" in done.out) == (1, False)

    def test_a_file_that_cannot_be_written_is_one_line_and_exit_2(self, column: SignedRepo) -> None:
        done: Any = gongkai(column.root, "wechat", "2026-00001", "--output", "/no/such/folder/a.html")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
