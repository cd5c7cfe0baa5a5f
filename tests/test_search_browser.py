"""Searching in a real browser: what stands in a text is found by every piece of it, and nothing else is."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page

import search_site
import site_server
from documents import docx, pdf
from gongkai.artefacts import fulltext
from gongkai.artefacts.segments import stream, words
from gongkai.layout import folder
from gongkai.model import Attachment, Catalogue, Entry, Withdrawal
from site_browser import Window, opened, visited, window
from site_repo import need

pytest_plugins = ("site_fixtures",)

YEARS = (2024, 2025, 2026)
LAWS = 330
GONE = "不该公开的内容万万不可"
HTML = "<img src=x onerror=alert(1)>"


@dataclass(frozen=True)
class Column:
    """What is searched, where it is served, and which result is which item."""

    catalogue: Catalogue
    top: str
    addresses: Mapping[str, str]

    def streams(self) -> Iterator[tuple[str, list[str]]]:
        """By address, what must be found of an entry."""
        for entry in self.catalogue.entries:
            document = fulltext.document(entry, {})
            given = (
                document.head["title"],
                f"{document.about}\n{document.numbers}",
                *(text for _, text in document.pieces),
            )
            yield document.head["address"], [stream(each) for each in given]


@pytest.fixture(scope="module")
def served(catalogue: Catalogue, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Column]:
    need("the corpus", search_site.CORPUS.exists())
    root = tmp_path_factory.mktemp("search")
    of = search_site.catalogue(catalogue, LAWS, YEARS, cut=4_000)
    like, last = catalogue.entries[0], date(2026, 12, 31)
    special = (
        search_site.entry(
            like, "2026-00900", last, title="附有文件的信息", body="见附件。", number=None, attachments=_attach(root)
        ),
        _ended(search_site.entry(like, "2024-00901", last, title="废止的公报", body="红杉雪豹的旧口径。"), "废止"),
        _ended(search_site.entry(like, "2024-00902", last, title="撤回的公报", body=""), "依法撤回"),
        search_site.entry(like, "2024-00904", last, title="反复说的公报", body=f"{'云豹出没。' * 400}只有一处银杏林。"),
        search_site.entry(like, "2026-00903", last, title=f"尖括号 {HTML}", body=r"尖括号 \<b>粗体\</b> &amp; 甲骨文。"),
    )  # fmt: skip
    of = replace(of, entries=(*special, *of.entries))
    made = search_site.publish(root, of, site)
    addresses = {
        path.name.removesuffix("-0.pf_part"): json.loads(gzip.decompress(path.read_bytes()))["address"]
        for path in made.glob("search/*/passage/*-0.pf_part")
    }
    assert len(addresses) == len(of.entries)
    with site_server.served(made) as top:
        yield Column(of, top, addresses)


def _attach(root: Path) -> tuple[Attachment, ...]:
    book = Workbook()
    book.create_sheet("表").append(["长颈鹿存栏数"])
    book.create_sheet("隐藏").sheet_state = "hidden"
    book["隐藏"].append(["犀牛存栏数"])
    data = io.BytesIO()
    book.save(data)
    files = {
        "a.docx": docx("食蚁兽和", "穿山甲"), "b.xlsx": data.getvalue(), "c.pdf": pdf("Platypus report 2026"),
        "d.csv": "名称,数值\r\n树袋熊,1\r\n".encode("gb18030"),
    }  # fmt: skip
    place = root / folder("2026-00900")
    place.mkdir(parents=True)
    for name, content in files.items():
        (place / name).write_bytes(content)
    return tuple(
        Attachment(name, f"《{name[0]}表》", hashlib.sha256(content).hexdigest())
        for name, content in files.items()
    )


def _ended(entry: Entry, kind: str) -> Entry:
    return replace(entry, item=replace(entry.item, withdrawn=Withdrawal(date(2026, 4, 5), kind, "理由")))


@pytest.fixture(scope="module")
def searching(chromium: Browser, served: Column) -> Iterator[Window]:
    with window(chromium, served.top) as opened:
        yield opened


@pytest.fixture
def page(searching: Window, served: Column) -> Iterator[Page]:
    """The search page; a message in the console, or a request elsewhere, fails the test."""
    with visited(searching, f"{served.top}search.html") as page:
        yield page


def ask(page: Page, queries: Sequence[str], labels: Sequence[Sequence[str]] = (), sort: str = "") -> Any:
    """The page's own answers: of each query its phrases and the names of what is found."""
    return page.evaluate(
        """async ([queries, labels, sort]) => {
            const search = window.gongkaiSearch, answers = [];
            for (const query of queries) {
                const phrases = search.terms(query);
                const found = await search.find(phrases, labels.map(each => search.label(...each)), sort);
                answers.push([phrases.map(each => each.join("")), found.map(each => each.id)]);
            }
            return answers;
        }""",
        [list(queries), [list(each) for each in labels], sort],
    )


