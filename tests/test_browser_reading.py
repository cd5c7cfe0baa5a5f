"""Reading without scripts, without a mouse, and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from site_browser import KINDS, Window, opened, style, unfold, visited, window

pytest_plugins = ("site_fixtures",)


@pytest.fixture(scope="module")
def without_scripts(chromium: Browser, top: str) -> Iterator[Window]:
    with window(chromium, top, java_script_enabled=False) as opened:
        yield opened


def test_with_scripts_off_the_same_words_are_shown(
    page: Page, without_scripts: Window, top: str, kind: str
) -> None:
    page.evaluate("document.querySelectorAll('.gk-script').forEach((each) => each.remove())")
    words = page.locator("body").inner_text().split()
    with visited(without_scripts, top + KINDS[kind]) as other:
        instead = [word for each in other.locator("noscript").all() for word in each.inner_text().split()]
        shown = other.locator("body").inner_text().split()
        assert [word for word in shown if word not in instead] == words
        assert other.locator("header nav a").count() == 6
        assert all(link.is_visible() for link in other.locator("header nav a").all())


@pytest.mark.parametrize("width", [360, 1440])
def test_with_scripts_off_every_part_of_an_item_is_visible(chromium: Browser, top: str, width: int) -> None:
    shape = {"width": width, "height": 800}
    with opened(chromium, top, KINDS["item with files"], viewport=shape, java_script_enabled=False) as page:
        for part in (".gk-facts", ".gk-body", "#attachments", ".gk-approvals", "#downloads", "footer"):
            assert page.locator(part).is_visible(), part
        page.locator("summary").click()
        assert page.locator("details pre").first.is_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_with_scripts_off_a_list_and_its_facets_are_visible(chromium: Browser, top: str, width: int) -> None:
    shape = {"width": width, "height": 800}
    with opened(chromium, top, KINDS["second page"], viewport=shape, java_script_enabled=False) as page:
        assert page.locator(".gk-list tbody tr").count() == 50
        for part in (".gk-facets", ".gk-list", ".gk-pages"):
            assert page.locator(part).is_visible(), part


def _focused(page: Page) -> Locator:
    return page.locator(":focus")


REACHED = "a[href], summary, button, input, select, [tabindex='0']"

FOCUS = """() => {
  const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
  const {x, width} = document.activeElement.getBoundingClientRect();
  return [outlineStyle, outlineWidth, x >= 0 && width > 0];
}"""
"""How what has the focus shows it, and whether it is within the window."""


@pytest.mark.parametrize("kind", ["home", "second page", "item with files"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_link_is_reached_by_the_keyboard_and_shows_it(
    chromium: Browser, top: str, kind: str, width: int
) -> None:
    with opened(chromium, top, KINDS[kind], viewport={"width": width, "height": 800}) as page:
        for _ in range(page.locator(f":is({REACHED}):visible").count()):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS) == ["solid", "3px", True]
        assert page.locator("footer a").last.evaluate("each => each === document.activeElement")


def test_the_first_key_leads_past_the_header(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["item with files"]) as page:
        page.keyboard.press("Tab")
        assert _focused(page).inner_text() == "跳到正文"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert _focused(page).evaluate("each => !!each.closest('main')")


def test_on_paper_there_is_the_text_and_nothing_to_press(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["item with files"], color_scheme="dark") as page:
        unfold(page)
        page.emulate_media(media="print")
        for part in (".gk-skip", "header", ".gk-trail", ".gk-tools", ".gk-downloads", "footer .gk-links"):
            assert not page.locator(part).is_visible(), part
        for part in (
            "h1",
            ".gk-facts",
            ".gk-body",
            "#attachments",
            ".gk-approvals",
            ".gk-cite",
            ".gk-sample",
        ):
            assert page.locator(part).is_visible(), part
            assert style(page.locator(part), "color") == "rgb(0, 0, 0)"
        assert style(page.locator("body"), "backgroundColor") == "rgb(255, 255, 255)"


def test_on_paper_a_list_has_no_facets_or_pages(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["second page"]) as page:
        page.emulate_media(media="print")
        assert not page.locator(".gk-facets").is_visible()
        assert not page.locator(".gk-pages").is_visible()
        assert page.locator(".gk-list").is_visible()
