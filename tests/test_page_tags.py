"""Page tags, dates and foot as an inspection reads them (国办发〔2017〕47号, annex): on every page, of every kind."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import get_type_hints

import pytest
from lxml import html

import site_repo
from gongkai.artefacts.head import Head, column_head, item_head, latest
from gongkai.model import CHINA, Catalogue, Entry, Site, When
from signed_repo import SignedRepo
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)

Tags = Mapping[str, str]
OF_ALL = {"SiteName": "测试统计局网站", "SiteDomain": "www.tjj.test", "SiteIDCode": "0000000000"}
OF_COLUMNS = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
OF_ITEMS = {"ArticleTitle", "ContentSource", "Keywords", "Author", "Description", "Url"}
ALL = {*OF_ALL, *OF_COLUMNS, *OF_ITEMS, "PubDate"}
EXPECTED: Mapping[str, Tags] = {
    "guide.html": {
        "ColumnName": "政府信息公开指南",
        "ColumnDescription": "政府信息公开指南的说明。",
        "ColumnKeywords": "政府信息公开指南,测试统计局",
        "ColumnType": "信息公开目录",
        "PubDate": "2026-03-20 09:00",
    },
    "index.html": {"ColumnType": "信息公开目录", "PubDate": "2026-04-07 09:00"},
    "catalogue.html": {"ColumnName": "法定主动公开内容", "PubDate": "2026-04-07 09:00"},
    "catalogue/all-2.html": {"ColumnName": "全部信息", "PubDate": "2026-04-07 09:00"},
    "catalogue/fagui-wenjian.html": {
        "ColumnName": "法规文件",
        "ColumnType": "政策文件",
        "PubDate": "2026-03-20 09:00",
    },
    "catalogue/tongji-xinxi.html": {"ColumnType": "数据发布"},
    "catalogue/jigou-zhineng.html": {"ColumnType": "机构职能", "PubDate": "2026-01-01"},
    "catalogue/mishuke.html": {"ColumnType": "信息公开目录"},
    "items/2026/00002.html": {
        "ArticleTitle": "各项都填的信息",
        "ColumnName": "法规文件",
        "ColumnType": "政策文件",
        "ContentSource": "本局网站",
        "Author": "秘书科",
        "Keywords": "统计公报,国民经济",
        "Description": "2026年1至2月全市主要经济指标的完成情况。",
        "Url": "https://tjj.example/zwgk/items/2026/00002.html",
        "PubDate": "2026-03-20 09:00",
    },
    "items/2026/00003.html": {"ArticleTitle": HOSTILE, "Description": HOSTILE},
    "items/2026/00006.html": {"PubDate": "2026-03-20 09:00"},
    "items/2026/00006-r2.html": {
        "ArticleTitle": "更正过的信息（第2版）",
        "Url": "https://tjj.example/zwgk/items/2026/00006-r2.html",
        "PubDate": "2026-03-20 09:00",
    },
    "items/2026/00007.html": {"ArticleTitle": "【废止】后来废止的信息", "ContentSource": "测试统计局"},
    "items/2026/00010.html": {"ColumnType": "政策解读", "PubDate": "2026-04-07 09:00"},
}


def tags_of(page: Path) -> dict[str, str]:
    """Our tags on a page, each of which may stand there once only; names exactly as written."""
    found = [
        (each.get("name"), each.get("content"))
        for each in html.document_fromstring(page.read_bytes()).xpath("//head/meta[@name]")
        if each.get("name") in ALL
    ]
    assert len(dict(found)) == len(found), page
    return dict(found)


@pytest.fixture(scope="module")
def tags(site: Path) -> dict[str, dict[str, str]]:
    """By address, the tags of every page."""
    return {path.relative_to(site).as_posix(): tags_of(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_names_its_site_and_a_date(tags: dict[str, dict[str, str]]) -> None:
    assert len(tags) > 100
    for page, found in tags.items():
        assert found.items() >= OF_ALL.items(), page
        assert re.fullmatch(r"20\d\d-\d\d-\d\d( \d\d:\d\d)?", found["PubDate"]), page


def test_every_page_is_a_column_or_an_article_and_has_all_tags_of_its_kind(
    tags: dict[str, dict[str, str]],
) -> None:
    for page, found in tags.items():
        own = {"ColumnName", "ColumnType", *OF_ITEMS} if page.startswith("items/") else OF_COLUMNS
        assert found.keys() == {*OF_ALL, *own, "PubDate"}, page
        assert all(text.strip() for text in found.values()), page


@pytest.mark.parametrize("page", EXPECTED)
def test_a_page_of_each_kind_says(tags: dict[str, dict[str, str]], page: str) -> None:
    assert tags[page] == tags[page] | dict(EXPECTED[page])


def test_every_page_shows_the_date_of_its_tag(site: Path, tags: dict[str, dict[str, str]]) -> None:
    for page, found in tags.items():
        (shown,) = html.document_fromstring((site / page).read_bytes()).find_class("gk-dated")
        moment = shown.find("time").get("datetime")
        assert found["PubDate"] in (moment, f"{moment[:10]} {moment[11:16]}"), page
        year, month, day = (int(part) for part in moment[:10].split("-"))
        name = "发布日期" if page.startswith("items/") else "更新日期"
        assert shown.text_content().startswith(f"{name}：{year}年{month}月{day}日"), page


def test_the_date_of_an_item_is_gits(column: SignedRepo, tags: dict[str, dict[str, str]]) -> None:
    command = [
        "git",
        "log",
        "--first-parent",
        "--reverse",
        "--format=%cI",
        "main",
        "--",
        "content/items/2026/00100.md",
    ]
    done = subprocess.run(command, cwd=column.root, capture_output=True, text=True, check=True)
    landed = datetime.fromisoformat(done.stdout.split()[0]).astimezone(CHINA)
    assert tags["items/2026/00100.html"]["PubDate"] == f"{landed:%Y-%m-%d %H:%M}"


def test_every_page_has_the_foot_that_an_inspection_looks_for(site: Path) -> None:
    for path in site.rglob("*.html"):
        (foot,) = html.document_fromstring(path.read_bytes()).xpath("//footer")
        told = [" ".join(each.text_content().split()) for each in foot.iter("li")]
        assert told[:7] == [
            "主办单位：测试统计局",
            "联系方式：029-33210000",
            "网站标识码：0000000000",
            "ICP备案：测ICP备00000000号-1",
            "公安备案：测公网安备00000000000000号",
            "党政机关标识",
            "我为政府网站找错",
        ]
        assert "网站地图" in told
        assert "示例" in foot.text_content()


class TestDates:
    """A page without a date counts as not updated: there is no such page."""

    def test_a_head_needs_a_site_and_a_date(self) -> None:
        hints = get_type_hints(Head)
        assert (hints["site"], hints["when"]) == (Site, When)
        assert get_type_hints(When)["day"] is date
        assert get_type_hints(Entry)["published_when"] is When
        given = {each.name for each in fields(Head) if each.default is each.default_factory is MISSING}
        assert given >= {"site", "when", "tags"}, "not by default"
        with pytest.raises(TypeError, match="when"):
            Head("题", "说明", None, tags={})  # type: ignore[call-arg, arg-type]

    def test_of_what_has_not_landed_no_time_is_made_up(self, catalogue: Catalogue) -> None:
        entry = replace(catalogue.entries[0], published_when=When(date(2026, 4, 8)))
        head = item_head(entry, catalogue)
        assert 'name="PubDate" content="2026-04-08"' in head.html()
        assert (
            head.dated()
            == '<p class="gk-dated">发布日期：<time datetime="2026-04-08">2026年4月8日</time></p>'
        )

    def test_times_are_chinas(self) -> None:
        when = When.landed(datetime.fromisoformat("2026-12-31T16:05:00+00:00"))
        assert (str(when), when.day) == ("2027-01-01 00:05", date(2027, 1, 1))

    def test_of_one_day_what_has_not_landed_is_the_latest(self, catalogue: Catalogue) -> None:
        morning, evening = (datetime.fromisoformat(f"2026-05-01T{hour}:00:00+08:00") for hour in ("08", "20"))
        whens = [When(date(2026, 5, 1)), When.landed(evening), When.landed(morning), When(date(2026, 4, 30))]
        first = catalogue.entries[0]
        for some, expected in ((whens, 0), (whens[1:], 1), (whens[2:], 2), (whens[3:], 3)):
            entries = [replace(first, updated_when=when) for when in reversed(some)]
            assert latest(entries, catalogue.policy) == whens[expected]
        assert latest([], catalogue.policy) == When(catalogue.policy.starts_on)


def test_hostile_words_stay_in_their_tag(catalogue: Catalogue) -> None:
    hostile = "\"><script>alert(1)</script>&amp;'"
    site = replace(catalogue.policy.site, name=hostile)
    entry = catalogue.entries[0]
    item = replace(entry.item, title=hostile, keywords=(hostile,))
    head = item_head(
        replace(entry, item=item), replace(catalogue, policy=replace(catalogue.policy, site=site))
    )
    tree = html.fragment_fromstring(head.html(), create_parent="div")
    assert {each.tag for each in tree} == {"meta"}
    told = {each.get("name"): each.get("content") for each in tree}
    assert (told["SiteName"], told["ArticleTitle"], told["Keywords"]) == (hostile, hostile, hostile)


@pytest.fixture(scope="module")
def changed(built_few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A column whose pages landed at other times, or not at all, of a site without the two addresses; built."""
    root = tmp_path_factory.mktemp("changed") / "r"
    shutil.copytree(built_few, root, symlinks=True)
    repo = SignedRepo(root, fresh=False)
    page = "---\ntitle: 公开指南\ndescription: 说明。\nkeywords: [甲, 乙]\ncolumn_type: 信息公开指南\n---\n\n内容。\n"
    for at, name, text in (
        ("2026-05-01T08:30:00+08:00", "guide", page),
        ("2026-05-02T08:30:00+08:00", "system", page),
        ("2026-05-03T08:30:00+08:00", "system", page.replace("内容", "别的")),
        ("2026-05-04T08:30:00+08:00", "system", page),
    ):
        repo.put(f"content/{name}.md", text)
        repo.commit("Change", at=at)
    repo.put("content/request.md", page)
    policy = (repo.root / "policy/policy.yml").read_text(encoding="utf-8")
    repo.put("policy/policy.yml", re.sub(r"  (party_mark|report): .*\n", "", policy))
    return site_repo.build(repo.root)


