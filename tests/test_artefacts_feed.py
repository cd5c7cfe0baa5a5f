"""feed.xml: an Atom feed that a reader takes, whose entries keep their identity for good."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from gongkai.artefacts.feed import NEWEST, as_atom
from gongkai.model import Catalogue, Entry
from signed_repo import FIELDS
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)

ATOM = "{http://www.w3.org/2005/Atom}"


def read(text: str) -> Any:
    """What a feed reader makes of it."""
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    return parsed


def test_a_reader_takes_it_and_finds_what_changed_last_first(catalogue: Catalogue) -> None:
    parsed = read(as_atom(catalogue))
    assert parsed.feed.title == "测试统计局政府信息公开"
    assert parsed.feed.updated == "2026-04-07T00:00:00+08:00"
    days = [each.updated for each in parsed.entries]
    assert len(days) == NEWEST
    assert days == sorted(days, reverse=True)


def test_every_link_of_it_leads_to_a_file_of_the_site(site: Path) -> None:
    parsed = read((site / "feed.xml").read_text(encoding="utf-8"))
    links = [link.href for each in (parsed.feed, *parsed.entries) for link in each.links]
    assert len(links) == 2 + 2 * len(parsed.entries)
    assert not [link for link in links if not (site / link).is_file()]


def test_identifiers_are_permanent_and_no_two_are_alike(catalogue: Catalogue) -> None:
    parsed = read(as_atom(catalogue))
    assert parsed.feed.id == "tag:tjj.example,2026-01-01:catalogue"
    identifiers = [each.id for each in parsed.entries]
    assert len(set(identifiers)) == len(identifiers)
    assert identifiers[0] == "tag:tjj.example,2026-01-01:2026-00010"


def test_corrections_and_withdrawals_come_up_again_under_the_same_identity(catalogue: Catalogue) -> None:
    news = {each.id[-5:]: each for each in read(as_atom(catalogue)).entries[:5]}
    assert {number: (each.title, each.summary.partition("\n")[0]) for number, each in news.items()} == {
        "00010": ("替代旧信息的信息", FIELDS["summary"]),
        "00009": ("【被替代】后来被替代的信息", "被替代：口径调整"),
        "00008": ("【依法撤回】后来依法撤回的信息", "依法撤回：误公开了个人信息"),
        "00007": ("【废止】后来废止的信息", "废止：依据的文件已经废止"),
        "00006": ("【更新】更正、更新过的信息", "更新：补充全年数字"),
    }
    for number, each in news.items():
        first = "2026-04-07" if number == "00010" else "2026-03-20"
        assert (each.published[:10], each.updated[:10]) == (first, "2026-04-07")
        assert each.summary.endswith(FIELDS["summary"])


def _as(entry: Entry, title: str) -> Entry:
    return replace(entry, item=replace(entry.item, title=title))


def test_a_change_of_title_or_company_changes_no_identifier(catalogue: Catalogue) -> None:
    few = catalogue.entries[:3]
    before = {each.id for each in read(as_atom(replace(catalogue, entries=few))).entries}
    renamed = tuple(_as(entry, "改名") for entry in few[1:])
    after = {each.id for each in read(as_atom(replace(catalogue, entries=renamed))).entries}
    assert after < before


@pytest.mark.parametrize("title", [HOSTILE, "<b>&lt;", "]]>", "\"'&amp;"])
def test_a_title_is_text_to_the_letter(catalogue: Catalogue, title: str) -> None:
    entries = (_as(catalogue.entries[0], title),)
    root = ET.fromstring(as_atom(replace(catalogue, entries=entries)))  # noqa: S314 - our own text
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == title


def test_an_empty_catalogue_has_a_feed_dated_by_its_first_day(catalogue: Catalogue) -> None:
    parsed = read(as_atom(replace(catalogue, entries=())))
    assert parsed.entries == []
    assert parsed.feed.updated == "2026-01-01T00:00:00+08:00"


def test_the_same_catalogue_gives_the_same_feed(catalogue: Catalogue) -> None:
    assert as_atom(catalogue) == as_atom(replace(catalogue, entries=tuple(catalogue.entries)))
