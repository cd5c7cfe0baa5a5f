"""From a checked catalogue to the files of the site: one shell filled for each entry and list."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from gongkai.artefacts import (
    database,
    dcat,
    feed,
    item_pages,
    linked,
    opensearch,
    pages,
    records,
    robots,
    schedule,
    sitemap,
    sqlite_file,
)
from gongkai.artefacts.head import Column, Head, column_head, edition_head, item_head, latest
from gongkai.artefacts.shell import Shell
from gongkai.json_text import document
from gongkai.layout import CONTENT, earlier, folder, item_page, relative, site_path
from gongkai.model import Catalogue, Edition, Entry
from gongkai.pipeline import Checked
from gongkai.sources.git.objects import ReadFile, file_reader

ENTRY_SHELL = "shell/0000/entry.md"
LIST_SHELL = "shell/list.md"
TOP_SHELL = "shell.md"
SHELLS = (ENTRY_SHELL, LIST_SHELL, TOP_SHELL)
"""As deep as the pages that will be made of them, so that relative links are right."""


def publish(root: Path, checked: Checked, catalogue: Catalogue, shells: dict[str, Shell], site: Path) -> int:
    """Write everything but MkDocs' own pages into `site`; the number of HTML pages written."""
    lists = dict(_filled(_lists(catalogue), catalogue, shells[LIST_SHELL]))
    columns = [site_path(page.raw.path) for page in checked.pages]
    for path, text in (lists | _artefacts(catalogue, [*columns, *lists])).items():
        _write(site / path, text)
    (site / schedule.CALENDAR).write_bytes(schedule.as_ics(checked.pages, catalogue))
    write_database(site / "catalogue.db", catalogue)
    shell, read = shells[ENTRY_SHELL], file_reader(root, catalogue.policy.attachment_bytes)
    for entry in catalogue.entries:
        _publish_entry(root, entry, catalogue, shell, site)
        for edition in entry.earlier:
            _publish_edition(read, edition, entry, catalogue, shell, site)
    return len(lists) + sum(1 + len(entry.earlier) for entry in catalogue.entries)


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, Head, str]]:
    """Address, head and content of every list page but the first of all, which is a column page."""
    every = pages.listings(catalogue)
    for listing in every:
        when = latest(listing.entries, catalogue.policy)
        column = Column(listing.title, f"政府信息公开目录：{listing.title}", listing.column_type)
        for number in range(1, listing.count + 1):
            if (page := listing.page(number)) != pages.CATALOGUE:
                title = f"{listing.title}（第 {number} 页）" if number > 1 else listing.title
                content = pages.list_page(listing, number, every)
                yield page, column_head(column, catalogue.policy, when, title), content


def _filled(
    lists: Iterable[tuple[str, Head, str]], catalogue: Catalogue, shell: Shell
) -> Iterator[tuple[str, str]]:
    """The list pages, each with its own feeds and its place in the site."""
    links = {each.page: each.links for each in feed.feeds(catalogue)}
    for page, head, content in lists:
        own = tuple((kind, title, relative(page, to)) for kind, title, to in links.get(page, ()))
        trail = linked.of_page(catalogue.policy, [linked.HOME, linked.CATALOGUE, (head.title, page)])
        yield page, shell.fill(replace(head, feeds=own), content + trail)


def _artefacts(catalogue: Catalogue, addresses: list[str]) -> dict[str, str]:
    return {
        "catalogue.json": document(records.catalogue_record(catalogue)),
        "catalogue.csv": records.as_csv(catalogue),
        "catalogue.jsonld": dcat.as_jsonld(catalogue),
        "opensearch.xml": opensearch.as_opensearch(catalogue.policy),
        "robots.txt": robots.as_robots(catalogue.policy),
        **dict(feed.as_files(catalogue)),
        **sitemap.as_sitemaps(catalogue, addresses),
    }


def _publish_entry(root: Path, entry: Entry, catalogue: Catalogue, shell: Shell, site: Path) -> None:
    """An entry's page, its data, the signed source and the attachments."""
    item = entry.item
    content = item_pages.entry_page(entry, catalogue) + linked.of_item(entry, catalogue)
    _write(site / item_page(item.index), shell.fill(item_head(entry, catalogue), content))
    _write(site / records.data(entry), document(records.record(entry, catalogue)))
    place = folder(item.index)
    for path in (item.path, *(place + each.file for each in item.attachments)):
        target = site / path.removeprefix(CONTENT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target)


def _publish_edition(  # noqa: PLR0913, PLR0917 - what an earlier page is made of, and where it goes
    read: ReadFile, edition: Edition, entry: Entry, catalogue: Catalogue, shell: Shell, site: Path
) -> None:
    """The page of an earlier revision, its signed source, and its attachments as they were."""
    item = edition.entry.item
    start = earlier(item.index, item.revision)
    content = item_pages.edition_page(edition, entry, catalogue)
    _write(site / f"{start}.html", shell.fill(edition_head(edition, catalogue), content))
    _write(site / f"{start}.md", item.raw.text)
    for each in item.attachments:
        data = read(edition.commit, folder(item.index) + each.file)
        assert data is not None, "rule attachment saw it"  # noqa: S101
        target = site / start / each.file
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def write_database(path: Path, catalogue: Catalogue) -> None:
    """On the disk, not in memory: it may be as large as all texts together."""
    with closing(sqlite3.connect(path)) as connection:
        database.fill(connection, catalogue)
        roots = database.roots(connection)
    with path.open("r+b") as file:
        sqlite_file.settle(file, roots)
