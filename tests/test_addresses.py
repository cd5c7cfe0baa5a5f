"""Paths, index numbers, addresses and links: tables."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import layout, links

ITEM, FOLDER = "content/items/2026/00012.md", "content/items/2026/00012/index.md"


@pytest.mark.parametrize(
    ("path", "document", "in_folder", "page"),
    [
        (ITEM, "2026-00012", None, False),
        (FOLDER, "2026-00012", "2026-00012", False),
        ("content/items/2026/00012/附表.csv", None, "2026-00012", False),
        ("content/items/2026/00012/a\nb.csv", None, "2026-00012", False),
        ("content/items/2026/00012/deep/a.csv", None, None, False),
        ("content/items/2026/00000.md", None, None, False),
        ("content/items/2026/00012.md\n", None, None, False),
        ("content/items/2026/0012.md", None, None, False),
        ("content/items/1899/00012.md", None, None, False),
        ("items/2026/00012.md", None, None, False),
        ("content/guide.md", None, None, True),
        ("content/2026-guide.md", None, None, True),
        ("content/-guide.md", None, None, False),
        ("content/Guide.md", None, None, False),
        ("content/a/guide.md", None, None, False),
        ("content/guide.md.md", None, None, False),
        ("content/.md", None, None, False),
    ],
)
def test_what_a_path_is(path: str, document: str | None, in_folder: str | None, page: bool) -> None:  # noqa: FBT001
    assert layout.document_index(path) == document
    assert layout.folder_index(path) == in_folder
    assert layout.is_page(path) is page


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (ITEM, "items/2026/00012.html"),
        (FOLDER, "items/2026/00012.html"),
        ("content/items/2026/00012/附表.csv", "items/2026/00012/附表.csv"),
        ("content/index.md", "index.html"),
        ("content/guide.md", "guide.html"),
    ],
)
def test_where_a_file_is_published(path: str, address: str) -> None:
    assert layout.site_path(path) == address


def test_an_item_and_its_earlier_revisions_have_permanent_addresses() -> None:
    assert layout.item_page("2026-00012") == "items/2026/00012.html"
    assert layout.earlier("2026-00012", 3) == "items/2026/00012-r3"


HERE = "items/2026/00012.html"


@pytest.mark.parametrize(
    ("document", "written", "on_page"),
    [
        (ITEM, "00013.md", "00013.html"),
        (ITEM, "../2025/00001/index.md", "../2025/00001.html"),
        (ITEM, "00012/附表 一.csv", "00012/%E9%99%84%E8%A1%A8%20%E4%B8%80.csv"),
        (FOLDER, "附表.csv", "00012/%E9%99%84%E8%A1%A8.csv"),
        (FOLDER, "%E9%99%84%E8%A1%A8.csv", "00012/%E9%99%84%E8%A1%A8.csv"),
        (FOLDER, "../00013.md", "00013.html"),
        (ITEM, "../../guide.md", "../../guide.html"),
        (ITEM, "../../guide.md#查询", "../../guide.html#查询"),
        (ITEM, "https://example.org/a?b#c", "https://example.org/a?b#c"),
        (ITEM, "mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_how_a_link_reads_on_the_page(document: str, written: str, on_page: str) -> None:
    assert links.on_page(document, written, HERE) == on_page


@st.composite
def addresses(draw: st.DrawFn) -> str:
    folders = draw(st.lists(st.sampled_from(["items", "2026", "附 件"]), max_size=4))
    return "/".join([*folders, draw(st.sampled_from(["index.html", "表 #1.csv"]))])


@given(addresses(), addresses())
def test_a_link_from_page_to_page_is_the_way_between_them(page: str, to: str) -> None:
    assert layout.relative(page, to) == quote(posixpath.relpath(to, posixpath.dirname(page) or "."))


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("a.md", "content/items/2026/a.md"),
        ("./x/../a.md", "content/items/2026/a.md"),
        ("../../../policy/x", "policy/x"),
        ("../../../../../x", "../../x"),
        ("%2e%2e/a.md", "content/items/a.md"),
        ("a.md#b", "content/items/2026/a.md"),
        ("a.md?b", None),
        ("#b", None),
        ("", None),
        ("/a.md", None),
        ("//h/a.md", None),
        ("//[", None),
        ("javascript:a", None),
        ("data:a", None),
        ("http://h/a.md", None),
        ("a:b.md", None),
    ],
)
def test_which_file_a_link_names(written: str, named: str | None) -> None:
    assert links.target(ITEM, written) == named


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("http://h/", True), ("HTTPS://h/", True), ("mailto:a@b", True), ("tel:1", True), ("ftp://h/", False),
        ("javascript:a", False), ("file:///a", False), ("//h/a", False), ("a.md", False), ("//[", False), ("", False),
    ],
)  # fmt: skip
def test_which_links_lead_outside(address: str, outside: bool) -> None:  # noqa: FBT001
    assert links.is_outside(address) is outside
