"""The main part of pages as HTML: the lists, the column pages, the home page's newest, the site map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from markupsafe import Markup

from gongkai.artefacts import outputs, records, rows
from gongkai.artefacts.body import dressed
from gongkai.artefacts.head import Column, Head, column_head, latest
from gongkai.artefacts.listings import CATALOGUE, PER_PAGE, Listing, listings
from gongkai.artefacts.opensearch import SEARCH
from gongkai.artefacts.templates import template
from gongkai.layout import item_page, relative, site_path
from gongkai.links import on_page
from gongkai.markdown import to_clean_html
from gongkai.model import Catalogue, Entry, Page, RawItem

NEWEST = 10
"""Entries on the home page."""
SITE_MAP = "sitemap.html"


def list_pages(every: tuple[Listing, ...], catalogue: Catalogue) -> Iterator[tuple[str, Head, str]]:
    """Address, head and main part of each page of each list, but for the first of all: a column page."""
    drawn: dict[str, str] = {}
    categories = {each.name: each for each in every if each.kind == "category"}
    for listing in every:
        above = categories[listing.category] if listing.kind == "topic" else None
        facets = _facets(every, listing.page(2), listing)  # in the folder that all of these lie in
        when = latest(listing.entries, catalogue.policy)
        column = Column(listing.title, f"政府信息公开目录：{listing.title}", listing.column_type)
        for number in range(1, listing.count + 1):
            if (page := listing.page(number)) != CATALOGUE:
                title = f"{listing.title}（第 {number} 页）" if number > 1 else listing.title
                content = template("list.html").render(
                    _shared(listing, number, drawn), above=above, facets=facets
                )
                yield page, column_head(column, catalogue.policy, when, title), content


def overview(catalogue: Catalogue) -> str:
    """The filter and the first page of all entries, for the catalogue's column page."""
    every = listings(catalogue)
    everything = every[0]
    return template("overview.html").render(
        _shared(everything, 1, {}),
        facets=_facets(every, CATALOGUE, everything),
        every=every,
        validities=_validities(catalogue),
        sources=" ".join(
            relative(CATALOGUE, rows.address(each.slug)) for each in every if each.kind == "year"
        ),
    )


def column_page(raw: RawItem) -> str:
    """A column page's own text."""
    page = site_path(raw.path)
    return dressed(to_clean_html(raw.body, lambda address: on_page(raw.path, address, page))).html


def newest(catalogue: Catalogue) -> str:
    """The newest entries and the categories, for the home page."""
    categories = [each for each in listings(catalogue) if each.kind == "category"]
    return template("newest.html").render(
        entries=catalogue.entries[:NEWEST],
        catalogue=CATALOGUE,
        facets=_facets(categories, "index.html"),
        link=_linker("index.html"),
    )


def site_map(every: tuple[Listing, ...], columns: Iterable[Page]) -> str:
    """All column pages, all lists, and the data; the lists lead to the items."""
    addresses = [*((site_path(page.raw.path), page.title) for page in columns), (SEARCH, "全文检索")]
    return template("sitemap.html").render(
        columns=addresses, everything=every[0], every=every, data=outputs.WHOLE, link=_linker(SITE_MAP)
    )


def _shared(listing: Listing, number: int, drawn: dict[str, str]) -> dict[str, Any]:
    """What every page of a list says."""
    page = listing.page(number)
    rows = _rows(listing, number, (_cells(entry, page, drawn) for entry in listing.part(number)))
    return {"listing": listing, "number": number, "rows": rows, "link": _linker(page)}


def _rows(listing: Listing, number: int, drawn: Iterable[str]) -> Markup:
    """Rows with their numbers: the oldest entry's is 1. A template takes six times as long, and each stands in five lists."""
    first = len(listing.entries) - (number - 1) * PER_PAGE
    rows = (f"<tr>\n<td>{first - at}</td>\n{cells}\n</tr>\n" for at, cells in enumerate(drawn))
    return Markup("".join(rows))  # noqa: S704 - the cells were drawn by a template


def _cells(entry: Entry, page: str, drawn: dict[str, str]) -> str:
    """An entry's row but for its number; `drawn` keeps those of one folder, where each stands in five lists."""
    item = entry.item
    if item.index not in drawn:
        address = relative(page, item_page(item.index))
        drawn[item.index] = template("row.html").module.cells(entry, item, address)  # type: ignore[attr-defined]
    return drawn[item.index]


def _facets(every: Iterable[Listing], page: str, listing: Listing | None = None) -> str:
    """The lists to choose from on a page; topics only of the category that is shown."""
    return template("facets.html").render(every=tuple(every), listing=listing, link=_linker(page))


def _validities(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Each state that an entry is in, with how many are: what is in force first."""
    counts = Counter(records.validity(entry.item) for entry in catalogue.entries)
    return sorted(counts.items(), key=lambda each: (each[0] != records.IN_FORCE, each[0]))


def _linker(page: str) -> Callable[[str], str]:
    return lambda to: relative(page, to)
