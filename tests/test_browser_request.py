"""申请表（制度第十五条，条例第二十七条、第二十九条）: filled in, printed, saved, read again, copied; nothing leaves the machine."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from site_browser import KINDS, opened

pytest_plugins = ("site_fixtures",)

REQUEST = KINDS["request"]
TEXTS = {
    "姓名或者名称": "示例申请人",
    "身份证明名称": "居民身份证",
    "身份证明号码": "示例号码",
    "联系人": "",
    "联系电话": "示例电话",
    "电子邮箱": "shili@tjj.example",
    "通信地址": "示例地址：第一行　　第二行",
    "邮政编码": "000000",
    "信息名称": "示例：2025年各县区规模以上工业增加值",
    "文号": "咸统发〔2026〕12号",
    "其他特征性描述": "\n第一行\n\n　　第二行：联系电话：假的\n姓名或者名称：假的\n\n<b>不是标签</b> \t \n",
}
CHOICES = {
    "申请人类别": ["公民"],
    "提供信息的方式": ["纸质", "查阅、抄录"],
    "获取信息的途径": ["邮寄", "当面领取"],
}

VALUES = """() => {
  const found = {};
  for (const each of document.querySelectorAll("[data-field]")) {
    const name = each.dataset.field;
    if (['radio', 'checkbox'].includes(each.type)) found[name] = [...(found[name] ?? []), ...(each.checked ? [each.value] : [])];
    else found[name] = each.value;
  }
  return found;
}"""


@contextmanager
def request_page(chromium: Browser, top: str, **options: Any) -> Iterator[Page]:
    """The page, with `print()` only counted; after it has loaded it asks for nothing, here or elsewhere."""
    with opened(chromium, top, REQUEST, **options) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
        yield page
        assert {url for url in asked if not url.startswith("blob:")} <= {f"{top}assets/images/favicon.png"}
        assert page.url == top + REQUEST
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def fill(page: Page) -> None:
    for name, text in TEXTS.items():
        page.locator(f"#apply [data-field='{name}']").fill(text)
    for name, values in CHOICES.items():
        for value in values:
            page.locator(f"#apply [data-field='{name}'][value='{value}']").check()


def state(page: Page) -> str:
    return page.locator("#apply-state").inner_text()


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="保存为文件").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def read(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="打开保存的文件").click()
    page.evaluate("document.getElementById('apply-state').textContent = ''")
    chooser.value.set_files(file)
    page.wait_for_function("document.getElementById('apply-state').textContent !== ''")


def test_article_29_and_no_more_is_asked(chromium: Browser, top: str) -> None:
    with request_page(chromium, top) as page:
        assert page.evaluate(VALUES).keys() == TEXTS.keys() | CHOICES.keys()
        assert page.locator("#apply form, #fees form").count() == 0
        assert page.locator("#apply").inner_text().count("用途") == 1  # that it is not asked for


def test_what_is_saved_is_text_that_people_read(chromium: Browser, top: str, tmp_path: Path) -> None:
    with request_page(chromium, top) as page:
        fill(page)
        file = saved(page, tmp_path)
        assert file.name == "政务信息公开申请表.txt"
        lines = file.read_bytes().decode("utf-8-sig").split("\r\n")
        assert lines[:5] == [
            "政务信息公开申请表",
            "收件机关：测试统计局",
            "",
            "申请人类别：公民",
            "姓名或者名称：示例申请人",
        ]
        assert "获取信息的途径：邮寄 当面领取" in lines
        assert state(page) == "已经保存。"


def test_what_was_saved_is_read_again_exactly(chromium: Browser, top: str, tmp_path: Path) -> None:
    with request_page(chromium, top) as page:
        fill(page)
        file, before = saved(page, tmp_path), page.evaluate(VALUES)
    with request_page(chromium, top) as page:
        assert page.evaluate(VALUES) != before
        read(page, file)
        assert page.evaluate(VALUES) == before
        assert state(page) == "已经读入。"


@pytest.mark.parametrize("change", [
    lambda text: text.removeprefix("\ufeff"),
    lambda text: text.replace("\r\n", "\n"),
    lambda text: text.replace("\r\n　　\r\n", "\r\n\r\n"),  # a mail program cuts spaces at the end of lines
])  # fmt: skip
def test_what_programs_on_the_way_do_to_a_text_does_no_harm(
    chromium: Browser, top: str, tmp_path: Path, change: Any
) -> None:
    with request_page(chromium, top) as page:
        fill(page)
        page.locator("#apply-description").fill("一\n\n二")
        file, before = saved(page, tmp_path), page.evaluate(VALUES)
        text = file.read_bytes().decode()
        assert change(text) != text
        file.write_bytes(change(text).encode())
        page.get_by_role("button", name="清空").click()
        read(page, file)
        assert page.evaluate(VALUES) == before


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", "别的文件\n姓名或者名称：甲\n".encode(), b"x" * 200_000]
)
def test_another_file_is_refused_and_nothing_changes(
    chromium: Browser, top: str, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.txt"
    file.write_bytes(content)
    with request_page(chromium, top) as page:
        fill(page)
        before = page.evaluate(VALUES)
        read(page, file)
        assert state(page) == "“other.txt”不是本页保存的申请表，原来填写的没有改动。"
        assert page.evaluate(VALUES) == before


def test_what_article_29_wants_and_is_missing_is_told_and_hinders_nothing(
    chromium: Browser, top: str, tmp_path: Path
) -> None:
    with request_page(chromium, top) as page:
        page.locator("#apply-name").fill("示例")
        page.locator("#apply-number").fill("示例")
        saved(page, tmp_path)
        assert state(page) == (
            "已经保存。还没有填写：身份证明名称、身份证明号码、联系方式、提供信息的方式、获取信息的途径（条例第二十九条）。"
        )


def test_it_is_copied_for_a_mail(chromium: Browser, top: str) -> None:
    with request_page(chromium, top, permissions=["clipboard-read", "clipboard-write"]) as page:
        fill(page)
        page.get_by_role("button", name="复制，用于电子邮件").click()
        page.wait_for_function("document.getElementById('apply-state').textContent !== ''")
        assert state(page) == "已经复制，可以贴到电子邮件里。"
        copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        assert copied.startswith("政务信息公开申请表\n收件机关：测试统计局\n")
        assert "姓名或者名称：示例申请人\n" in copied


def test_without_a_clipboard_the_text_is_shown_selected(chromium: Browser, top: str) -> None:
    with request_page(chromium, top) as page:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        fill(page)
        page.get_by_role("button", name="复制，用于电子邮件").click()
        shown = page.get_by_label("申请表的文字，请选中后复制")
        assert shown.is_visible()
        text = shown.input_value()
        assert "姓名或者名称：示例申请人\n" in text
        assert page.evaluate("document.activeElement.selectionEnd") == len(text)


def test_cleared_nothing_is_left(chromium: Browser, top: str) -> None:
    with request_page(chromium, top) as page:
        empty = page.evaluate(VALUES)
        fill(page)
        page.get_by_role("button", name="清空").click()
        assert page.evaluate(VALUES) == empty
        assert "示例申请人" not in page.evaluate("document.documentElement.textContent")


def test_printed_alone_the_form_is_all_that_is_on_the_paper(chromium: Browser, top: str) -> None:
    with request_page(chromium, top) as page:
        fill(page)
        page.locator("#apply-description").fill("很长的描述。" * 200)
        page.get_by_role("button", name="打印申请表").click()
        assert page.evaluate("window.printed") == 1
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        for hidden in ("h1", "#fees", ".gk-foot", ".gk-head", ".gk-apply-tools", "#apply-state"):
            assert not page.locator(hidden).first.is_visible(), hidden
        assert page.get_by_text("申请人签名或者盖章").is_visible()
        paper = page.locator("#apply-description + .gk-value")
        assert paper.inner_text() == "很长的描述。" * 200
        assert paper.evaluate("each => each.scrollHeight <= each.clientHeight + 1")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("h1").is_visible()


def words(paper: bytes) -> list[str]:
    """What stands on each sheet, without spaces; a font may give radicals (⼈) for characters (人)."""
    sheets = (sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    return ["".join(unicodedata.normalize("NFKC", text).split()) for text in sheets]


def test_on_paper_the_form_alone_is_one_sheet_and_with_its_page_a_sheet_of_its_own(
    chromium: Browser, top: str
) -> None:
    with request_page(chromium, top) as page:
        fill(page)
        page.get_by_role("button", name="打印申请表").click()
        (alone,) = words(page.pdf(prefer_css_page_size=True))
        for value in (
            "政务信息公开申请表",
            "测试统计局",
            "示例申请人",
            "咸统发〔2026〕12号",
            "申请人签名或者盖章",
        ):
            assert value in alone
        for other in ("信息处理费", "申请办理情况", "还没有填写", "保存为文件"):
            assert other not in alone
        whole = words(page.pdf(prefer_css_page_size=True))
    assert sum("申请人签名或者盖章" in sheet for sheet in whole) == 1
    assert not any("申请人签名或者盖章" in sheet and "信息处理费" in sheet for sheet in whole)
    assert any("信息处理费" in sheet for sheet in whole)


def test_without_scripts_it_is_a_form_to_fill_in_and_print(chromium: Browser, top: str) -> None:
    with opened(chromium, top, REQUEST, java_script_enabled=False) as page:
        for field in page.locator("#apply input:not([type='file'])").all():
            assert field.is_visible()
        page.locator("#apply-name").fill("示例")
        page.locator("#apply-name").press("Enter")
        assert page.url == top + REQUEST, "what was written went into the address"
        assert not page.locator(".gk-apply-tools").is_visible()
        assert not page.locator(".gk-fees-count").is_visible()
        assert page.locator(".gk-bands").count() == 2
        page.emulate_media(media="print")
        assert page.locator("#apply-name").is_visible()
        assert page.get_by_text("申请人签名或者盖章").is_visible()
