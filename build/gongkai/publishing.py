"""From a checked catalogue to the files of the site: one shell filled for each entry and list."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from gongkai import report_files
from gongkai.artefacts import (
    assessment_page,
    database,
    dcat,
    feed,
    linked,
    opensearch,
    pages,
    records,
    register_data,
    request_register,
    robots,
    rows,
    schedule,
    sitemap,
    sqlite_file,
)
from gongkai.artefacts.head import Column, column_head, latest
from gongkai.artefacts.listings import CATALOGUE, Listing, listings, neighbours
from gongkai.artefacts.shell import Shell
from gongkai.item_files import ItemFiles
from gongkai.layout import COLUMNS, CONTENT, relative, site_path
from gongkai.model import Catalogue
from gongkai.pipeline import Checked
from gongkai.printing import kept
from gongkai.sources.git.objects import file_reader
from gongkai.sources.new_site import NewSite
from gongkai.sources.workers import in_chunks, spread

ENTRY_SHELL = "shell/0000/entry.md"
LIST_SHELL = "shell/list.md"
TOP_SHELL = "shell.md"
REPORT_SHELL = "shell/report.md"
SEARCH_SHELL = "search.md"
SHELLS = (ENTRY_SHELL, LIST_SHELL, REPORT_SHELL, TOP_SHELL, SEARCH_SHELL)
"""As deep as the pages that will be made of them, so that relative links are right."""

Content: TypeAlias = "str | bytes | Iterator[str]"
"""Of a file: at once, or in pieces where it is all of the catalogue."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the site that can be written by itself."""

    name: str
    write: Callable[[], None]

    def done(self) -> None:
        """Write it."""
        self.write()


def publish(
    root: Path, checked: Checked, catalogue: Catalogue, shells: dict[str, Shell], site: NewSite
) -> int:
    """Write everything but MkDocs' own pages into `site`; the number of HTML pages written."""
    every = listings(catalogue)
    # One worker makes them all: who walks through the whole catalogue has all of its pages to himself afterwards.
    whole = [*_whole(root, every, checked, catalogue, shells, site)]
    files = item_files(root, checked, catalogue, shells, site)
    items = [_Part(entry.item.path, partial(files.write, entry)) for entry in catalogue.entries]
    for _ in spread(_Part.done, [whole, *in_chunks(items)], lambda part: part.name):
        pass
    return len(_addresses(every, catalogue)) + sum(1 + len(entry.earlier) for entry in catalogue.entries)


def item_files(
    root: Path, checked: Checked, catalogue: Catalogue, shells: dict[str, Shell], site: NewSite
) -> ItemFiles:
    """What writes the files of items into `site`."""
    read = file_reader(root, catalogue.policy.attachment_bytes)
    pdf_of = kept(root, checked.context, catalogue)
    return ItemFiles(root, site, catalogue, shells[ENTRY_SHELL], read, neighbours(catalogue), pdf_of)


def _whole(  # noqa: PLR0913, PLR0917 - what the parts are made of
    root: Path,
    every: tuple[Listing, ...],
    checked: Checked,
    catalogue: Catalogue,
    shells: dict[str, Shell],
    site: NewSite,
) -> Iterator[_Part]:
    """What is made of the whole catalogue."""
    columns = [site_path(page.raw.path) for page in checked.pages]
    texts: dict[str, Callable[[], Iterable[tuple[str, Content]]]] = {
        "catalogue.json": lambda: [("catalogue.json", records.pieces(catalogue))],
        "catalogue.jsonld": lambda: [("catalogue.jsonld", dcat.pieces(catalogue))],
        "lists": lambda: _drawn(every, checked, catalogue, shells),
        "catalogue.csv": lambda: [("catalogue.csv", records.lines(catalogue))],
        "assessment": lambda: _assessed(catalogue, shells[LIST_SHELL]),
        "rows": lambda: rows.as_scripts(catalogue),
        "registers": lambda: [*register_data.as_files(catalogue), *request_register.as_files(catalogue)],
        "feeds": lambda: feed.as_files(catalogue),
        "sitemap": lambda: sitemap.as_sitemaps(catalogue, [*columns, *_addresses(every, catalogue)]).items(),
        "others": lambda: [
            ("opensearch.xml", opensearch.as_opensearch(catalogue.policy)),
            ("robots.txt", robots.as_robots(catalogue.policy)),
            (schedule.CALENDAR, schedule.as_ics(checked.pages, catalogue)),
        ],
    }
    yield _Part("reports", partial(report_files.write, root, catalogue, shells[REPORT_SHELL], site))
    yield _Part("catalogue.db", partial(write_database, site.folder / "catalogue.db", catalogue))
    for name, made in texts.items():
        yield _Part(name, partial(_write_all, site, made))


