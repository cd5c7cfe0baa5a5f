"""From a checked catalogue to the files of the site: one shell filled for each entry and list."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from gongkai.artefacts import feed, item_pages, pages, records, sitemap
from gongkai.artefacts.body import Measure, Size
from gongkai.artefacts.head import Head
from gongkai.artefacts.item_pages import Pdf
from gongkai.artefacts.shell import Shell
from gongkai.artefacts.templates import marked
from gongkai.image_size import HEAD, image_size
from gongkai.json_text import document
from gongkai.layout import CONTENT, earlier, folder, item_page, item_pdf, site_path
from gongkai.model import Catalogue, Edition, Entry
from gongkai.pipeline import Checked
from gongkai.printing import kept
from gongkai.sources.git.objects import ReadFile, file_reader

ENTRY_SHELL = "shell/0000/entry.md"
LIST_SHELL = "shell/list.md"
TOP_SHELL = "shell.md"
_NAMED = 60
"""Characters of a title in the name of a file: systems take 255 bytes."""
SHELLS = (ENTRY_SHELL, LIST_SHELL, TOP_SHELL)
"""As deep as the pages that will be made of them, so that relative links are right."""


def publish(root: Path, checked: Checked, catalogue: Catalogue, shells: dict[str, Shell], site: Path) -> int:
    """Write everything but MkDocs' own pages into `site`; the number of HTML pages written."""
    lists = dict(_lists(catalogue, shells[LIST_SHELL]))
    columns = [site_path(page.raw.path) for page in checked.pages]
    for path, text in (lists | _artefacts(catalogue, [*columns, *lists])).items():
        _write(site / path, text)
    shell, read = shells[ENTRY_SHELL], file_reader(root, catalogue.policy.attachment_bytes)
    pdfs = kept(root, checked.context, catalogue)
    for entry in catalogue.entries:
        pdf = _publish_pdf(pdfs[entry.item.index], entry, site) if entry.item.index in pdfs else None
        _publish_entry(root, entry, catalogue, shell, site, pdf)
        for edition in entry.earlier:
            _publish_edition(read, edition, entry, catalogue, shell, site)
    return len(lists) + sum(1 + len(entry.earlier) for entry in catalogue.entries)


def _lists(catalogue: Catalogue, shell: Shell) -> Iterator[tuple[str, str]]:
    """Every list page but the first of all, which is a column page."""
    every = pages.listings(catalogue)
    for listing in every:
        for number in range(1, listing.count + 1):
            if (page := listing.page(number)) != pages.CATALOGUE:
                title = f"{listing.title}（第 {number} 页）" if number > 1 else listing.title
                content = pages.list_page(listing, number, every)
                yield page, shell.fill(Head(title, f"政府信息公开目录：{title}"), content)


def _artefacts(catalogue: Catalogue, addresses: list[str]) -> dict[str, str]:
    return {
        "catalogue.json": document(records.catalogue_record(catalogue)),
        "catalogue.csv": records.as_csv(catalogue),
        "feed.xml": feed.as_atom(catalogue),
        **sitemap.as_sitemaps(catalogue, addresses),
    }


def _publish_pdf(made: Path, entry: Entry, site: Path) -> Pdf:
    """The PDF beside the page, to be saved under a name that tells what it is."""
    item = entry.item
    target = site / item_pdf(item.index)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, target)
    return Pdf(item_pdf(item.index), f"{item.index} {item.title[:_NAMED]}.pdf", target.stat().st_size)


def _publish_entry(  # noqa: PLR0913, PLR0917 - what a page is made of, and where it goes
    root: Path, entry: Entry, catalogue: Catalogue, shell: Shell, site: Path, pdf: Pdf | None
) -> None:
    """An entry's page, its data, the signed source and the attachments."""
    item = entry.item
    measure = _measure(item_page(item.index), root / CONTENT)
    content = item_pages.entry_page(entry, catalogue, measure, pdf)
    _write(site / item_page(item.index), shell.fill(Head(marked(item), item.summary), content))
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
    title = f"{marked(item)}（第{item.revision}版）"
    for each in item.attachments:
        data = read(edition.commit, folder(item.index) + each.file)
        assert data is not None, "rule attachment saw it"  # noqa: S101
        target = site / start / each.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    content = item_pages.edition_page(edition, entry, catalogue, _measure(f"{start}.html", site))
    _write(site / f"{start}.html", shell.fill(Head(title, item.summary), content))
    _write(site / f"{start}.md", item.raw.text)


def _measure(page: str, top: Path) -> Measure:
    """Measures the images of a page by their files, which lie below `top` as on the site."""

    def measure(address: str) -> Size | None:
        file = top / posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address)))
        if not file.is_file():
            return None
        with file.open("rb") as image:
            return image_size(image.read(HEAD))

    return measure


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
