"""朗读: what is said in which order, and who stops it. Debian's browser has no voices, so the tests bring one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page

from site_browser import KINDS, box, opened, style
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)

SPEECH = """(voices) => {
  const said = [];
  let current = null;
  const speech = {
    onvoiceschanged: null,
    getVoices: () => voices,
    speak: (utterance) => { said.push(utterance); current = utterance; },
    cancel: () => { const was = current; current = null; was?.onerror?.({error: 'canceled'}); was?.onend?.({}); },
  };
  window.said = said;
  window.now = () => current?.text ?? null;
  window.finish = () => { const was = current; current = null; was.onend({}); };
  window.fail = () => { const was = current; current = null; was.onerror({error: 'synthesis-failed'}); };
  window.arrive = (more) => { voices = more; speech.onvoiceschanged?.({}); };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: speech});
}"""
"""A voice that says nothing by itself; the worst of browsers: what is cancelled is told to have failed and ended."""

PLACES = (
    """[...document.querySelectorAll('body *')].map((each) => JSON.stringify(each.getBoundingClientRect()))"""
)

LOCAL = {"lang": "zh-CN", "localService": True, "name": "本机"}
REMOTE = {"lang": "zh-CN", "localService": False, "name": "远方"}
CANTONESE = {"lang": "zh_HK", "localService": True, "name": "粤语"}
ENGLISH = {"lang": "en-US", "localService": True, "name": "English"}


@contextmanager
def heard(chromium: Browser, top: str, kind: str, *voices: dict[str, object]) -> Iterator[Page]:
    """A page in a browser that has these voices."""
    with opened(chromium, top, "robots.txt") as page:
        page.add_init_script(f"({SPEECH})({json.dumps(voices)})")
        page.goto(top + KINDS[kind])
        yield page


def read(page: Page) -> Locator:
    return page.locator(".gk-aloud button").first


def stop(page: Page) -> Locator:
    return page.locator(".gk-aloud button").last


def now(page: Page) -> str | None:
    said: str | None = page.evaluate("now()")
    return said


def all_said(page: Page) -> list[str]:
    """Everything, from the first sentence to the end."""
    read(page).click()
    while now(page) is not None:
        page.evaluate("finish()")
    said: list[str] = page.evaluate("said.map((each) => each.text)")
    return said


def test_title_and_text_are_said_in_their_order_and_then_it_ends(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "corrected item", LOCAL) as page:
        assert all_said(page) == [
            "更正、更新过的信息",
            "第一段没有变。",
            "第二段的数字是两千。",
            "见附表、指南和别的附表。",
        ]
        assert (read(page).inner_text(), stop(page).is_visible()) == ("朗读", False)
        assert page.locator(".gk-spoken").count() == 0


def test_a_notice_is_said_first_and_a_column_is_said_whole(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "withdrawn item", LOCAL) as page:
        assert all_said(page)[:2] == [
            "后来废止的信息",
            "本信息已废止（自2026年4月5日起）。",
        ]
    with heard(chromium, top, "column", LOCAL) as page:
        assert all_said(page) == ["政府信息公开指南", "内容。"]


def test_long_texts_are_said_in_short_pieces_and_none_is_lost(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "wide item", LOCAL) as page:
        said = all_said(page)
        assert max(map(len, said)) <= 60
        assert (
            "".join(said[3:]).replace(" ", "").startswith("大标题" + "长" * 200 + "w" * 300 + "第0列的名称")
        )
        assert said[-3:] == ["引文", "一", "二"]


def test_sentences_are_kept_whole_and_split_at_commas_when_long(chromium: Browser, top: str) -> None:
    clause = "一" * 20 + "，"
    text = f"甲。“乙！”丙？{clause * 4}丁；3.14 万元——完"
    with heard(chromium, top, "column", LOCAL) as page:
        page.locator("#text p").first.evaluate("(each, text) => { each.textContent = text }", text)
        assert all_said(page)[1:] == [
            "甲。",
            "“乙！”",
            "丙？",
            clause * 2,
            f"{clause * 2}丁；",
            "3.14 万元——完",
        ]


def test_hostile_words_are_said_and_not_obeyed(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "hostile item", LOCAL) as page:
        assert "".join(all_said(page)).startswith(HOSTILE)


def test_what_is_said_is_marked_by_more_than_colour_and_kept_in_view(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "wide item", LOCAL) as page:
        page.set_viewport_size({"width": 360, "height": 400})
        read(page).click()
        for _ in range(6):
            (marked,) = page.locator(".gk-spoken").all()
            assert str(now(page)) in marked.inner_text()
            assert style(marked, "outlineStyle") == "dashed"
            assert box(stop(page))["y"] >= 0
            page.evaluate("finish()")
        assert page.evaluate("scrollY") > 0


def test_pause_falls_silent_and_goes_on_with_the_same_sentence(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "corrected item", LOCAL) as page:
        read(page).focus()
        page.keyboard.press("Enter")
        page.evaluate("finish()")
        assert read(page).inner_text() == "暂停"
        page.keyboard.press("Enter")
        assert (now(page), read(page).inner_text()) == (None, "继续")
        assert page.locator(".gk-spoken").inner_text() == "第一段没有变。"
        page.keyboard.press("Enter")
        assert now(page) == "第一段没有变。"


@pytest.mark.parametrize("way", ["button", "Escape", "failure"])
def test_stop_ends_it_and_the_next_reading_begins_at_the_title(chromium: Browser, top: str, way: str) -> None:
    with heard(chromium, top, "corrected item", LOCAL) as page:
        read(page).focus()
        page.keyboard.press("Enter")
        page.evaluate("finish()")
        if way == "button":
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert read(page).evaluate("each => each === document.activeElement")
        elif way == "Escape":
            page.keyboard.press("Escape")
        else:
            page.evaluate("fail()")
        assert (now(page), read(page).inner_text(), stop(page).is_visible()) == (None, "朗读", False)
        assert page.locator(".gk-spoken").count() == 0
        read(page).click()
        assert now(page) == "更正、更新过的信息"


def test_leaving_the_page_ends_it(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "corrected item", LOCAL) as page:
        read(page).click()
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
        assert (now(page), read(page).inner_text()) == (None, "朗读")


@pytest.mark.parametrize(
    ("voices", "name"),
    [
        ([], None),
        ([ENGLISH], None),
        ([REMOTE], None),
        ([REMOTE, CANTONESE, LOCAL], "本机"),
        ([ENGLISH, CANTONESE], "粤语"),
    ],
)
def test_only_a_chinese_voice_of_the_device_reads(
    chromium: Browser, top: str, voices: list[dict[str, object]], name: str | None
) -> None:
    with heard(chromium, top, "column", *voices) as page:
        assert read(page).is_visible() == bool(name)
        if name:
            read(page).click()
            assert page.evaluate("said[0].voice.name") == name


def test_the_button_comes_with_the_voices_and_moves_nothing(chromium: Browser, top: str) -> None:
    with heard(chromium, top, "corrected item") as page:
        before = page.evaluate(PLACES)
        assert not read(page).is_visible()
        page.evaluate("(voice) => arrive([voice])", LOCAL)
        assert read(page).is_visible()
        assert page.evaluate(PLACES) == before


def test_a_browser_that_cannot_speak_offers_nothing(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["column"]) as page:
        page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis")
        page.reload()
        assert page.evaluate("window.speechSynthesis") is None
        assert not read(page).is_visible()


@pytest.mark.parametrize("kind", ["home", "catalogue", "second page"])
def test_lists_are_not_read_aloud(chromium: Browser, top: str, kind: str) -> None:
    with heard(chromium, top, kind, LOCAL) as page:
        assert page.locator(".gk-aloud").count() == 0