def _write_all(site: NewSite, made: Callable[[], Iterable[tuple[str, Content]]]) -> None:
    for path, content in made():
        if isinstance(content, str | bytes):
            site.write(path, content)
        else:
            site.write_pieces(path, content)


def _addresses(every: tuple[Listing, ...], catalogue: Catalogue) -> list[str]:
    """Of each page that is neither an item's nor MkDocs'."""
    lists = (listing.page(number) for listing in every for number in range(1, listing.count + 1))
    years = [*assessment_page.addresses(catalogue.known), *report_files.addresses(catalogue)]
    return [*(page for page in lists if page != CATALOGUE), *years, pages.SITE_MAP]


def _drawn(
    every: tuple[Listing, ...], checked: Checked, catalogue: Catalogue, shells: dict[str, Shell]
) -> Iterator[tuple[str, str]]:
    """Address and text of each page that is neither an item's nor MkDocs'."""
    links = {each.page: each.links for each in feed.feeds(catalogue)}
    for page, head, content in pages.list_pages(every, catalogue):
        own = tuple((kind, title, relative(page, to)) for kind, title, to in links.get(page, ()))
        trail = linked.of_page(catalogue.policy, [linked.HOME, linked.CATALOGUE, (head.title, page)])
        yield page, shells[LIST_SHELL].fill(replace(head, feeds=own), content + trail)
    yield pages.SITE_MAP, _site_map(every, checked, shells[TOP_SHELL])


def _assessed(catalogue: Catalogue, shell: Shell) -> Iterator[tuple[str, Content]]:
    """The years that are assessed, as pages and as data."""
    found = assessment_page.results(catalogue.known)
    for page, head, content in assessment_page.year_pages(found, catalogue):
        column = catalogue.known.columns[CONTENT + assessment_page.PAGE]
        way = [linked.HOME, (column.title, site_path(column.raw.path)), (head.title, page)]
        yield page, shell.fill(head, content + linked.of_page(catalogue.policy, way))
    yield from assessment_page.data(found)


def _site_map(every: tuple[Listing, ...], checked: Checked, shell: Shell) -> str:
    order = {f"{CONTENT}{name}": place for place, name in enumerate(COLUMNS)}
    columns = sorted(checked.pages, key=lambda page: order.get(page.raw.path, len(order)))
    column, policy = Column("网站地图", "政府信息公开专栏的全部栏目、列表和数据。"), checked.setup.policy
    head = column_head(column, policy, latest(every[0].entries, policy))
    trail = linked.of_page(policy, [linked.HOME, (column.name, pages.SITE_MAP)])
    return shell.fill(head, pages.site_map(every, columns) + trail)


def write_database(path: Path, catalogue: Catalogue) -> None:
    """On the disk, not in memory: it may be as large as all texts together."""
    with closing(sqlite3.connect(path)) as connection:
        database.fill(connection, catalogue)
        roots = database.roots(connection)
    with path.open("r+b") as file:
        sqlite_file.settle(file, roots)