def found(page: Page, column: Column, query: str, *labels: Sequence[str], sort: str = "") -> list[str]:
    """The addresses of what is found."""
    [[_, names]] = ask(page, [query], labels, sort)
    return [column.addresses[name] for name in names]


def test_200_pieces_of_two_to_eight_characters_find_their_items_and_all_that_have_them(
    page: Page, served: Column
) -> None:
    chance = random.Random(4)
    bodies = [(fulltext.document(each, {}), each) for each in served.catalogue.entries[4:]]
    wanted: list[tuple[str, str]] = []
    while len(wanted) < 200:
        document, _ = chance.choice(bodies)
        text = document.pieces[0][1]
        start, length = chance.randrange(len(text)), chance.randint(2, 8)
        piece = text[start : start + length]
        if "\n" not in piece and sum(map(str.isalnum, piece)) > 1:
            wanted.append((piece, document.head["address"]))
    streams = dict(served.streams())
    for (piece, address), (phrases, names) in zip(
        wanted, ask(page, [each for each, _ in wanted]), strict=True
    ):
        answers = {served.addresses[name] for name in names}
        assert address in answers, piece
        assert answers == {
            other
            for other, given in streams.items()
            if all(any(phrase in each for each in given) for phrase in phrases)
        }, piece


def test_50_nonsense_strings_find_nothing(page: Page, served: Column) -> None:
    chance = random.Random(5)
    known = "".join(text for _, given in served.streams() for text in given)
    characters = sorted({each for each in known if "一" <= each <= "鿿"})
    nonsense: list[str] = []
    while len(nonsense) < 50:
        piece = "".join(chance.choices(characters, k=chance.randint(2, 8)))
        if piece not in known:
            nonsense.append(piece)
    assert [names for _, names in ask(page, nonsense)] == [[]] * 50


def test_the_browser_cuts_text_as_python_does(page: Page) -> None:
    chance = random.Random(6)
    alphabet = (
        string.printable
        + "总　则第〇一条，。；：“”〔〕（）【】ＡＢａｂ１２㎡①½ﬁⅣ№℃‰％…—–·•々〆ヶがカﾊﾟ한국éÉİıßẞΣσς𠀀𠮟\ue000"
        "\u200b\ufeff\u00ad\u00a0\u2028\u0301😀🇨🇳﷽㍿㏑№"
    )
    texts = ["".join(chance.choices(alphabet, k=chance.randint(0, 40))) for _ in range(500)]
    texts += [chr(code) for code in range(0x20, 0x3400) if unicodedata.category(chr(code)) != "Cn"]
    given = page.evaluate(
        """texts => texts.map(text => {
            const { characters } = window.gongkaiSearch.stream(text);
            return [characters.join(""), window.gongkaiSearch.pairs(characters)];
        })""",
        texts,
    )
    for text, (cut, pairs) in zip(texts, given, strict=True):
        assert cut == stream(text), ascii(text)
        assert pairs == words(text), ascii(text)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("2026-00012", "items/2026/00012.html"),
        ("00000000-0/2026-00012", "items/2026/00012.html"),
        ("咸统发〔2026〕12号", "items/2026/00012.html"),
        ("咸统发[2026]12号", "items/2026/00012.html"),
        ("咸统发（２０２６）１２号", "items/2026/00012.html"),
        ("长颈鹿", "items/2026/00900.html"),
        ("犀牛存栏", "items/2026/00900.html"),
        ("食蚁兽和穿山甲", "items/2026/00900.html"),
        ("platypus REPORT", "items/2026/00900.html"),
        ("latyp", "items/2026/00900.html"),
        ("树袋熊", "items/2026/00900.html"),
        ("《c表》", "items/2026/00900.html"),
        ("红杉雪豹", "items/2024/00901.html"),
        ("撤回的公报", "items/2024/00902.html"),
        ("甲骨文 粗体", "items/2026/00903.html"),
    ],
)
def test_numbers_attachments_and_what_has_ended_are_found(
    page: Page, served: Column, query: str, first: str
) -> None:
    assert found(page, served, query)[0] == first


def test_title_first_then_the_newest_and_by_date_across_bundles(page: Page, served: Column) -> None:
    entries = {fulltext.document(each, {}).head["address"]: each for each in served.catalogue.entries}
    for query in ("统计", "统计 资料"):
        dated = [entries[each].published for each in found(page, served, query, sort="date")]
        assert len({each.year for each in dated}) == 3
        assert dated == sorted(dated, reverse=True)
        assert sorted(dated) == sorted(entries[each].published for each in found(page, served, query))
    titled = ["统计" in entries[each].item.title for each in found(page, served, "统计")]
    assert True in titled
    assert titled == sorted(titled, reverse=True)


