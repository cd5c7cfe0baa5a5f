"""Where things lie: the path of a file of content/ is its address, and an item's is its index number."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

CONTENT = "content/"
ITEMS = "content/items/"

COLUMNS = ("index.md", "guide.md", "system.md", "catalogue.md", "annual.md", "request.md")
"""The column pages that the State Council's format asks for (国办公开办函〔2019〕61号), and the home page."""

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SERIAL = r"(?P<serial>(?!00000)[0-9]{5})"
_PAGE = re.compile(rf"{CONTENT}[a-z0-9][a-z0-9-]*\.md")
_DOCUMENT = re.compile(rf"{ITEMS}{_YEAR}/{_SERIAL}(?:\.md|/index\.md)")
_IN_FOLDER = re.compile(rf"{ITEMS}{_YEAR}/{_SERIAL}/[^/]+")


def is_page(path: str) -> bool:
    """Whether a path is a column page's: content/guide.md."""
    return _PAGE.fullmatch(path) is not None


def document_index(path: str) -> str | None:
    """2026-00012 for the two ways to write an item: 2026/00012.md and 2026/00012/index.md."""
    return _index(_DOCUMENT.fullmatch(path))


def folder_index(path: str) -> str | None:
    """2026-00012 for every file directly in its folder: index.md and the attachments."""
    return _index(_IN_FOLDER.fullmatch(path))


def _index(found: re.Match[str] | None) -> str | None:
    return found and f"{found['year']}-{found['serial']}"


def folder(index: str) -> str:
    """Where the attachments of 2026-00012 lie, with a slash at the end."""
    return f"{ITEMS}{index.replace('-', '/')}/"


def site_path(path: str) -> str:
    """The address, from the top of the site, at which a file of content/ is published."""
    path = path.removeprefix(CONTENT)
    if path.endswith("/index.md"):
        return path.removesuffix("/index.md") + ".html"
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


def item_page(index: str) -> str:
    """The permanent address of an item, always its newest revision: items/2026/00012.html."""
    return f"items/{index.replace('-', '/')}.html"


def earlier(index: str, revision: int) -> str:
    """What the permanent addresses of an earlier revision begin with: items/2026/00012-r1.

    With .html its page, with .md its source, with a slash its attachments.
    """
    return f"items/{index.replace('-', '/')}-r{revision}"


def relative(page: str, to: str) -> str:
    """A link from one address of the site to another, both from its top: right under any sub-path."""
    return quote(posixpath.relpath(to, posixpath.dirname(page) or "."))
