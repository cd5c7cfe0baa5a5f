"""sitemap.xml for search engines (sitemaps.org). The only text that must name the column's address."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from gongkai.layout import item_page
from gongkai.model import Catalogue

MOST = 50_000
"""Addresses in one file, by the protocol."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def as_sitemaps(catalogue: Catalogue, pages: Iterable[str]) -> dict[str, str]:
    """File name → text: one file, or an index and its parts. `pages` are those besides the entries'.

    Earlier revisions are left out: whoever searches should find what stands now.
    """
    places = [(page, "") for page in sorted(pages)]
    places += [(item_page(entry.item.index), str(entry.updated)) for entry in catalogue.entries]
    address = catalogue.policy.address
    if len(places) <= MOST:
        return {"sitemap.xml": _text("urlset", "url", address, places)}
    parts = {
        f"sitemap-{at // MOST + 1}.xml": _text("urlset", "url", address, places[at : at + MOST])
        for at in range(0, len(places), MOST)
    }
    index = _text("sitemapindex", "sitemap", address, [(name, "") for name in parts])
    return {"sitemap.xml": index, **parts}


def _text(root: str, child: str, address: str, places: list[tuple[str, str]]) -> str:
    children = "".join(_element(child, address + place, changed) for place, changed in places)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{children}</{root}>\n'


def _element(name: str, address: str, changed: str) -> str:
    lastmod = f"\n    <lastmod>{changed}</lastmod>" if changed else ""
    return f"  <{name}>\n    <loc>{escape(address)}</loc>{lastmod}\n  </{name}>\n"
