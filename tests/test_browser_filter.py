"""The filter of the catalogue in a real browser: it finds exactly what a filter in Python finds."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from gongkai.artefacts import pages, rows
from gongkai.artefacts.records import validity
from gongkai.artefacts.templates import marked
from gongkai.layout import item_page
from gongkai.model import Catalogue, Entry, When, Withdrawal
from site_browser import opened, style
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)

FIELDS = ("category", "topic", "department", "year", "validity")
BRACKETS = str.maketrans("[〔【]〕】", "((()))")
TITLES = (
    "中华人民共和国统计法　总　则", "关于印发ＧＤＰ核算方案的通知", "GDP核算方案（试行）", HOSTILE, "很" * 150,
    "</script><b>加粗</b>", "行\u2028段", "第一季度 工业 增加值", "w" * 120,
)  # fmt: skip


@pytest.fixture(scope="module")
def varied(catalogue: Catalogue) -> Catalogue:
    """Entries of every topic, department, five years and every state."""
    chance, entries = random.Random(4), []
    for number in range(400):
        category = chance.choice(catalogue.categories)
        base, year = chance.choice(catalogue.entries), chance.choice("23456")
        index = f"202{year}-{number + 1:05}"
        kind = chance.choice(["", "", "", "废止", "失效", "被替代", "依法撤回"])
        item = replace(
            base.item,
            index=index,
            title=TITLES[number] if number < len(TITLES) else f"{chance.choice(TITLES[:3])}第{number}号",
            number=chance.choice([None, f"咸统发〔202{year}〕{number}号"]),
            category=category.name,
            topic=chance.choice(category.topics).name,
            department=chance.choice(catalogue.departments).name,
            withdrawn=Withdrawal(base.item.created, kind, "理由") if kind else None,
        )
        published = When(base.published.replace(year=int(f"202{year}"), day=chance.randint(1, 28)))
        entries.append(replace(base, item=item, full_index=f"00000000-0/{index}", published_when=published))
    entries.sort(key=lambda entry: (entry.published, entry.item.index), reverse=True)
    return replace(catalogue, entries=tuple(entries))


@pytest.fixture(scope="module")
def shown(
    varied: Catalogue, catalogue: Catalogue, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The address of a folder with the column page of these entries and what it needs."""
    folder = tmp_path_factory.mktemp("filter")
    (folder / "assets").symlink_to(site / "assets")
    before, built, after = (site / "catalogue.html").read_text("utf-8").partition(pages.overview(catalogue))
    assert built
    (folder / "catalogue.html").write_text(before + pages.overview(varied) + after, encoding="utf-8")
    (folder / "catalogue").mkdir()
    for address, script in rows.as_scripts(varied):
        (folder / address).write_text(script, encoding="utf-8")
    return f"{folder.as_uri()}/"


@cache
def plain(text: str) -> str:
    """Text as the filter compares it."""
    folded = "".join(unicodedata.normalize("NFKC", character).lower() for character in text)
    return "".join(folded.split()).translate(BRACKETS)


def value(entry: Entry, field: str) -> str:
    return validity(entry.item) if field == "validity" else str(getattr(entry.item, field))


def has_words(entry: Entry, text: str) -> bool:
    fields = [plain(each) for each in (marked(entry.item), entry.full_index, entry.item.number or "")]
    return all(any(plain(word) in field for field in fields) for word in text.split())


def expected(catalogue: Catalogue, wanted: Mapping[str, str]) -> list[Entry]:
    """What the filter should find."""
    return [
        entry
        for entry in catalogue.entries
        if has_words(entry, wanted.get("words", ""))
        and all(wanted.get(field) in (None, value(entry, field)) for field in FIELDS)
    ]


