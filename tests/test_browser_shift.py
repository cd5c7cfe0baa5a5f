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


@pytest.mark.parametrize("view", ["", "elder"])
def test_nothing_moves_while_a_page_arrives(chromium: Browser, below: str, view: str) -> None:
    with opened(chromium, below, KINDS["home"], viewport={"width": 390, "height": 800}) as page:
        page.evaluate("(view) => localStorage.setItem('gk-view', view)", view)
        page.add_init_script(WATCH)
        for kind, address in KINDS.items():
            page.goto(below + address)
            assert moved(page) == [], kind
            assert page.locator("html").get_attribute("data-view") == view


def test_nothing_moves_on_a_slow_line_in_elder_mode(chromium: Browser, below: str) -> None:
    with opened(chromium, below, KINDS["home"], viewport={"width": 390, "height": 800}) as page:
        page.evaluate("localStorage.setItem('gk-view', 'elder')")
        page.add_init_script(WATCH)
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        for kind in ("home", "item with files", "wide item"):
            page.goto(below + KINDS[kind])
            assert moved(page) == [], kind


def test_what_moves_is_seen(chromium: Browser, below: str) -> None:
    with opened(chromium, below, KINDS["item with files"]) as page:
        page.add_init_script(WATCH)
        page.reload()
        page.evaluate(PAINTED)
        page.evaluate("document.querySelector('h1').style.marginTop = '9rem'")
        assert moved(page)
