"""Every page of a built site: whole, in Chinese, with links that lead somewhere and none that leave it unasked."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from gongkai.model import Catalogue
from signed_repo import SignedRepo
from site_repo import ATTACHMENT, COLUMNS, GONGKAI, HOSTILE, SAMPLES, gongkai

pytest_plugins = ("site_fixtures",)

FOOTER = {
    "https://beian.miit.gov.cn/",
    "https://www.tjj.test/biaozhi",
    "https://www.tjj.test/zhaocuo?site_code=0000000000&url=a",
}
"""Where the foot of every page leads: the register of sites, and the two addresses of the tests' policy."""
OUTSIDE = {*FOOTER, "https://tjj.example/a"}
"""With them, the one address outside that the content writes."""
DATA = "application/ld+json"
"""What stands in a script element and is none."""
NO_COLUMN = {"sitemap.html", "search.html"}
BELOW = {"reports/2025.html": "annual.html", "articles.html": "system.html"}
"""The pages below a column other than the catalogue's."""
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page by its address, parsed."""
    return {
        path.relative_to(site).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def addresses(pages: dict[str, html.HtmlElement]) -> Iterator[tuple[str, str, str]]:
    """Page, tag and address of everything that a page refers to."""
    for page, tree in pages.items():
        for element, _, address, _ in tree.iterlinks():
            yield page, element.tag, address


def resolved(page: str, address: str) -> str:
    """The file, from the top of the site, that an address on a page names."""
    path = unquote(urlsplit(address).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def test_every_reference_resolves_to_a_file(site: Path, pages: dict[str, html.HtmlElement]) -> None:
    broken = [
        (page, address)
        for page, _, address in addresses(pages)
        if address not in OUTSIDE and not (site / resolved(page, address)).is_file()
    ]
    assert broken == []


def test_every_reference_into_a_page_finds_its_place(pages: dict[str, html.HtmlElement]) -> None:
    for page, _, address in addresses(pages):
        if place := urlsplit(address).fragment:
            assert pages[resolved(page, address)].xpath("//*[@id=$place]", place=place), (page, address)


def test_nothing_is_absolute_but_a_link_that_was_written(pages: dict[str, html.HtmlElement]) -> None:
    found = list(addresses(pages))
    outside = {
        (tag, address) for _, tag, address in found if urlsplit(address).scheme or urlsplit(address).netloc
    }
    assert outside == {("a", address) for address in OUTSIDE}
    assert not [address for _, _, address in found if address.startswith("/")]


def test_no_style_sheet_leads_out_of_the_site(site: Path, pages: dict[str, html.HtmlElement]) -> None:
    linked = {resolved(page, address) for page, tag, address in addresses(pages) if tag == "link"}
    sheets = [name for name in linked if name.endswith(".css")]
    assert "assets/gongkai.css" in sheets
    for name in sheets:
        css = (site / name).read_text(encoding="utf-8")
        assert "@import" not in css
        assert not [url for url in _URL.findall(css) if not url.startswith("data:")]


def test_every_page_has_what_a_page_must_have(pages: dict[str, html.HtmlElement]) -> None:
    for page, tree in pages.items():
        assert tree.get("lang") == "zh-CN", page
        assert tree.findtext(".//title"), page
        assert tree.xpath("string(//meta[@name='description']/@content)"), page
        identifiers = tree.xpath("//@id")
        assert len(identifiers) == len(set(identifiers)), page
        assert len(tree.xpath("//main")) == 1, page
        assert len(tree.xpath("//h1")) == 1, page


def test_scripts_are_files_of_the_site_and_come_after_all_content(
    site: Path, pages: dict[str, html.HtmlElement]
) -> None:
    for page, tree in pages.items():
        assert not tree.xpath("//@*[starts-with(name(), 'on')] | //*[@style]"), page
        scripts = tree.xpath(f"//script[not(@type='{DATA}')]")
        assert scripts, page
        for script in scripts:
            assert resolved(page, str(script.get("src"))).startswith("assets/"), page
            assert not script.text, page
        raw = (site / page).read_text(encoding="utf-8").replace(f'<script type="{DATA}"', "")
        assert raw.index("<script") > raw.index("</main>"), page


def test_titles_tell_pages_apart(pages: dict[str, html.HtmlElement]) -> None:
    titles = [tree.findtext(".//title") for page, tree in pages.items() if page.startswith("catalogue")]
    assert len(set(titles)) == len(titles)


def test_every_page_marks_its_column(pages: dict[str, html.HtmlElement]) -> None:
    for page, tree in pages.items():
        current = tree.xpath("//header//a[@aria-current]/@href")
        own = page if page.removesuffix(".html") in COLUMNS else BELOW.get(page, "catalogue.html")
        assert [resolved(page, each) for each in current] == ([] if page in NO_COLUMN else [own])


def test_hostile_words_stay_words_in_title_and_description(
    pages: dict[str, html.HtmlElement], site: Path
) -> None:
    tree = pages["items/2026/00003.html"]
    assert str(tree.findtext(".//title")).startswith(HOSTILE)
    assert tree.xpath("string(//meta[@name='description']/@content)") == HOSTILE
    for listed in ("catalogue/all-3.html", "catalogue/2026-3.html"):
        assert HOSTILE in [each.text_content() for each in pages[listed].xpath("//td/a")]
    raw = (site / "items/2026/00003.html").read_text(encoding="utf-8")
    assert "<script>" not in raw
    assert unescape(raw).count(HOSTILE) == 7


def test_the_site_holds_the_signed_bytes(site: Path, column: SignedRepo, catalogue: Catalogue) -> None:
    content = column.root / "content"
    for entry in catalogue.entries:
        path = Path(entry.item.path).relative_to("content")
        assert (site / path).read_bytes() == (content / path).read_bytes()


def test_attachments_keep_their_name_and_bytes(
    site: Path, column: SignedRepo, pages: dict[str, html.HtmlElement]
) -> None:
    folder = "items/2026/00001"
    for name in (ATTACHMENT, "chart.png"):
        data = (column.root / "content" / folder / name).read_bytes()
        assert (site / folder / name).read_bytes() == data
        (link,) = pages[f"{folder}.html"].xpath("//section//a[@download=$name]", name=name)
        assert resolved(f"{folder}.html", link.get("href")) == f"{folder}/{name}"


def test_nothing_else_of_the_repository_is_published(site: Path) -> None:
    kinds = {path.suffix for path in site.rglob("*") if path.is_file() and "assets" not in path.parts}
    assert kinds == {
        ".html", ".json", ".jsonld", ".csv", ".db", ".xml", ".ics", ".txt", ".md", ".png", ".js",
        ".docx", ".pagefind", ".pf_index", ".pf_meta", ".pf_part",
    }  # fmt: skip
    assert sorted(path.name for path in (site / "items/2026/00001").iterdir()) == [
        "chart.png",
        "index.md",
        ATTACHMENT,
    ]
    assert not list(site.glob("shell*"))


def test_pages_of_an_item_are_where_its_number_says(site: Path) -> None:
    for index in SAMPLES:
        assert (site / "items" / f"{index.replace('-', '/')}.html").is_file()


def test_the_commands_on_a_page_verify_its_approvals(built_few: Path, tmp_path: Path) -> None:
    page = html.document_fromstring((built_few / "site/items/2026/00002.html").read_bytes())
    first, second = page.xpath("//details//pre")
    verified = gongkai(built_few, *first.text_content().split()[1:])
    assert verified.returncode == 0, verified.stdout
    copy = SignedRepo(built_few, fresh=False).clone(tmp_path / "clone").root
    script = second.text_content().replace("gongkai ", f"'{GONGKAI}' ")
    shell = ["bash", "-euo", "pipefail"]
    done = subprocess.run(shell, cwd=copy, input=script.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b"Good ") == 3
