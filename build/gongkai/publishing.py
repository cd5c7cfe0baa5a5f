"""From a checked catalogue to the files of the site: one shell filled for each entry and list."""

from __future__ import annotations

import shutil
from pathlib import Path

from gongkai.artefacts import feed, item_pages, pages, records, rows, sitemap
from gongkai.artefacts.head import Column, column_head, edition_head, item_head, latest
from gongkai.artefacts.listings import Listing, Neighbours, listings, neighbours
from gongkai.artefacts.shell import Shell
from gongkai.json_text import document
from gongkai.layout import COLUMNS, CONTENT, earlier, folder, item_page, site_path
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
    every = listings(catalogue)
    _write(site / pages.SITE_MAP, _site_map(every, checked, shells[TOP_SHELL]))
    written = [pages.SITE_MAP]
    for path, head, content in pages.list_pages(every, catalogue):
        _write(site / path, shells[LIST_SHELL].fill(head, content))
        written.append(path)
    columns = [site_path(page.raw.path) for page in checked.pages]
    for path, text in _artefacts(catalogue, [*columns, *written]).items():
        _write(site / path, text)
    shell, read = shells[ENTRY_SHELL], file_reader(root, catalogue.policy.attachment_bytes)
    beside = neighbours(every)
    for entry in catalogue.entries:
        _publish_entry(root, entry, catalogue, beside[entry.item.index], shell, site)
        for edition in entry.earlier:
            _publish_edition(read, edition, entry, catalogue, shell, site)
    return len(written) + sum(1 + len(entry.earlier) for entry in catalogue.entries)


def _site_map(every: tuple[Listing, ...], checked: Checked, shell: Shell) -> str:
    order = {f"{CONTENT}{name}": place for place, name in enumerate(COLUMNS)}
    columns = sorted(checked.pages, key=lambda page: order.get(page.raw.path, len(order)))
    column, policy = Column("网站地图", "政府信息公开专栏的全部栏目、列表和数据。"), checked.setup.policy
    head = column_head(column, policy, latest(every[0].entries, policy))
    return shell.fill(head, pages.site_map(every, columns))


def _artefacts(catalogue: Catalogue, addresses: list[str]) -> dict[str, str]:
    return {
        "catalogue.json": document(records.catalogue_record(catalogue)),
        "catalogue.csv": records.as_csv(catalogue),
        "feed.xml": feed.as_atom(catalogue),
        **rows.as_scripts(catalogue),
        **sitemap.as_sitemaps(catalogue, addresses),
    }


def _publish_entry(  # noqa: PLR0913, PLR0917 - what a page is made of, and where it goes
    root: Path, entry: Entry, catalogue: Catalogue, beside: Neighbours, shell: Shell, site: Path
) -> None:
    """An entry's page, its data, the signed source and the attachments."""
    item = entry.item
    content = item_pages.entry_page(entry, catalogue, beside)
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
