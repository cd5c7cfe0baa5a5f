"""The page of an item in a real browser: contents, wide tables, files of any name, and paper."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

import site_repo
from site_browser import KINDS, box, opened, style
from site_repo import DOT, LAW_BODY, ODD_NAME, need
from site_server import served

pytest_plugins = ("site_fixtures",)

LAW, FILES = "items/2026/00001.html", "items/2026/00002.html"
COLUMN: Mapping[str, Mapping[str, Any]] = {
    "2026-00001": {
        "title": "很长的规定", "folder": True, "body": LAW_BODY, "files": {ODD_NAME: b"1,2\r\n", "chart.png": DOT},
    },
    "2026-00002": {
        "title": "两百个附件的信息", "folder": True,
        "files": {f"各县区主要指标附表{number:03}.csv": b"1,2\r\n" for number in range(200)},
    },
}  # fmt: skip
PHONE = {"width": 360, "height": 800}
SHIFTED = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(each => sum += each.value)).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address, on the disk, of a column with a long text and with many files."""
    root = tmp_path_factory.mktemp("laws")
    site_repo.make(root, COLUMN, plain=0)
    return f"{site_repo.build(root).as_uri()}/"


def plain(text: str) -> str:
    """Without spaces, and with the characters that Chromium writes for their look-alikes: ⽂ for 文."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def paper(page: Page) -> PdfReader:
    """The page as it would be printed."""
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def test_the_contents_lead_to_the_headings(chromium: Browser, laws: str) -> None:
    with opened(chromium, laws, LAW) as page:
        links = page.locator("nav[aria-label='目录'] a")
        assert links.all_inner_texts() == [
            "第一章 总则", "第1节", "第二章 公开", "第2节", "changes", "第3节", "第一章 总则", "第4节",
        ]  # fmt: skip
        links.nth(6).click()
        heading = page.locator("h2", has_text="第一章 总则").nth(1)
        assert abs(box(heading)["y"]) < 40
        assert page.locator(":target").inner_text() == "第一章 总则"


@pytest.mark.parametrize("place", ["第七条", "第一条-2", "p-changes"])
def test_an_address_can_name_an_article(chromium: Browser, laws: str, place: str) -> None:
    with opened(chromium, laws, f"{LAW}#{place}") as page:
        assert page.locator(":target").is_visible()
        assert 0 <= box(page.locator(":target"))["y"] < 700


def test_a_wide_table_scrolls_by_itself_by_keyboard_too_and_keeps_its_headers(
    chromium: Browser, top: str
) -> None:
    with opened(chromium, top, KINDS["wide item"], viewport=PHONE) as page:
        frame = page.get_by_role("region", name="表格 1")
        assert frame.evaluate("each => each.scrollWidth > each.clientWidth")
        frame.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('.gk-scroll').scrollLeft > 0")
        assert page.get_by_role("columnheader").count() >= 12
        assert style(frame.locator("table"), "display") == "table"


def test_nothing_moves_while_the_page_loads(chromium: Browser, laws: str) -> None:
    with opened(chromium, laws, LAW, viewport=PHONE) as page:
        assert page.evaluate(SHIFTED) == 0
        image = page.locator(".gk-body img")
        assert [image.get_attribute(name) for name in ("width", "height", "loading", "alt")] == [
            "1",
            "1",
            "lazy",
            "图示",
        ]


def test_a_file_of_any_name_is_saved_under_it(chromium: Browser, laws: str) -> None:
    with served(Path(unquote(urlsplit(laws).path))) as below:
        for address in (below, laws):  # from a server, and from a folder
            with opened(chromium, address, LAW) as page:
                assert (
                    page.locator("#attachments + ol li").first.inner_text().endswith("（CSV 表格，5 字节）")
                )
                for link in page.get_by_role("link", name="附表").all():  # in the text, and in the list
                    with page.expect_download() as download:
                        link.click()
                    assert download.value.suggested_filename == ODD_NAME
                    assert Path(download.value.path()).read_bytes() == b"1,2\r\n"


def test_two_hundred_files_stand_on_a_phone_and_on_paper(chromium: Browser, laws: str) -> None:
    with opened(chromium, laws, FILES, viewport=PHONE) as page:
        assert page.locator("#attachments + ol li").count() == 200
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert len(gzip.compress(page.content().encode())) < 20_000
        said = "".join(plain(each.extract_text()) for each in paper(page).pages)
    assert all(f"附表{number:03}》" in said for number in range(200))


def test_the_button_prints(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["item with files"]) as page:
        page.evaluate("window.print = () => document.title = '打印了'")
        page.get_by_role("button", name="打印").click()
        assert page.title() == "打印了"
    with opened(chromium, top, KINDS["item with files"], java_script_enabled=False) as page:
        assert page.get_by_role("button", name="打印").count() == 0


@pytest.mark.parametrize("kind", ["item with files", "item with all fields", "late item", "item taken back"])
def test_a_short_item_is_one_sheet_of_paper(chromium: Browser, top: str, kind: str) -> None:
    with opened(chromium, top, KINDS[kind], color_scheme="dark") as page:
        (sheet,) = paper(page).pages
    assert [round(float(side)) for side in sheet.mediabox[2:]] == [595, 842]
    text = plain(sheet.extract_text())
    for said in (
        "索引号",
        "批准",
        "保密审查结论",
        "引用和来源",
        f"https://tjj.example/zwgk/{KINDS[kind]}",
        "示例",
    ):
        assert plain(said) in text, said
    for pressed in ("法定主动公开内容", "跳到正文", "下载与核对", "ssh-keygen", "订阅", "目录（"):
        assert plain(pressed) not in text, pressed


def test_a_long_item_breaks_between_rows(chromium: Browser, laws: str) -> None:
    with opened(chromium, laws, LAW) as page:
        sheets = [plain(each.extract_text()) for each in paper(page).pages]
    assert len(sheets) > 3
    for row in range(60):
        (found,) = [text for text in sheets if f"第{row}项指标" in text]
        cell = found.partition(f"第{row}项指标")[2]
        assert cell.startswith(plain("的名称，写得超过一行，所以这一行也高"))
    headed = [text for text in sheets if "项指标的名称" in text]
    assert len(headed) > 1
    assert all("指标" in text and "数值" in text for text in headed)


def test_the_code_on_screen_and_on_paper_leads_to_the_page(
    chromium: Browser, laws: str, tmp_path: Path
) -> None:
    need("pdftoppm", shutil.which("pdftoppm"))
    address = f"https://tjj.example/zwgk/{LAW}"
    for scheme in ("light", "dark"):
        with opened(chromium, laws, LAW, color_scheme=scheme) as page:
            image = Image.open(BytesIO(page.locator(".gk-code").screenshot()))
            assert [each.text for each in zxingcpp.read_barcodes(image)] == [address]
            printed = page.pdf(prefer_css_page_size=True)
    (tmp_path / "a.pdf").write_bytes(printed)
    last = str(len(PdfReader(BytesIO(printed)).pages))
    subprocess.run(
        ["pdftoppm", "-png", "-r", "150", "-f", last, tmp_path / "a.pdf", tmp_path / "a"], check=True
    )
    (drawn,) = tmp_path.glob("a-*.png")
    assert [each.text for each in zxingcpp.read_barcodes(Image.open(drawn))] == [address]
