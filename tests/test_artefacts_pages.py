"""The main part of each page: lists that hold every entry once, times as people read them, plain text as text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from lxml import html

from gongkai.artefacts import item_pages, pages
from gongkai.artefacts.head import Head
from gongkai.artefacts.shell import Shell, mark
from gongkai.artefacts.templates import human_size
from gongkai.layout import item_page
from gongkai.model import Catalogue, When
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)


def parsed(text: str) -> html.HtmlElement:
    """A fragment as a tree."""
    return html.fragment_fromstring(text, create_parent="div")


def text_of(element: html.HtmlElement) -> str:
    """Its words, with single spaces."""
    return " ".join(element.text_content().split())


def test_a_list_has_fifty_entries_a_page_and_at_least_one_page(catalogue: Catalogue) -> None:
    every = pages.listings(catalogue)
    assert {each.title: each.count for each in every[:3]} == {"全部信息": 3, "机构职能": 1, "法规文件": 1}
    for each in every:
        parts = [each.part(number) for number in range(1, each.count + 1)]
        assert sum(parts, ()) == each.entries
        assert all(len(part) == pages.PER_PAGE for part in parts[:-1])


def test_every_entry_stands_in_the_lists_of_its_category_department_and_year(catalogue: Catalogue) -> None:
    every = pages.listings(catalogue)
    for kind in ("all", "category", "department", "year"):
        listed = [entry for each in every if each.kind == kind for entry in each.entries]
        assert sorted(entry.item.index for entry in listed) == sorted(
            entry.item.index for entry in catalogue.entries
        )


def test_pages_of_lists_have_addresses_of_their_own(catalogue: Catalogue) -> None:
    every = pages.listings(catalogue)
    addresses = [each.page(number) for each in every for number in range(1, each.count + 1)]
    assert len(set(addresses)) == len(addresses)
    assert addresses[:3] == ["catalogue.html", "catalogue/all-2.html", "catalogue/all-3.html"]


def test_entries_are_numbered_down_to_one_through_all_pages(catalogue: Catalogue) -> None:
    every = pages.listings(catalogue)
    numbers = []
    for number in (1, 2, 3):
        cells = parsed(pages.list_page(every[0], number, every)).xpath("//tbody/tr/td[1]/text()")
        numbers += [int(cell) for cell in cells]
    assert numbers == list(range(len(catalogue.entries), 0, -1))


@pytest.mark.parametrize(
    ("number", "links"), [(1, "下一页 最后一页"), (2, "第一页 上一页 下一页 最后一页"), (3, "第一页 上一页")]
)
def test_a_page_leads_to_those_before_and_after(catalogue: Catalogue, number: int, links: str) -> None:
    every = pages.listings(catalogue)
    (navigation,) = parsed(pages.list_page(every[0], number, every)).find_class("gk-pages")
    assert [text_of(each) for each in navigation.iter("a")] == links.split()
    assert f"第 {number} 页，共 3 页" in text_of(navigation)


def test_a_list_marks_itself_among_the_others(catalogue: Catalogue) -> None:
    every = pages.listings(catalogue)
    (one,) = [each for each in every if each.title == "法规文件"]
    (current,) = parsed(pages.list_page(one, 1, every)).xpath("//*[@aria-current]")
    assert text_of(current) == "法规文件 1"


def test_an_empty_list_says_so(catalogue: Catalogue) -> None:
    empty = replace(catalogue, entries=())
    every = pages.listings(empty)
    for each in every:
        assert "暂无信息" in pages.list_page(each, 1, every)
    assert "暂无信息" in pages.newest(empty)


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
    approval = replace(consent.approval, at=datetime.fromisoformat(exact), at_text=exact)
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
    page = parsed(item_pages.entry_page(replace(first, consents=(consent,)), catalogue))
    (_, office, _) = page.xpath("//table[@class='gk-approvals']/tbody/tr/td")
    assert text_of(office) == told


def test_hostile_words_stay_words(catalogue: Catalogue) -> None:
    (entry,) = [each for each in catalogue.entries if each.item.title == HOSTILE]
    page = parsed(item_pages.entry_page(entry, catalogue))
    assert text_of(page.find(".//h1")) == HOSTILE
    assert not list(page.iter("script"))


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
    page = "".join(
        mark(name) for name in ("title", "description", "head", "content", "dated") if name != missing
    )
    with pytest.raises(ValueError, match="lacks a marker"):
        Shell.cut(page)
