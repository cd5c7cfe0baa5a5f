"""The feeds, in both forms: readers take them, and entries keep their identity for good."""

from __future__ import annotations

import json
import posixpath
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from gongkai.artefacts.feed import NEWEST, Feed, as_atom, as_files, as_json, feeds
from gongkai.model import Catalogue, Entry
from signed_repo import FIELDS
from site_repo import ATTACHMENT, HOSTILE, ROOT, need

pytest_plugins = ("site_fixtures",)

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "https://tjj.example/zwgk/"
PARTS = {
    "feeds/jigou-zhineng", "feeds/fagui-wenjian", "feeds/tongji-xinxi", "feeds/gongzuo-dongtai",
    "feeds/qita-xinxi", "feeds/mishuke", "feeds/zonghe-tongjike", "feeds/zhifa-jianduke",
    "feeds/diaocha-zhongxin",
}  # fmt: skip
READ_ALL = """
const {parseJsonFeed} = require("feedsmith");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map(each => parseJsonFeed(each))));
"""


def read(text: str) -> Any:
    """What a feed reader makes of Atom."""
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    return parsed


def read_json(texts: list[str]) -> list[dict[str, Any]]:
    """What feedsmith makes of JSON Feeds: what it does not know, or is of another type, it drops."""
    npm = ROOT / "tests/npm"
    need("feedsmith", shutil.which("node") and (npm / "node_modules/feedsmith").is_dir())
    done = subprocess.run(
        ["node", "-e", READ_ALL], cwd=npm, input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    parsed: list[dict[str, Any]] = json.loads(done.stdout)
    return parsed


def main(catalogue: Catalogue) -> str:
    """The feed of the whole."""
    return as_atom(feeds(catalogue)[0], catalogue.policy)


def named(catalogue: Catalogue, name: str) -> Feed:
    """One of the feeds."""
    return next(feed for feed in feeds(catalogue) if feed.name == name)


def test_a_reader_takes_it_and_finds_what_changed_last_first(catalogue: Catalogue) -> None:
    parsed = read(main(catalogue))
    assert parsed.feed.title == "测试统计局政府信息公开"
    assert parsed.feed.updated == "2026-04-07T00:00:00+08:00"
    days = [each.updated for each in parsed.entries]
    assert len(days) == NEWEST
    assert days == sorted(days, reverse=True)


def test_there_is_one_of_each_category_and_department_beside_that_of_the_whole(site: Path) -> None:
    for ending in (".xml", ".json"):
        found = {f"feeds/{path.stem}" for path in (site / "feeds").glob(f"*{ending}")}
        assert found == PARTS
        assert (site / f"feed{ending}").is_file()


def test_every_link_of_every_one_leads_to_a_file_of_the_site(site: Path) -> None:
    for name in ("feed", *PARTS):
        parsed = read((site / f"{name}.xml").read_text(encoding="utf-8"))
        links = [link.href for each in (parsed.feed, *parsed.entries) for link in each.links]
        assert len(links) == 2 + 2 * len(parsed.entries)
        own = posixpath.dirname(name)
        assert not [link for link in links if not (site / own / link).is_file()]
        assert (site / own / parsed.feed.links[0].href) == site / f"{name}.xml"


def test_a_part_holds_what_belongs_to_it_and_no_less(catalogue: Catalogue) -> None:
    every = feeds(catalogue)[1:]
    for feed, choice in zip(every, (*catalogue.categories, *catalogue.departments), strict=True):
        assert feed.title == f"测试统计局政府信息公开：{choice.name}"
        items = [entry.item for entry in catalogue.entries]
        belong = {each.index for each in items if choice.name in (each.category, each.department)}
        held = {entry.item.index for entry in feed.entries}
        assert len(held) == min(len(belong), NEWEST)
        assert held <= belong


def test_identifiers_are_permanent_and_no_two_are_alike(catalogue: Catalogue) -> None:
    parsed = read(main(catalogue))
    assert parsed.feed.id == "tag:tjj.example,2026-01-01:catalogue"
    identifiers = [each.id for each in parsed.entries]
    assert len(set(identifiers)) == len(identifiers)
    assert identifiers[0] == "tag:tjj.example,2026-01-01:2026-00010"
    own = [read(as_atom(feed, catalogue.policy)).feed.id for feed in feeds(catalogue)]
    assert len(set(own)) == len(own) == 1 + len(PARTS)


@pytest.mark.parametrize("name", ["feed", "feeds/tongji-xinxi", "feeds/zonghe-tongjike"])
def test_corrections_and_withdrawals_come_up_again_under_the_same_identity(
    catalogue: Catalogue, name: str
) -> None:
    parsed = read(as_atom(named(catalogue, name), catalogue.policy))
    news = {each.id[-5:]: each for each in parsed.entries[:5]}
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


def test_the_json_feeds_say_what_atom_says_and_a_reader_takes_all_of_it(catalogue: Catalogue) -> None:
    every = feeds(catalogue)
    texts = [as_json(feed, catalogue.policy) for feed in every]
    for feed, text, taken in zip(every, texts, read_json(texts), strict=True):
        written = json.loads(text)
        assert written.pop("version") == "https://jsonfeed.org/version/1.1"
        assert without_empty(written) == without_empty(taken)
        atom = read(as_atom(feed, catalogue.policy))
        assert written["title"] == atom.feed.title
        said = [(each.id, each.title, each.updated, each.published, each.summary) for each in atom.entries]
        assert said == [
            tuple(each[key] for key in ("id", "title", "date_modified", "date_published", "content_text"))
            for each in written["items"]
        ]


def without_empty(feed: Mapping[str, Any]) -> dict[str, Any]:
    """Feedsmith leaves an empty list of items out; the format has it."""
    return {key: value for key, value in feed.items() if value != []}


def test_addresses_in_json_feeds_are_whole_and_lead_to_files_of_the_site(site: Path) -> None:
    for name in ("feed", *PARTS):
        feed = json.loads((site / f"{name}.json").read_text(encoding="utf-8"))
        items = feed["items"]
        files = [file["url"] for item in items for file in item.get("attachments", ())]
        for url in (feed["feed_url"], feed["home_page_url"], *(item["url"] for item in items)):
            assert (site / url.removeprefix(ADDRESS)).is_file()
        assert all(url.startswith(f"{ADDRESS}items/") and url.isascii() for url in files)


def test_attachments_are_told_with_kind_and_size(catalogue: Catalogue) -> None:
    (entry,) = [entry for entry in catalogue.entries if entry.item.index == "2026-00001"]
    feed = replace(feeds(catalogue)[0], entries=(entry,))
    table, chart = json.loads(as_json(feed, catalogue.policy))["items"][0]["attachments"]
    assert (table["title"], table["mime_type"]) == (f"《{Path(ATTACHMENT).stem}》", "text/csv")
    assert (chart["mime_type"], chart["size_in_bytes"]) == ("image/png", 67)


def _as(entry: Entry, title: str) -> Entry:
    return replace(entry, item=replace(entry.item, title=title))


def test_a_change_of_title_or_company_changes_no_identifier(catalogue: Catalogue) -> None:
    few = catalogue.entries[:3]
    before = {each.id for each in read(main(replace(catalogue, entries=few))).entries}
    renamed = tuple(_as(entry, "改名") for entry in few[1:])
    after = {each.id for each in read(main(replace(catalogue, entries=renamed))).entries}
    assert after < before


@pytest.mark.parametrize("title", [HOSTILE, "<b>&lt;", "]]>", "\"'&amp;"])
def test_a_title_is_text_to_the_letter(catalogue: Catalogue, title: str) -> None:
    one = replace(catalogue, entries=(_as(catalogue.entries[0], title),))
    root = ET.fromstring(main(one))  # noqa: S314 - our own text
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == title
    assert json.loads(as_json(feeds(one)[0], one.policy))["items"][0]["title"] == title


def test_an_empty_catalogue_has_feeds_dated_by_its_first_day(catalogue: Catalogue) -> None:
    for feed in feeds(replace(catalogue, entries=())):
        parsed = read(as_atom(feed, catalogue.policy))
        assert parsed.entries == []
        assert parsed.feed.updated == "2026-01-01T00:00:00+08:00"
        assert json.loads(as_json(feed, catalogue.policy))["items"] == []


def test_the_same_catalogue_gives_the_same_feeds(catalogue: Catalogue) -> None:
    other = replace(catalogue, entries=tuple(reversed(catalogue.entries)))
    assert dict(as_files(catalogue)) == dict(as_files(other))


def test_a_list_page_names_its_own_feeds_in_its_head(site: Path) -> None:
    head = (site / "catalogue/mishuke.html").read_text(encoding="utf-8").partition("</head>")[0]
    for kind, address in (("application/atom+xml", "mishuke.xml"), ("application/feed+json", "mishuke.json")):
        assert f'type="{kind}" title="测试统计局政府信息公开：秘书科' in head
        assert f'href="../feeds/{address}"' in head
    assert head.count('rel="alternate"') == 5
