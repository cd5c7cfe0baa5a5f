"""The column under another site's path, served by a plain web server, as a citizen goes through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from site_browser import KINDS, Window, opened, style, visited, window
from site_repo import ATTACHMENT

pytest_plugins = ("site_fixtures",)


def test_every_page_is_reached_from_the_first_by_links_that_all_work(below: str, site: Path) -> None:
    seen, ahead = set[str](), [f"{below}index.html"]
    while ahead:
        address = ahead.pop()
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
                data = answer.read()
        except HTTPError as error:
            pytest.fail(f"{address}: {error}")
        seen.add(address)
        if address.endswith(".html"):
            tree = html.document_fromstring(data, base_url=address)
            tree.make_links_absolute()
            links = {str(link).partition("#")[0] for _, _, link, _ in tree.iterlinks()}
            ahead += [link for link in links if link.startswith(below) and link not in {*seen, *ahead}]
    pages = {f"{below}{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")}
    assert pages <= seen


@pytest.fixture(scope="module")
def citizen(chromium: Browser, below: str) -> Iterator[Window]:
    with window(chromium, below) as opened:
        yield opened


def test_all_parts_of_a_page_arrive(citizen: Window, below: str, kind: str) -> None:
    with visited(citizen, below + KINDS[kind]) as page:
        assert style(page.locator("h1").first, "fontWeight") == "700", "the style sheet did not arrive"


def ask_for(opening: AbstractContextManager[Page], address: str) -> None:
    """A page of the column that shows an image from somewhere."""
    with opening as page:
        page.evaluate(
            "address => { document.body.append(Object.assign(new Image(), {src: address})) }", address
        )
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("address", ["https://tjj.example/a.png", "//tjj.example/a.png", "/a.png"])
def test_a_page_that_asks_for_anything_elsewhere_would_be_caught(
    chromium: Browser, citizen: Window, below: str, address: str
) -> None:
    for opening in (opened(chromium, below, "index.html"), visited(citizen, f"{below}index.html")):
        with pytest.raises(AssertionError, match=r"a\.png"):
            ask_for(opening, address)


def test_a_citizen_finds_an_item_and_downloads_its_files(chromium: Browser, below: str, site: Path) -> None:
    with opened(chromium, below, "index.html") as page:
        page.get_by_role("link", name="法定主动公开内容").first.click()
        page.get_by_role("link", name="最后一页").click()
        page.get_by_role("link", name="附有文件的信息").click()
        assert page.get_by_role("heading", level=1).inner_text() == "附有文件的信息"
        for link, name in (("《附表 一》", ATTACHMENT), ("带签名的原文", "index.md")):
            with page.expect_download() as download:
                page.get_by_role("link", name=link).click()
            assert download.value.suggested_filename == name
            assert Path(download.value.path()).read_bytes() == (site / "items/2026/00001" / name).read_bytes()
