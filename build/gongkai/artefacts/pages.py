"""The main part of pages as HTML: the lists, the column pages, the home page's newest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.artefacts.body import dressed
from gongkai.artefacts.templates import template
from gongkai.layout import relative, site_path
from gongkai.links import on_page
from gongkai.markdown import to_clean_html
from gongkai.model import Catalogue, Entry, RawItem

PER_PAGE = 50
NEWEST = 10
"""Entries on the home page."""
CATALOGUE = "catalogue.html"


@dataclass(frozen=True, slots=True)
class Listing:
    """One way to divide the catalogue: all, a category, a department, or a year."""

    title: str
    kind: str
    slug: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-len(self.entries) // PER_PAGE))

    def page(self, number: int) -> str:
        """The permanent address of page `number`, counted from 1."""
        if self.kind == "all" and number == 1:
            return CATALOGUE
        return f"catalogue/{self.slug}{f'-{number}' if number > 1 else ''}.html"

    def part(self, number: int) -> tuple[Entry, ...]:
        """The entries of page `number`."""
        return self.entries[(number - 1) * PER_PAGE : number * PER_PAGE]


def listings(catalogue: Catalogue) -> tuple[Listing, ...]:
    """All, then each category, each department, and each year that has entries."""
    named = [
        ("category", catalogue.categories, lambda entry: entry.item.category),
        ("department", catalogue.departments, lambda entry: entry.item.department),
    ]
    divided = [
        Listing(choice.name, kind, choice.slug, entries.get(choice.name, ()))
        for kind, choices, key in named
        for entries in [_divide(catalogue.entries, key)]
        for choice in choices
    ]
    years = _divide(catalogue.entries, lambda entry: entry.item.year)
    divided += [Listing(f"{year}年", "year", year, years[year]) for year in sorted(years, reverse=True)]
    return (Listing("全部信息", "all", "all", catalogue.entries), *divided)


def _divide(entries: Iterable[Entry], key: Callable[[Entry], str]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return {name: tuple(part) for name, part in found.items()}


def list_page(listing: Listing, number: int, every: tuple[Listing, ...]) -> str:
    """One page of a list, with the other lists beside it and the pages before and after."""
    return template("list.html").render(
        listing=listing,
        number=number,
        entries=listing.part(number),
        first=len(listing.entries) - (number - 1) * PER_PAGE,
        every=every,
        link=_linker(listing.page(number)),
    )


def overview(catalogue: Catalogue) -> str:
    """The first page of all entries, for the catalogue's column page."""
    every = listings(catalogue)
    return list_page(every[0], 1, every)


def column_page(raw: RawItem) -> str:
    """A column page's own text."""
    page = site_path(raw.path)
    return dressed(to_clean_html(raw.body, lambda address: on_page(raw.path, address, page))).html


def newest(catalogue: Catalogue) -> str:
    """The newest entries, for the home page."""
    return template("newest.html").render(
        entries=catalogue.entries[:NEWEST], catalogue=CATALOGUE, link=_linker("index.html")
    )


def _linker(page: str) -> Callable[[str], str]:
    return lambda to: relative(page, to)
