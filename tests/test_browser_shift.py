"""Nothing on a page moves while it arrives: not as usual, and not for those who chose 长者模式."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from site_browser import KINDS, opened

pytest_plugins = ("site_fixtures",)

WATCH = """
window.moved = [];
new PerformanceObserver((list) => list.getEntries().forEach((each) => moved.push(
  [each.value, each.sources.map(({node}) => (node?.outerHTML ?? node?.data ?? '').slice(0, 80))],
))).observe({type: 'layout-shift', buffered: true});
"""
PAINTED = (
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
)
SLOW = {"offline": False, "latency": 100, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
"""Bytes a second: style sheets, script and page arrive far apart."""


def moved(page: Page) -> list[object]:
    page.evaluate(PAINTED)
    found: list[object] = page.evaluate("moved")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_arrives(chromium: Browser, below: str, kind: str) -> None:
    with opened(chromium, below, "feed.xml", viewport={"width": 390, "height": 800}) as page:
        page.add_init_script(WATCH)
        for view in ("", "elder"):
            page.evaluate("(view) => localStorage.setItem('gk-view', view)", view)
            page.goto(below + KINDS[kind])
            assert moved(page) == [], view
            assert page.locator("html").get_attribute("data-view") == view


@pytest.mark.parametrize("kind", ["home", "item with files"])
def test_nothing_moves_on_a_slow_line_in_elder_mode(chromium: Browser, below: str, kind: str) -> None:
    with opened(chromium, below, "feed.xml", viewport={"width": 390, "height": 800}) as page:
        page.evaluate("localStorage.setItem('gk-view', 'elder')")
        page.add_init_script(WATCH)
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        for _ in range(3):  # the first time all must come; later some is kept and some asked for again
            page.goto(below + KINDS[kind])
            assert moved(page) == []


def test_what_moves_is_seen(chromium: Browser, below: str) -> None:
    with opened(chromium, below, KINDS["item with files"]) as page:
        page.add_init_script(WATCH)
        page.reload()
        page.evaluate(PAINTED)
        page.evaluate("document.querySelector('h1').style.marginTop = '9rem'")
        assert moved(page)
