"""Lists by topic, what lies beside an item, the filter's rows, and the site map: complete, linear, and safe to read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from gongkai.artefacts import item_pages, pages, rows
from gongkai.artefacts.listings import Neighbours, listings, neighbours
from gongkai.layout import item_page, site_path
from gongkai.model import Catalogue, Entry
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)


def parsed(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(text, create_parent="div")


def read(script: str) -> tuple[str, list[str], list[list[str]]]:
    """What a script hands over, read as the JSON that it is made of."""
    call = script.strip().removeprefix("gongkaiRows(").removesuffix(");")
    year, columns, lines = json.loads(f"[{call}]")
    return year, columns, lines


def with_more(catalogue: Catalogue, **changed: Any) -> tuple[Entry, Catalogue]:
    """One more entry, as the newest, and the catalogue with it."""
    first = catalogue.entries[0]
    entry = replace(first, item=replace(first.item, **changed))
    return entry, replace(catalogue, entries=(entry, *catalogue.entries))


def test_previous_and_next_go_through_the_list_of_the_category(catalogue: Catalogue) -> None:
    every = listings(catalogue)
    beside = neighbours(catalogue)
    assert beside.keys() == {entry.item.index for entry in catalogue.entries}
    for listing in (each for each in every if each.kind == "category" and each.entries):
        item, passed = listing.entries[0].item, []
        assert beside[item.index].above is None
        while below := beside[item.index].below:
            assert beside[below.index].above is item
            passed.append(item)
            item = below
        assert [*passed, item] == [entry.item for entry in listing.entries]


def test_an_item_shows_its_neighbours_marked_and_as_words(catalogue: Catalogue) -> None:
    items = {entry.item.index: entry for entry in catalogue.entries}
    ended, hostile = items["2026-00007"].item, items["2026-00003"].item
    page = parsed(item_pages.entry_page(items["2026-00004"], catalogue, beside=Neighbours(ended, hostile)))
    (beside,) = page.find_class("gk-beside")
    assert [(each.get("rel"), each.get("href"), each.text_content()) for each in beside.iter("a")] == [
        ("prev", "00007.html", "【废止】后来废止的信息"),
        ("next", "00003.html", HOSTILE),
    ]


@pytest.mark.parametrize(
    ("first", "last"), [(True, False), (False, True), (True, True)], ids=["first", "last", "only one"]
)
def test_at_an_end_there_is_no_link_that_leads_nowhere(
    catalogue: Catalogue, *, first: bool, last: bool
) -> None:
    entry, item = catalogue.entries[1], catalogue.entries[0].item
    beside = Neighbours(None if first else item, None if last else item)
    page = parsed(item_pages.entry_page(entry, catalogue, beside=beside))
    assert page.xpath("//nav[@class='gk-beside']//a/@rel") == ["prev"] * (not first) + ["next"] * (not last)
    assert len(page.find_class("gk-beside")) == (not (first and last))


def test_an_item_leads_to_the_list_of_its_topic(catalogue: Catalogue) -> None:
    (entry,) = [each for each in catalogue.entries if each.item.index == "2026-00002"]
    (trail,) = parsed(item_pages.entry_page(entry, catalogue)).find_class("gk-trail")
    assert [(each.text_content(), each.get("href")) for each in trail.iter("a")][2:] == [
        ("法规文件", "../../catalogue/fagui-wenjian.html"),
        ("规范性文件", "../../catalogue/fagui-wenjian-guifanxing-wenjian.html"),
    ]


def test_the_rows_hold_every_entry_once_by_year_newest_first(catalogue: Catalogue) -> None:
    scripts = dict(rows.as_scripts(catalogue))
    assert list(scripts) == ["catalogue/rows-2026.js"]
    year, columns, lines = read(scripts["catalogue/rows-2026.js"])
    assert (year, tuple(columns)) == ("2026", rows.COLUMNS)
    assert [line[-1] for line in lines] == [item_page(entry.item.index) for entry in catalogue.entries]
    ended = dict(zip(columns, next(line for line in lines if "00007" in line[-1]), strict=True))
    assert ended == {
        "title": "【废止】后来废止的信息",
        "index": "00000000-0/2026-00007",
        "number": "",
        "created": "2026-03-20",
        "published": "2026-03-20",
        "category": "统计信息",
        "topic": "统计数据",
        "department": "综合统计科",
        "year": "2026",
        "validity": "废止",
        "address": "items/2026/00007.html",
    }


@pytest.mark.parametrize(
    "title", [HOSTILE, "</script><!--<script>", "行\u2028段\u2029尾", '\\"\\', "𠮷【】\u007f", "]]>"]
)
def test_no_title_breaks_out_of_its_script(catalogue: Catalogue, title: str) -> None:
    _, more = with_more(catalogue, title=title)
    ((_, script),) = rows.as_scripts(more)
    assert read(script)[2][0][0] == title
    assert "<" not in script
    assert script.splitlines() == script[:-1].split("\n")


def test_a_new_item_changes_the_rows_of_its_own_year_only(catalogue: Catalogue) -> None:
    before = dict(rows.as_scripts(catalogue))
    _, more = with_more(catalogue, index="2027-00001")
    after = dict(rows.as_scripts(more))
    assert after.keys() - before.keys() == {"catalogue/rows-2027.js"}
    assert before.items() <= after.items()
    assert [*rows.as_scripts(replace(catalogue, entries=()))] == []


def test_the_site_map_leads_to_every_column_every_list_and_all_data(site: Path, catalogue: Catalogue) -> None:
    tree = html.document_fromstring((site / "sitemap.html").read_bytes())
    (main,) = tree.iter("main")
    led = {str(each) for each in main.xpath(".//li/a/@href")}
    top = {path.name for path in site.iterdir() if path.is_file()} - {"sitemap.html", "robots.txt"}
    registers = {f"registers/{path.name}" for path in (site / "registers").iterdir()}
    assert led == top | registers | {each.page(1) for each in listings(catalogue)}
    assert all((site / each).is_file() for each in led)


def test_the_site_map_counts_and_names_the_columns_in_their_order(catalogue: Catalogue, site: Path) -> None:
    tree = html.document_fromstring((site / "sitemap.html").read_bytes())
    (main,) = tree.iter("main")
    words = [" ".join(each.text_content().split()) for each in main.iter("li")]
    assert words[:13] == [
        "政府信息公开", "政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开",
        "制度对照表", "考核和责任追究", "回应关切", "发布日程", "监督", "全文检索", f"全部信息（{len(catalogue.entries)}）",
    ]  # fmt: skip
    assert "统计数据（120）" in words
    assert tree.xpath("//footer//a[.='网站地图']/@href") == ["sitemap.html"]


def test_a_title_on_the_site_map_is_words(catalogue: Catalogue) -> None:
    class Column:
        title = HOSTILE
        raw = catalogue.entries[0].item.raw

    tree = parsed(pages.site_map(listings(catalogue), [Column()]))  # type: ignore[list-item]
    (link,) = tree.xpath("//a[starts-with(., '<script>')]")
    assert link.text_content() == HOSTILE
    assert link.get("href") == site_path(Column.raw.path)
