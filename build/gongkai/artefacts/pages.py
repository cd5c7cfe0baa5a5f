"""The main part of each page as HTML: an entry, the lists, the home page's newest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from gongkai.artefacts import records
from gongkai.layout import folder, relative, site_path
from gongkai.links import on_page
from gongkai.markdown import to_clean_html
from gongkai.model import CHINA, Catalogue, Choice, Entry, RawItem
from gongkai.statement import openssh_commands

PER_PAGE = 50
NEWEST = 10
"""Entries on the home page."""
CATALOGUE = "catalogue.html"
_KILO = 1024


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


def entry_page(entry: Entry, catalogue: Catalogue) -> str:
    """An entry's page: header table (law part 3), text, attachments, approvals, downloads."""
    item, page = entry.item, entry.page
    files = zip(item.attachments, entry.sizes, strict=True)
    return _template("entry.html").render(
        entry=entry,
        item=item,
        bureau=catalogue.policy.bureau,
        in_force=records.IN_FORCE,
        body=to_clean_html(item.raw.body, lambda address: on_page(item.path, address, page)),
        attachments=[
            (each, size, relative(page, site_path(folder(item.index) + each.file))) for each, size in files
        ],
        commands=lambda given: openssh_commands(item.index, given, catalogue.policy.domain, broken=True),
        source=records.source(entry),
        data=records.data(entry),
        link=_linker(page),
        category=_slug(catalogue.categories, item.category),
    )


def list_page(listing: Listing, number: int, every: tuple[Listing, ...]) -> str:
    """One page of a list, with the other lists beside it and the pages before and after."""
    return _template("list.html").render(
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
    return to_clean_html(raw.body, lambda address: on_page(raw.path, address, page))


def newest(catalogue: Catalogue) -> str:
    """The newest entries, for the home page."""
    return _template("newest.html").render(
        entries=catalogue.entries[:NEWEST], catalogue=CATALOGUE, link=_linker("index.html")
    )


def _linker(page: str) -> Callable[[str], str]:
    return lambda to: relative(page, to)


def _slug(choices: Iterable[Choice], name: str) -> str:
    return next(choice.slug for choice in choices if choice.name == name)


def human_size(size: int) -> str:
    """Bytes as people read them: 1023 字节, 1.5 KB, 2.0 MB."""
    if size < _KILO:
        return f"{size} 字节"
    return f"{size / _KILO:.1f} KB" if size < _KILO**2 else f"{size / _KILO**2:.1f} MB"


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    loader = PackageLoader("gongkai", "theme/fragments")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(human_size=human_size, day=_day, minute=_minute)
    return environment


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _minute(moment: datetime) -> str:
    china = moment.astimezone(CHINA)
    return f"{_day(china)} {china:%H:%M}"
