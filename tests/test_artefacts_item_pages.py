"""Pages of items that were changed or ended: hostile words stay words, and nothing grows without bound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from gongkai.artefacts import item_pages
from gongkai.artefacts.difference import MOST_CHARACTERS
from gongkai.model import Catalogue, Edition, Entry, Held, Withdrawal
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)


@pytest.fixture
def corrected(catalogue: Catalogue) -> Entry:
    (entry,) = [each for each in catalogue.entries if each.item.index == "2026-00006"]
    return entry


def with_more(edition: Edition, text: str) -> Edition:
    """The edition with more text at its end."""
    item = edition.entry.item
    raw = replace(item.raw, text=item.raw.text + text)
    return replace(edition, entry=replace(edition.entry, item=replace(item, written=Held(raw))))


def parsed(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(text, create_parent="div")


def test_hostile_words_of_a_difference_stay_words(corrected: Entry, catalogue: Catalogue) -> None:
    edition = with_more(corrected.earlier[-1], f"\n{HOSTILE}</pre></del>\n")
    tree = parsed(item_pages.edition_page(edition, corrected, catalogue))
    assert not list(tree.iter("script"))
    assert f"− {HOSTILE}</pre></del>\n" in [each.text_content() for each in tree.iter("del")]


def test_hostile_words_of_notes_and_reasons_stay_words(corrected: Entry, catalogue: Catalogue) -> None:
    item = corrected.item
    hostile = replace(
        item,
        changes=tuple(replace(each, note=HOSTILE) for each in item.changes),
        withdrawn=Withdrawal(item.created, "废止", HOSTILE),
        late_reason=HOSTILE,
        interprets_later=HOSTILE,
        no_interpretation=HOSTILE,
        title=HOSTILE,
    )
    entry = replace(corrected, item=hostile, replaces=(hostile,), replaced_by=hostile)
    for page in (
        item_pages.entry_page(entry, catalogue),
        item_pages.edition_page(corrected.earlier[0], entry, catalogue),
    ):
        tree = parsed(page)
        assert not list(tree.iter("script"))
        assert HOSTILE in tree.text_content()


def test_a_difference_too_long_to_read_leads_to_both_sources(corrected: Entry, catalogue: Catalogue) -> None:
    second, first = corrected.earlier
    for edition, sources in (
        (first, ["00006-r1.md", "00006-r2.md"]),
        (second, ["00006-r2.md", "00006/index.md"]),
    ):
        long = with_more(edition, "长" * MOST_CHARACTERS)
        tree = parsed(item_pages.edition_page(long, corrected, catalogue))
        assert tree.xpath("//section[@aria-labelledby='difference']//a/@href") == sources
        assert not tree.find_class("gk-diff")


def test_a_correction_after_one_that_was_never_shown_leads_to_what_was(
    corrected: Entry, catalogue: Catalogue
) -> None:
    entry = replace(corrected, earlier=corrected.earlier[1:])
    tree = parsed(item_pages.entry_page(entry, catalogue))
    links = tree.xpath("//section[@aria-labelledby='changes']//li//a/@href")
    assert links == ["00006-r1.html", "00006-r1.html"]
    none = parsed(item_pages.entry_page(replace(corrected, earlier=()), catalogue))
    assert not none.xpath("//section[@aria-labelledby='changes']//a")
    assert len(none.xpath("//section[@aria-labelledby='changes']//li")) == 2


def test_the_same_edition_gives_the_same_page(corrected: Entry, catalogue: Catalogue) -> None:
    for edition in corrected.earlier:
        first, second = (item_pages.edition_page(edition, corrected, catalogue) for _ in range(2))
        assert first == second


def facts(entry: Entry, catalogue: Catalogue) -> dict[str, str]:
    """The rows of the table at the head of an item's page that have one value."""
    tree = parsed(item_pages.entry_page(entry, catalogue))
    rows = tree.xpath("//table[@class='gk-facts']//tr[count(th)=1]")
    return {row.findtext("th"): row.find("td").text_content() for row in rows}


def test_why_an_interpretation_came_later_stands_on_its_page(corrected: Entry, catalogue: Catalogue) -> None:
    assert "解读晚于文件" not in facts(corrected, catalogue)
    later = replace(corrected, item=replace(corrected.item, interprets_later="图解须核对数据"))
    assert facts(later, catalogue)["解读晚于文件"] == "图解须核对数据"


def test_why_a_document_needs_none_stands_there_until_there_is_one(
    corrected: Entry, catalogue: Catalogue
) -> None:
    assert "不另解读" not in facts(corrected, catalogue)
    none = replace(corrected, item=replace(corrected.item, no_interpretation="只废止旧文件"))
    assert facts(none, catalogue)["不另解读"] == "只废止旧文件"
    explained = facts(replace(none, interpreted_by=(corrected.item,)), catalogue)
    assert "不另解读" not in explained
    assert explained["本文解读"] == corrected.item.title