@dataclass(frozen=True)
class Filter:
    """The filter on an open page, used by script as a reader would by hand."""

    page: Page

    def set(self, wanted: Mapping[str, str]) -> None:
        """Choose exactly this, the category before its topic."""
        self.page.evaluate(
            """wanted => {
              const form = document.querySelector('.gk-filter');
              for (const name of ['category', 'topic', 'department', 'year', 'validity', 'words']) {
                form.elements[name].value = wanted[name] ?? '';
                form.elements[name].dispatchEvent(new Event('input', {bubbles: true}));
              }
              form.elements.words.dispatchEvent(new Event('change', {bubbles: true}));
            }""",
            dict(wanted),
        )
        self.page.wait_for_function("!document.getElementById('filter-status').textContent.includes('正在')")

    def all_rows(self) -> list[list[str]]:
        """Every row found: number, title, index, document number, days, and where it leads."""
        found: list[list[str]] = self.page.evaluate(
            """() => {
              const more = document.getElementById('more');
              while (!more.hidden) more.click();
              return [...document.querySelectorAll('#found tbody tr')].map(row => [
                ...[...row.cells].flatMap(cell => cell.querySelector('span')
                  ? [cell.querySelector('a').textContent, cell.querySelector('span').textContent]
                  : [cell.textContent]),
                row.querySelector('a').getAttribute('href')]);
            }"""
        )
        return found

    def counts(self) -> dict[str, dict[str, int]]:
        """What stands beside each option."""
        found: dict[str, dict[str, int]] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('.gk-filter select')].map(select =>
              [select.name, Object.fromEntries([...select.options].filter(option => option.value).map(option =>
                [option.value, Number(/（([0-9]+)）$/.exec(option.text)[1])]))]))"""
        )
        return found

    def said(self) -> str:
        return self.page.locator("#filter-status").inner_text()


@pytest.fixture(scope="module")
def ready(chromium: Browser, shown: str) -> Iterator[Filter]:
    """A page for tests that choose all that they look at."""
    with opened(chromium, shown, "catalogue.html") as page:
        yield Filter(page)


@pytest.fixture
def filtered(chromium: Browser, shown: str) -> Iterator[Filter]:
    with opened(chromium, shown, "catalogue.html") as page:
        yield Filter(page)


def drawn(entries: list[Entry]) -> list[list[str]]:
    """The rows of these entries, as they should stand."""
    return [
        [
            str(len(entries) - place), marked(entry.item), entry.full_index, entry.item.number or "",
            str(entry.item.created), str(entry.published), item_page(entry.item.index),
        ]
        for place, entry in enumerate(entries)
    ]  # fmt: skip


def counted(catalogue: Catalogue, wanted: Mapping[str, str], field: str) -> Counter[str]:
    """How many there are of each value of a field as the other filters stand; of a category, in all topics."""
    ignored = {field, "topic"} if field == "category" else {field}
    others = {name: each for name, each in wanted.items() if name not in ignored}
    return Counter(value(entry, field) for entry in expected(catalogue, others))


def check(filtered: Filter, catalogue: Catalogue, wanted: Mapping[str, str]) -> None:
    filtered.set(wanted)
    entries = expected(catalogue, wanted)
    said = f"找到 {len(entries)} 条" if entries else "没有符合全部条件的信息。"
    assert filtered.said().startswith(said), wanted
    for field, counts in filtered.counts().items():
        right = counted(catalogue, wanted, field)
        assert counts == {option: right[option] for option in counts}, (wanted, field)
        assert right.keys() <= counts.keys() or (field == "topic" and "category" not in wanted)
    assert filtered.all_rows() == drawn(entries), wanted


def test_each_option_alone_finds_what_python_finds(ready: Filter, varied: Catalogue) -> None:
    for field in ("category", "department", "year", "validity"):
        for option in sorted({value(entry, field) for entry in varied.entries}):
            check(ready, varied, {field: option})
    for category in varied.categories:
        for topic in category.topics:
            check(ready, varied, {"category": category.name, "topic": topic.name})


def test_options_and_words_together_find_what_python_finds(ready: Filter, varied: Catalogue) -> None:
    chance = random.Random(5)
    for _ in range(40):
        entry = chance.choice(varied.entries)
        fields = chance.sample(FIELDS, chance.randint(0, len(FIELDS)))
        wanted = {field: value(entry, field) for field in fields}
        if "topic" in wanted:
            wanted["category"] = value(entry, "category")
        start = chance.randrange(len(marked(entry.item)))
        wanted["words"] = marked(entry.item)[start : start + chance.randint(1, 6)]
        if wanted["words"].strip():
            check(ready, varied, wanted)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("总则", TITLES[0]),
        ("总　则", TITLES[0]),
        ("则 统计法", TITLES[0]),
        ("gdp核算", TITLES[1]),
        ("ＧＤＰ", TITLES[2]),
        ("(试行)", TITLES[2]),
        ("工业增加值", TITLES[7]),
        ("<SCRIPT>", HOSTILE),
        ("</b>", TITLES[5]),
        ("00004", HOSTILE),
        ("00000000-0/", TITLES[4]),
    ],
)
def test_a_text_finds_a_title_however_it_is_written(
    ready: Filter, varied: Catalogue, text: str, title: str
) -> None:
    check(ready, varied, {"words": text})
    assert any(title in row[1] for row in ready.all_rows())


def test_brackets_of_a_document_number_need_not_be_exact(ready: Filter, varied: Catalogue) -> None:
    number = next(entry.item.number for entry in varied.entries if entry.item.number)
    for written in (
        number,
        number.replace("〔", "[").replace("〕", "]"),
        number.replace("〔", "（").replace("〕", "）"),
    ):
        check(ready, varied, {"words": written})
        assert len(ready.all_rows()) >= 1


@pytest.mark.parametrize("text", ["没有的词", "总则 没有的词", "\\", "$&", "(", "^.*$", "总则\n通知"])
def test_what_is_nowhere_is_not_found_and_no_sign_has_a_meaning(
    ready: Filter, varied: Catalogue, text: str
) -> None:
    check(ready, varied, {"words": text})


def test_it_draws_what_the_list_draws(ready: Filter) -> None:
    ready.set({"words": "00000000"})
    listed, found = (
        ready.page.evaluate(
            """id => [...document.querySelectorAll(`#${id} tbody tr`)].map(row => row.outerHTML.replace(/>\\s+/g, '>'))""",
            part,
        )
        for part in ("listed", "found")
    )
    assert found == listed
    assert len(found) == 50


def test_nothing_is_read_until_the_filter_is_used(chromium: Browser, shown: str) -> None:
    with opened(chromium, shown, "catalogue.html") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(shown)))
        page.keyboard.press("End")
        page.locator("h1").click()
        page.wait_for_timeout(200)
        assert not [each for each in asked if each.endswith(".js")]
        page.locator("#filter-words").focus()
        page.keyboard.type("总则")
        page.wait_for_selector("#found:not([hidden])")
        read = sorted(each for each in asked if each.endswith(".js"))
        assert read == [f"catalogue/rows-202{year}.js" for year in range(2, 7)]


def test_each_key_narrows_and_the_plain_list_comes_back(filtered: Filter, varied: Catalogue) -> None:
    page = filtered.page
    page.locator("#filter-words").focus()
    for typed in ("总", "总则", "总则第", "总则第1"):
        page.keyboard.type(typed[-1])
        right = len(expected(varied, {"words": typed}))
        page.wait_for_function(
            "right => document.getElementById('filter-status').textContent.startsWith(`找到 ${right} 条`)",
            arg=right,
        )
    assert not page.locator("#listed").is_visible()
    for _ in range(4):
        page.keyboard.press("Backspace")
    assert page.locator("#listed").is_visible()
    assert not page.locator("#found").is_visible()
    assert filtered.said() == ""
    assert filtered.counts()["year"] == Counter(entry.item.year for entry in varied.entries)


def test_letters_that_are_not_yet_characters_do_not_filter(filtered: Filter) -> None:
    page = filtered.page
    page.locator("#filter-words").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "zong'ze", "selectionStart": 7, "selectionEnd": 7})
    page.wait_for_timeout(100)
    assert page.locator("#listed").is_visible()
    keyboard.send("Input.insertText", {"text": "总则"})
    page.wait_for_selector("#found:not([hidden])")
    assert filtered.said().startswith("找到")


def test_back_and_forward_go_through_what_was_chosen(filtered: Filter) -> None:
    page = filtered.page
    page.select_option("[name=category]", "统计信息")
    page.select_option("[name=topic]", "统计公报")
    page.locator("#filter-words").press_sequentially("总则")
    page.wait_for_function("location.hash.includes('words')")
    states = [{"category": "统计信息", "topic": "统计公报", "words": "总则"}, {"category": "统计信息", "topic": "统计公报"}, {"category": "统计信息"}, {}]  # fmt: skip
    for place, wanted in enumerate(states):
        assert chosen(page) == wanted
        if place < 3:
            page.go_back()
    assert page.locator("#listed").is_visible()
    assert "#" not in page.url
    page.go_forward()
    assert chosen(page) == {"category": "统计信息"}
    assert page.locator("#found").is_visible()


def chosen(page: Page) -> dict[str, str]:
    """What the controls say."""
    return {str(name): str(each) for name, each in page.evaluate(
        "[...document.querySelector('.gk-filter').elements].filter(e => e.name && e.value).map(e => [e.name, e.value])"
    )}  # fmt: skip


def test_an_address_can_be_sent_to_somebody(
    chromium: Browser, shown: str, filtered: Filter, varied: Catalogue
) -> None:
    entry = next(each for each in varied.entries if each.item.title == HOSTILE)
    wanted = {field: value(entry, field) for field in FIELDS} | {"words": "script 7*7"}
    filtered.set(wanted)
    with opened(chromium, shown, filtered.page.url.removeprefix(shown)) as page:
        page.wait_for_selector("#found:not([hidden])")
        assert chosen(page) == wanted
        assert Filter(page).all_rows() == drawn(expected(varied, wanted))
        assert page.locator("#found tbody a").first.inner_text().endswith(HOSTILE.strip())


@pytest.mark.parametrize(
    "fragment", ["#category=没有&year=<b>", "#words=", "#=&&&", "#topic=统计公报", "#constructor=1", "#%"]
)
def test_an_address_that_says_nothing_shows_the_list(chromium: Browser, shown: str, fragment: str) -> None:
    with opened(chromium, shown, f"catalogue.html{fragment}") as page:
        assert page.locator("#listed").is_visible()
        assert chosen(page) == {}


def test_what_is_chosen_stays_when_the_reader_skips_to_the_text(filtered: Filter) -> None:
    filtered.set({"year": "2024"})
    filtered.page.locator(".gk-skip").focus()
    filtered.page.keyboard.press("Enter")
    assert filtered.page.url.endswith("#text")
    assert filtered.page.locator("#found").is_visible()
    filtered.page.go_back()
    assert chosen(filtered.page) == {"year": "2024"}


def test_clearing_shows_the_list_again_and_can_be_undone(filtered: Filter) -> None:
    filtered.set({"category": "法规文件", "words": "总则"})
    filtered.page.get_by_role("button", name="清除").click()
    assert chosen(filtered.page) == {}
    assert filtered.page.locator("#listed").is_visible()
    assert filtered.page.locator("[name=topic]").is_disabled()
    filtered.page.go_back()
    assert chosen(filtered.page) == {"category": "法规文件", "words": "总则"}


def test_everything_is_done_by_keyboard_and_shows_its_focus(filtered: Filter) -> None:
    page = filtered.page
    page.locator("#filter-words").focus()
    page.keyboard.type("0000")
    page.wait_for_selector("#found:not([hidden])")
    passed = []
    for _ in range(5):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        passed.append(focused.get_attribute("name") or focused.inner_text())
        assert style(focused, "outlineStyle") == "solid"
        assert style(focused, "outlineWidth") == "3px"
    assert passed == ["category", "department", "year", "validity", "清除"]
    page.locator("#more").focus()
    assert style(page.locator(":focus"), "outlineWidth") == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51
    assert filtered.said().endswith("显示了前 100 条。")


def test_the_count_is_announced_and_every_control_has_its_name(filtered: Filter) -> None:
    page = filtered.page
    assert page.locator("#filter-status").get_attribute("role") == "status"
    for role, names in (
        ("searchbox", ["按标题、索引号、发文字号筛选"]),
        ("combobox", ["类别", "主题分类", "科室", "年份", "有效性"]),
    ):
        for name in names:
            assert page.get_by_role(role, name=name, exact=True).count() == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_overflows_however_long_a_title(chromium: Browser, shown: str, width: int) -> None:
    shape = {"width": width, "height": 800}
    with opened(chromium, shown, "catalogue.html#words=很很", viewport=shape) as page:
        page.wait_for_selector("#found:not([hidden])")
        assert page.locator("#found tbody tr").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for control in page.locator(".gk-filter input, .gk-filter select, .gk-filter button").all():
            found = control.bounding_box()
            assert found
            assert found["height"] >= 44
            assert found["x"] + found["width"] <= width


def test_without_scripts_there_is_no_filter_and_the_whole_list(chromium: Browser, shown: str) -> None:
    with opened(chromium, shown, "catalogue.html", java_script_enabled=False) as page:
        assert not page.locator(".gk-filter").is_visible()
        assert not page.locator("#found").is_visible()
        assert page.locator("#listed tbody tr").count() == 50
        assert page.locator(".gk-facets a").first.is_visible()


def test_when_a_year_cannot_be_read_the_list_stays_and_says_so(
    chromium: Browser, shown: str, varied: Catalogue
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/rows-2024.js", lambda route: route.abort())
    page.goto(f"{shown}catalogue.html#year=2024")
    page.wait_for_function("document.getElementById('filter-status').textContent.startsWith('目录没有读全')")
    assert page.locator("#listed").is_visible()
    page.unroute("**/rows-2024.js")
    page.locator("#filter-words").focus()  # the next touch tries again
    page.wait_for_selector("#found:not([hidden])")
    assert Filter(page).all_rows() == drawn(expected(varied, {"year": "2024"}))
    context.close()


def test_on_the_built_site_a_result_leads_to_its_item_and_back(chromium: Browser, top: str) -> None:
    with opened(chromium, top, "catalogue.html") as page:
        page.locator("#filter-words").press_sequentially("附有文件")
        page.wait_for_function("location.hash.includes('words')")
        page.get_by_role("link", name="附有文件的信息").click()
        assert page.get_by_role("heading", level=1).inner_text() == "附有文件的信息"
        page.go_back()
        page.wait_for_selector("#found:not([hidden])")
        assert chosen(page) == {"words": "附有文件"}


def test_turned_to_paper_only_what_was_found_is_printed(filtered: Filter) -> None:
    filtered.set({"year": "2024"})
    filtered.page.emulate_media(media="print")
    for part in (".gk-filter", "#more", "#listed"):
        assert not filtered.page.locator(part).is_visible(), part
    assert filtered.page.locator("#found tbody tr").first.is_visible()
