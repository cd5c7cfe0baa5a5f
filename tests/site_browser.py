"""A page of the site in a real browser, watched: what it logs, what it asks for, and where things stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, FloatRect, Locator, Page, Request, Response, Route

KINDS = {
    "home": "index.html",
    "column": "guide.html",
    "catalogue": "catalogue.html",
    "category": "catalogue/tongji-xinxi.html",
    "second page": "catalogue/all-2.html",
    "empty list": "catalogue/jigou-zhineng.html",
    "item with files": "items/2026/00001.html",
    "item with all fields": "items/2026/00002.html",
    "hostile item": "items/2026/00003.html",
    "wide item": "items/2026/00005.html",
    "corrected item": "items/2026/00006.html",
    "earlier revision": "items/2026/00006-r1.html",
    "withdrawn item": "items/2026/00007.html",
    "item taken back": "items/2026/00008.html",
    "late item": "items/2026/00011.html",
    "long law": "items/2026/00030.html",
}
"""An address for each kind of page."""


@contextmanager
def opened(chromium: Browser, top: str, address: str, **options: Any) -> Iterator[Page]:
    """A page of the site at `top`; whatever goes wrong on it, or asks for anything elsewhere, fails."""
    wrong: list[str] = []

    def answered(response: Response) -> None:
        if not response.ok:
            wrong.append(f"{response.url} {response.status}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up by the browser: for a download, or to go on
            wrong.append(f"{request.url} {request.failure}")

    def within(route: Route) -> None:
        if route.request.url.startswith(top):
            route.continue_()
        else:
            wrong.append(route.request.url)
            route.abort()

    context = chromium.new_context(locale="zh-CN", **options)
    try:
        page = context.new_page()
        page.route("**/*", within)
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("response", answered)
        page.on("requestfailed", failed)
        page.goto(top + address)
        yield page
        assert not wrong, wrong
    finally:
        context.close()


def unfold(page: Page) -> None:
    """Open everything that is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def box(locator: Locator) -> FloatRect:
    """Where it stands on the page."""
    found = locator.bounding_box()
    assert found is not None
    return found


def style(locator: Locator, name: str) -> str:
    """A computed property."""
    return str(locator.evaluate(f"each => getComputedStyle(each).{name}"))
