"""The main part of each page: lists that hold every entry once, times as people read them, plain text as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from gongkai.artefacts import item_pages, pages
from gongkai.artefacts.head import Head
from gongkai.artefacts.listings import PER_PAGE, listings
from gongkai.artefacts.shell import Shell, mark
from gongkai.artefacts.templates import human_size
from gongkai.layout import item_page
from gongkai.model import Catalogue, When
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)


def parsed(text: str) -> html.HtmlElement:
    """A fragment as a tree."""
    return html.fragment_fromstring(text, create_parent="div")


def page(catalogue: Catalogue, address: str) -> str:
    """The main part of a page of a list."""
    return next(
        text for found, _, text in pages.list_pages(listings(catalogue), catalogue) if found == address
    )


def text_of(element: html.HtmlElement) -> str:
    """Its words, with single spaces."""
    return " ".join(element.text_content().split())


def test_a_list_has_fifty_entries_a_page_and_at_least_one_page(catalogue: Catalogue) -> None:
    every = listings(catalogue)
    assert {each.title: each.count for each in every[:3]} == {
        "全部信息": 3,
        "机构职能": 1,
        "机构职能：机构设置": 1,
    }
    for each in every:
        parts = [each.part(number) for number in range(1, each.count + 1)]
        assert sum(parts, ()) == each.entries
        assert all(len(part) == PER_PAGE for part in parts[:-1])


def test_every_entry_stands_in_one_list_of_each_kind(catalogue: Catalogue) -> None:
    every = listings(catalogue)
    for kind in ("all", "category", "topic", "department", "year"):
        listed = [entry for each in every if each.kind == kind for entry in each.entries]
        assert sorted(entry.item.index for entry in listed) == sorted(
            entry.item.index for entry in catalogue.entries
        )


def test_pages_of_lists_have_addresses_of_their_own(catalogue: Catalogue) -> None:
    every = listings(catalogue)
    addresses = [each.page(number) for each in every for number in range(1, each.count + 1)]
    assert len(set(addresses)) == len(addresses)
    assert addresses[:3] == ["catalogue.html", "catalogue/all-2.html", "catalogue/all-3.html"]


def test_entries_are_numbered_down_to_one_through_all_pages(catalogue: Catalogue) -> None:
    drawn = [
        pages.overview(catalogue),
        *(page(catalogue, f"catalogue/all-{number}.html") for number in (2, 3)),
    ]
    numbers = [
        int(cell)
        for text in drawn
        for cell in parsed(text).xpath("//div[@id='listed' or not(@id)]/table/tbody/tr/td[1]/text()")
    ]
    assert numbers == list(range(len(catalogue.entries), 0, -1))


@pytest.mark.parametrize(
    ("number", "links"), [(1, "下一页 最后一页"), (2, "第一页 上一页 下一页 最后一页"), (3, "第一页 上一页")]
)
@pytest.mark.parametrize("slug", ["tongji-xinxi", "tongji-xinxi-tongji-shuju", "zonghe-tongjike", "2026"])
def test_a_page_leads_to_those_before_and_after(
    catalogue: Catalogue, slug: str, number: int, links: str
) -> None:
    address = f"catalogue/{slug}{f'-{number}' if number > 1 else ''}.html"
    (navigation,) = parsed(page(catalogue, address)).find_class("gk-pages")
    assert [text_of(each) for each in navigation.iter("a")] == links.split()
    assert f"第 {number} 页，共 3 页" in text_of(navigation)


@pytest.mark.parametrize(
    ("slug", "marked", "topics"),
    [
        ("fagui-wenjian", ["法规文件 1"], ["法律 0", "法规 0", "规章 0", "规范性文件 1"]),
        ("fagui-wenjian-falv", ["法规文件 1", "法律 0"], ["法律 0", "法规 0", "规章 0", "规范性文件 1"]),
        ("mishuke", ["秘书科 1"], []),
        ("2026", ["2026年 121"], []),
        ("all-2", [], []),
    ],
)
def test_a_list_marks_itself_and_offers_the_topics_of_its_category_only(
    catalogue: Catalogue, slug: str, marked: list[str], topics: list[str]
) -> None:
    tree = parsed(page(catalogue, f"catalogue/{slug}.html"))
    assert [text_of(each) for each in tree.xpath("//*[@aria-current]")] == marked
    links = tree.xpath("//dt[.='主题']/following-sibling::dd[1]/a")
    assert [text_of(each) for each in links] == topics


def test_a_topics_list_says_whose_it_is_and_leads_there(catalogue: Catalogue) -> None:
    drawn = {
        address: (head, text) for address, head, text in pages.list_pages(listings(catalogue), catalogue)
    }
    for slug, title in (("gongzuo-dongtai", "工作动态"), ("tongji-xinxi", "统计信息")):
        head, text = drawn[f"catalogue/{slug}-tongji-fenxi.html"]
        assert head.title == f"{title}：统计分析"
        assert text_of(parsed(text).find(".//h1")) == f"{title}：统计分析（0）"
        assert parsed(text).xpath("//nav[@class='gk-trail']/a[3]/@href") == [f"{slug}.html"]


def test_a_page_past_the_first_says_which_it_is(catalogue: Catalogue) -> None:
    heads = {address: head.title for address, head, _ in pages.list_pages(listings(catalogue), catalogue)}
    assert heads["catalogue/zonghe-tongjike-2.html"] == "综合统计科制作的信息（第 2 页）"
    assert heads["catalogue/2026.html"] == "2026年的信息"
    assert len(set(heads.values())) == len(heads)


def test_an_empty_list_says_so_and_an_empty_catalogue_has_no_filter(catalogue: Catalogue) -> None:
    empty = replace(catalogue, entries=())
    for _, _, text in pages.list_pages(listings(empty), empty):
        assert "暂无信息" in text
    assert "暂无信息" in pages.newest(empty)
    tree = parsed(pages.overview(empty))
    assert "暂无信息" in text_of(tree)
    assert not list(tree.iter("form", "script", "section"))


def test_the_filter_offers_every_word_with_its_count(catalogue: Catalogue) -> None:
    tree = parsed(pages.overview(catalogue))
    offered = {
        str(each.get("name")): [text_of(option) for option in each.iter("option")]
        for each in tree.iter("select")
    }
    assert offered["category"] == [
        "全部", "机构职能（0）", "法规文件（1）", "统计信息（120）", "工作动态（0）", "其他信息（0）"
    ]  # fmt: skip
    assert offered["year"] == ["全部", "2026年（121）"]
    assert offered["validity"] == ["全部", "有效（118）", "依法撤回（1）", "废止（1）", "被替代（1）"]
    assert len(offered["topic"]) == 1 + 27
    assert [each.get("label") for each in tree.iter("optgroup")] == [
        each.name for each in catalogue.categories
    ]
    for control in tree.iter("input", "select"):
        assert tree.xpath("//label[@for=$id]", id=control.get("id"))


def test_the_home_page_leads_to_the_categories_with_their_counts(catalogue: Catalogue) -> None:
    (facets,) = parsed(pages.newest(catalogue)).find_class("gk-facets")
    assert [text_of(each) for each in facets.iter("dt")] == ["类别"]
    assert [text_of(each) for each in facets.iter("a")][:2] == ["机构职能 0", "法规文件 1"]
    assert facets.xpath(".//a/@href")[0] == "catalogue/jigou-zhineng.html"


def test_the_home_page_shows_the_ten_newest(catalogue: Catalogue) -> None:
    links = [str(each) for each in parsed(pages.newest(catalogue)).xpath("//li/a/@href")]
    assert links == [item_page(entry.item.index) for entry in catalogue.entries[:10]]


def test_an_approval_shows_the_time_in_china_and_keeps_the_exact_text(catalogue: Catalogue) -> None:
    (entry,) = [each for each in catalogue.entries if each.item.index == "2026-00002"]
    times = parsed(item_pages.entry_page(entry, catalogue)).xpath("//table[@class='gk-approvals']//time")
    assert {each.get("datetime") for each in times} == {"2026-03-19T17:30:00-07:00"}
    assert {text_of(each) for each in times} == {"2026年3月20日 08:30"}


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("2026-11-23T23:41:05+08:00", "2026年11月23日 23:41"),
        ("2026-12-31T16:00:00+00:00", "2027年1月1日 00:00"),
        ("2026-01-01T00:59:00+14:00", "2025年12月31日 18:59"),
    ],
)
def test_times_are_chinas(catalogue: Catalogue, exact: str, shown: str) -> None:
    first = catalogue.entries[0]
    consent = first.consents[0]
    approval = consent.approval._replace(at_text=exact)
    entry = replace(first, consents=(replace(consent, approval=approval),))
    (time,) = parsed(item_pages.entry_page(entry, catalogue)).xpath("//table[@class='gk-approvals']//time")
    assert text_of(time) == shown


@pytest.mark.parametrize(
    ("acting", "told"),
    [(None, "综合统计科科室负责人"), ("秘书科科室负责人", "综合统计科科室负责人（代秘书科科室负责人）")],
)
def test_a_deputy_is_shown_as_one(catalogue: Catalogue, acting: str | None, told: str) -> None:
    first = catalogue.entries[0]
    consent = replace(first.consents[0], department="综合统计科", position="科室负责人", acting_for=acting)
    tree = parsed(item_pages.entry_page(replace(first, consents=(consent,)), catalogue))
    (_, office, _) = tree.xpath("//table[@class='gk-approvals']/tbody/tr/td")
    assert text_of(office) == told


def test_hostile_words_stay_words(catalogue: Catalogue) -> None:
    (entry,) = [each for each in catalogue.entries if each.item.title == HOSTILE]
    tree = parsed(item_pages.entry_page(entry, catalogue))
    assert text_of(tree.find(".//h1")) == HOSTILE
    assert not list(tree.iter("script"))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1024, "1.0 KB"),
        (1536, "1.5 KB"),
        (1024**2, "1.0 MB"),
        (52428800, "50.0 MB"),
    ],
)
def test_sizes_are_told_as_people_read_them(size: int, shown: str) -> None:
    assert human_size(size) == shown


def test_the_same_entry_gives_the_same_page(catalogue: Catalogue) -> None:
    for entry in catalogue.entries[-5:]:
        assert item_pages.entry_page(entry, catalogue) == item_pages.entry_page(entry, catalogue)


def test_a_shell_is_filled_where_its_marks_were_and_nowhere_else(catalogue: Catalogue) -> None:
    shell = Shell.cut(
        f"<title>{mark('title')}</title>{mark('description')}{mark('head')}"
        f"<p>{mark('content')}{mark('title')}{mark('dated')}"
    )
    head = Head(mark("content"), '"<', catalogue.policy.site, When(date(2026, 3, 20)), {"A": '">'})
    assert shell.fill(head, f"<b>{mark('title')}</b>") == (
        f"<title>{mark('content')}</title>&quot;&lt;{head.html()}"
        f"<p><b>{mark('title')}</b>{mark('content')}{head.dated()}"
    )
    assert '<meta name="A" content="&quot;&gt;">' in head.html()


@pytest.mark.parametrize("missing", ["title", "description", "head", "content", "dated"])
def test_a_shell_without_one_of_its_marks_is_refused(missing: str) -> None:
    drawn = "".join(
        mark(name) for name in ("title", "description", "head", "content", "dated") if name != missing
    )
    with pytest.raises(ValueError, match="lacks a marker"):
        Shell.cut(drawn)
