"""Where a link written in Markdown leads: to a file of content/, outside, or nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from gongkai.layout import relative, site_path

_OUTSIDE = {"http", "https", "mailto", "tel"}


def is_outside(address: str) -> bool:
    """Whether an address names its own scheme, one that a reader may follow."""
    return _scheme(address) in _OUTSIDE


def target(document: str, address: str) -> str | None:
    """The file of content/ that an address written in `document` names; None if it names none."""
    if _scheme(address) != "":
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # an address such as //[
        return None
    path = unquote(parts.path)
    if parts.netloc or parts.query or not path or path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(document), path))


def _scheme(address: str) -> str | None:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return None


def on_page(document: str, address: str, page: str, at: Callable[[str], str] = site_path) -> str:
    """An address as written in `document`, as it must read on `page` of the site.

    `at` tells where a file of content/ is published.
    """
    named = target(document, address)
    if named is None:
        return address
    fragment = urlsplit(address).fragment
    return relative(page, at(named)) + (f"#{fragment}" if fragment else "")
