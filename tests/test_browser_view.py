"""大字 and 长者模式: what they promise on every kind of page, and that they are remembered without a trace of trouble."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from site_browser import FAINT, KINDS, OVERFLOWING, opened, style, unfold

pytest_plugins = ("site_fixtures",)

AAA = 7
"""The contrast of words that WCAG's AAA asks for."""
TARGET = 44
"""Pixels, for a finger (WCAG 2.5.5)."""

WORDS = """() => {
  const written = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  return [...document.body.querySelectorAll('*')].filter((e) => written(e) && e.offsetParent).map((e) => {
    const {fontSize, lineHeight, letterSpacing} = getComputedStyle(e);
    return [e.outerHTML.slice(0, 80), parseFloat(fontSize), parseFloat(lineHeight), parseFloat(letterSpacing) || 0];
  });
}"""
"""Of each element with words: what it is, the size, the height of a line, the space between letters."""

SMALL = """(least) => {
  const inSentence = (e) => e.matches('a') && e.closest('p, td, dd, li') && e.parentElement.innerText.trim() !== e.innerText.trim();
  return [...document.querySelectorAll('a[href], button, input, select, summary')]
    .filter((e) => e.checkVisibility({visibilityProperty: true}) && !inSentence(e) && !e.matches('.gk-skip'))
    .map((e) => [e.outerHTML.slice(0, 80), Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height)])
    .filter(([, size]) => size < least);
}"""
"""What is pressed and smaller than the least, but for links within a sentence."""

BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def pressed(page: Page) -> list[str]:
    return page.locator(".gk-view [aria-pressed='true']").all_inner_texts()


def size(page: Page) -> float:
    return float(style(page.locator("body"), "fontSize").removesuffix("px"))


def test_elder_mode_keeps_its_promises(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    unfold(page)
    before = page.evaluate(WORDS)
    choose(page, "长者模式")
    for (what, small, *_), (_, large, line, space) in zip(before, page.evaluate(WORDS), strict=True):
        assert round(large / small, 2) >= 1.3, what
        assert round(line / large, 2) >= 1.5, what
        assert space >= 0.05 * large or "<code" in what or "<pre" in what, what
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(FAINT, AAA) == [], scheme
    for width in (320, 360, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOWING) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(SMALL, TARGET) == [], width


def test_what_was_chosen_is_remembered_on_the_next_page(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["home"]) as page:
        assert pressed(page) == ["标准"]
        standard = size(page)
        for name, times in (("大字", 1.2), ("长者模式", 1.4), ("标准", 1.0)):
            choose(page, name)
            assert (pressed(page), round(size(page) / standard, 2)) == ([name], times)
            page.goto(top + KINDS["item with files"])
            assert (pressed(page), round(size(page) / standard, 2)) == ([name], times)


def test_a_choice_reaches_other_windows_and_the_page_gone_back_to(chromium: Browser, below: str) -> None:
    with opened(chromium, below, KINDS["home"]) as page:
        other = page.context.new_page()
        other.goto(below + KINDS["column"])
        choose(other, "大字")
        page.locator(".gk-view [value='large'][aria-pressed='true']").wait_for()
        page.goto(below + KINDS["catalogue"])
        choose(page, "长者模式")
        page.go_back()
        assert pressed(page) == ["长者模式"]


def test_where_nothing_may_be_kept_the_choice_holds_for_the_page(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["home"]) as page:
        page.add_init_script(BLOCKED)
        page.goto(top + KINDS["column"])
        choose(page, "长者模式")
        assert pressed(page) == ["长者模式"]
        page.goto(top + KINDS["home"])
        assert pressed(page) == ["标准"]


def test_what_another_program_kept_there_is_no_choice(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["home"]) as page:
        page.evaluate("localStorage.setItem('gk-view', '\"]<script>')")
        page.reload()
        assert pressed(page) == ["标准"]
        assert page.locator("html").get_attribute("data-view") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_the_system_for_contrast_gets_it_without_scripts(
    chromium: Browser, top: str, scheme: str
) -> None:
    with opened(chromium, top, KINDS["item with files"], contrast="more", color_scheme=scheme) as page:
        unfold(page)
        assert page.evaluate(FAINT, AAA) == []


def test_colours_of_the_system_keep_what_is_current_apart(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["column"], forced_colors="active") as page:
        for parts, edge in ((".gk-head li a", "borderBottomColor"), (".gk-view button", "borderTopColor")):
            current = ":is([aria-current], [aria-pressed='true'])"
            ground = style(page.locator("body"), "backgroundColor")
            assert style(page.locator(f"{parts}{current}"), edge) != ground
            for each in page.locator(f"{parts}:not({current})").all():
                assert style(each, edge) == ground


def test_who_asks_for_no_motion_sees_none(chromium: Browser, top: str) -> None:
    moving = """[...document.querySelectorAll('*')].filter((each) => {
      const {transitionDuration, animationName} = getComputedStyle(each);
      return transitionDuration !== '0s' || animationName !== 'none';
    }).map((each) => each.outerHTML.slice(0, 80))"""
    with opened(chromium, top, KINDS["item with files"], reduced_motion="reduce") as page:
        assert page.evaluate(moving) == []
