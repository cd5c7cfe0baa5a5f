"""A page of the site in a real browser, watched: what it logs, what it asks for, and where things stand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, FloatRect, Locator, Page, Request, Response

QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # there is no other host
]  # fmt: skip
"""Options of a Chromium that asks nobody for anything by itself."""

KINDS = {
    "home": "index.html",
    "column": "guide.html",
    "request": "request.html",
    "catalogue": "catalogue.html",
    "schedule": "schedule.html",
    "responses": "response.html",
    "supervision": "supervision.html",
    "category": "catalogue/tongji-xinxi.html",
    "topic": "catalogue/tongji-xinxi-tongji-shuju.html",
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
    "site map": "sitemap.html",
    "search": "search.html",
    "articles": "articles.html",
    "annual": "annual.html",
    "report": "reports/2025.html",
    "assessment": "assessment.html",
    "assessed year": "assessment/2026.html",
}
"""An address for each kind of page."""

OVERFLOWING = """() => {
  const scrolls = e => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  return [...document.body.querySelectorAll('*')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && box.left >= 0 && box.right > innerWidth + 1 && !scrolls(each.parentElement);
  }).map(each => each.outerHTML.slice(0, 80));
}"""
"""What reaches beyond the window, but for what stands in a box that scrolls by itself."""

FAINT = """(least) => {
  const channels = color => color.match(/[0-9.]+/g).map(Number);
  const light = color => {
    const [r, g, b] = channels(color).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = e => {
    if (!e) return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
    const color = getComputedStyle(e).backgroundColor;
    return channels(color)[3] === 0 ? ground(e.parentElement) : color;
  };
  const ratio = e => {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    return (a + .05) / (b + .05);
  };
  const written = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  return [...document.body.querySelectorAll('*')].filter(e => written(e) && e.offsetParent && ratio(e) < least)
    .map(e => [e.outerHTML.slice(0, 80), ratio(e)]);
}"""
"""Words whose contrast is below the least."""

SETTLED = "() => Promise.all(document.getAnimations().map((change) => change.finished))"
"""Colours change by degrees; half way they are nobody's choice."""


Window = tuple[Page, list[str]]
NOT_MODIFIED = 304


@contextmanager
def window(chromium: Browser, top: str, **options: Any) -> Iterator[Window]:
    """An empty page, and what will have gone wrong on it; to ask for anything that is not of the site at `top` is."""
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(top):
            wrong.append(request.url)

    def answered(response: Response) -> None:
        if not response.ok and response.status != NOT_MODIFIED:
            wrong.append(f"{response.url} {response.status}")

    # Given up by the browser: for a download, or to go on; as scripts are off.
    given_up = ("net::ERR_ABORTED", *(("csp",) if options.get("java_script_enabled") is False else ()))

    def failed(request: Request) -> None:
        if request.failure not in given_up:
            wrong.append(f"{request.url} {request.failure}")

    context = chromium.new_context(locale="zh-CN", **options)
    try:
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", asked)
        page.on("response", answered)
        page.on("requestfailed", failed)
        yield page, wrong
    finally:
        context.close()


@contextmanager
def opened(chromium: Browser, top: str, address: str, **options: Any) -> Iterator[Page]:
    """A page of the site at `top` in a window of its own; whatever goes wrong on it fails."""
    with window(chromium, top, **options) as (page, wrong):
        page.goto(top + address)
        yield page
        assert not wrong, wrong


@contextmanager
def visited(of: Window, address: str) -> Iterator[Page]:
    """The same in a window for many pages, each as if it were new there; a new window takes eight times as long."""
    page, wrong = of
    wrong.clear()
    page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(address)
    yield page
    page.evaluate("localStorage.clear()")
    assert not wrong, wrong


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
