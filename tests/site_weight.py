"""What a page of a built site costs its reader: compressed bytes of the page and of all it loads but images."""

from __future__ import annotations

import gzip
import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from lxml import html

LOADED = "//link[contains(@rel, 'stylesheet') or contains(@rel, 'icon') or contains(@rel, 'preload')]/@href | //script/@src"


def weight(site: Path, page: Path) -> dict[str, int]:
    """Bytes by file, as a server sends them."""
    files = {page, *(_resolved(page, address) for address in _loaded(page))}
    return {file.relative_to(site).as_posix(): _compressed(file) for file in sorted(files)}


def _loaded(page: Path) -> Iterator[str]:
    return (str(address) for address in html.document_fromstring(page.read_bytes()).xpath(LOADED))


def _resolved(page: Path, address: str) -> Path:
    return Path(posixpath.normpath(page.parent / unquote(address)))


@cache
def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), compresslevel=6, mtime=0))