def test_filters_hold_in_every_bundle(page: Page, served: Column) -> None:
    every = {fulltext.document(each, {}).head["address"]: each for each in served.catalogue.entries}
    everywhere = found(page, served, "国务院")
    labels: dict[str, Any] = {
        "year": lambda each: str(each.published.year),
        "category": lambda each: each.item.category,
        "department": lambda each: each.item.department,
        "validity": lambda each: each.item.withdrawn.kind if each.item.withdrawn else "有效",
    }
    for kind, value in labels.items():
        for name in {value(each) for each in every.values()}:
            expected = [each for each in everywhere if value(every[each]) == name]
            assert found(page, served, "国务院", (kind, name)) == expected, name
    one = every[everywhere[0]]
    both = (("year", str(one.published.year)), ("department", one.item.department))
    assert everywhere[0] in found(page, served, "国务院", *both)


def test_a_result_shows_the_passage_as_it_is_written(page: Page) -> None:
    page.fill("#q", "２０２６-00012")
    page.keyboard.press("Enter")
    result = page.locator("#results li").first
    result.wait_for()
    assert "2026-00012" in result.locator(".gk-results-facts mark").all_inner_texts()
    page.fill("#q", "尖括号")
    page.keyboard.press("Enter")
    page.get_by_text("找到 1 条").wait_for()
    assert page.locator("#results h2").inner_text() == f"尖括号 {HTML}"
    assert page.locator("#results mark").all_inner_texts() == ["尖括号"] * 2
    assert page.locator("#results p").last.inner_text() == "尖括号 <b>粗体</b> & 甲骨文。"
    page.fill("#q", "甲骨文 粗体")
    page.keyboard.press("Enter")
    page.get_by_text("甲骨文").wait_for()
    assert page.locator("#results p").last.inner_text() == "尖括号 <b>粗体</b> & 甲骨文。"
    assert page.locator("#results mark").all_inner_texts() == ["粗体", "甲骨文"]
    assert page.locator("#results img").count() == 0


def test_passages_are_short_however_often_and_each_phrase_has_one(page: Page) -> None:
    page.fill("#q", "云豹 银杏林")
    page.keyboard.press("Enter")
    page.get_by_text("找到 1 条").wait_for()
    shown = page.locator("#results p:not(.gk-results-facts)").all_inner_texts()
    assert sum(map(len, shown)) < 400
    assert {"云豹", "银杏林"} == set(page.locator("#results mark").all_inner_texts())


def test_searches_have_an_address_and_back_works(page: Page, served: Column) -> None:
    page.fill("#q", "统计")
    page.select_option("select[name=year]", "2025")
    page.get_by_text(re.compile(r"找到 \d+ 条")).wait_for()
    assert page.url == f"{served.top}search.html?q=%E7%BB%9F%E8%AE%A1&year=2025"
    counted = page.locator("#state").inner_text()
    page.fill("#q", "犀牛")
    page.keyboard.press("Enter")
    page.get_by_text("找到 0 条").or_(page.get_by_text("没有找到")).wait_for()
    page.go_back()
    page.get_by_text(counted).wait_for()
    assert page.input_value("#q") == "统计"
    page.goto(f"{served.top}search.html?q=%E7%8A%80%E7%89%9B&year=1066")
    page.get_by_text("找到 1 条").wait_for()
    assert page.locator("#results mark").all_inner_texts() == ["犀牛"]
    assert page.locator(".gk-results-from").inner_text().startswith("附件：《b表》")


def test_more_are_shown_on_demand(page: Page) -> None:
    page.fill("#q", "国务院")
    page.keyboard.press("Enter")
    page.locator("#results li").nth(9).wait_for()
    assert page.locator("#results li").count() == 10
    page.get_by_role("button", name="显示更多").click()
    page.locator("#results li").nth(19).wait_for()
    assert page.evaluate(
        "document.activeElement.closest('li') === document.querySelectorAll('#results li')[10]"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", ""), ("   ", ""), ("统", "请输入至少两个字。"), ("，。“”", "请输入至少两个字。"),
        ("犀牛 鲲鹏万里", "没有找到"), ('"犀牛存栏"', "找到 1 条。"), ("犀 牛", "找到 1 条。"),
        ("“犀牛存栏数”？", "找到 1 条。"), ("条" * 5000, "没有找到"),
    ],
)  # fmt: skip
def test_odd_queries_behave(page: Page, query: str, said: str) -> None:
    page.evaluate("document.getElementById('q').removeAttribute('maxlength')")
    page.fill("#q", query)
    page.keyboard.press("Enter")
    page.wait_for_function("said => document.getElementById('state').innerText.startsWith(said)", arg=said)
    if said.startswith("找到"):
        page.locator("#results mark").first.wait_for()
    else:
        assert page.locator("#results li").count() == 0


def test_from_a_folder_the_page_says_what_works_there(chromium: Browser, top: str) -> None:
    with opened(chromium, top, "search.html?q=%E7%BB%9F%E8%AE%A1") as page:
        assert "浏览器不允许" in page.locator("#state").inner_text()
        assert page.locator("#state a").get_attribute("href") == "catalogue.html"


def test_without_scripts_all_lists_are_there(chromium: Browser, top: str) -> None:
    with opened(chromium, top, "search.html", java_script_enabled=False) as page:
        assert "不用脚本，也可以" in page.content()
        assert page.locator(".gk-facets a").count() > 8
        assert not page.locator("#q").is_visible()