@pytest.mark.parametrize(
    ("page", "expected"),
    [("guide", r"2026-05-01 08:30"), ("system", r"2026-05-04 08:30"), ("annual", "2026-03-20 09:00"), ("request", r"20..-..-..")],
)  # fmt: skip
def test_a_column_page_is_dated_by_its_last_landing(changed: Path, page: str, expected: str) -> None:
    assert re.fullmatch(expected, tags_of(changed / f"{page}.html")["PubDate"])


def test_a_column_page_says_what_it_is(changed: Path) -> None:
    found = tags_of(changed / "guide.html")
    assert found["ColumnType"] == "信息公开指南"
    assert found["ColumnKeywords"] == "公开指南,甲,乙,测试统计局"


def test_an_address_that_was_not_given_out_is_not_shown(changed: Path) -> None:
    text = (changed / "index.html").read_text(encoding="utf-8")
    assert "主办单位" in text
    assert "找错" not in text
    assert "党政机关标识" not in text


def test_what_explains_another_is_linked_both_ways(site: Path) -> None:
    for page, name, other, title in (
        ("00010", "解读的文件", "00011.html", "逾期公开的信息"),
        ("00011", "本文解读", "00010.html", "替代旧信息的信息"),
    ):
        tree = html.document_fromstring((site / f"items/2026/{page}.html").read_bytes())
        (link,) = tree.xpath("//th[.=$name]/following-sibling::td/a", name=name)
        assert (link.get("href"), link.text_content()) == (other, title)


@pytest.mark.parametrize("kind", ["column_head", "Head"])
def test_nobody_makes_a_head_without_a_date(kind: str) -> None:
    with pytest.raises(TypeError):
        {"column_head": column_head, "Head": Head}[kind]("题", "说明")  # type: ignore[operator]
