"""One item on the site: its page, its data, its signed source, its attachments, its PDF, and its earlier revisions."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from gongkai.artefacts import linked, records
from gongkai.artefacts.body import Measure, Size
from gongkai.artefacts.head import edition_head, item_head
from gongkai.artefacts.item_pages import Pdf, edition_page, entry_page
from gongkai.artefacts.listings import Neighbours
from gongkai.artefacts.shell import Shell
from gongkai.image_size import HEAD, image_size
from gongkai.json_text import document
from gongkai.layout import CONTENT, earlier, folder, item_page, item_pdf
from gongkai.model import Catalogue, Edition, Entry
from gongkai.sources.git.objects import ReadFile
from gongkai.sources.new_site import NewSite

_NAMED = 60
"""Characters of the title in the name of a saved PDF: a file name has 255 bytes at most."""


@dataclass(frozen=True, slots=True)
class ItemFiles:
    """Writes what the site holds of each item."""

    root: Path
    site: NewSite
    catalogue: Catalogue
    shell: Shell
    read: ReadFile
    beside: Mapping[str, Neighbours]
    """By index number."""
    pdf_of: Callable[[Entry], Path | None]

    def write(self, entry: Entry) -> None:
        """All files of an entry."""
        item, page = entry.item, item_page(entry.item.index)
        measure = _measure(page, f"{self.root}/{CONTENT}")
        beside = self.beside[item.index]
        content = entry_page(entry, self.catalogue, measure, pdf=self._pdf(entry), beside=beside)
        content += linked.of_item(entry, self.catalogue)
        self.site.write(page, self.shell.fill(item_head(entry, self.catalogue), content))
        self.site.write(records.data(entry), document(records.record(entry, self.catalogue)))
        self.site.write(item.path.removeprefix(CONTENT), item.data)
        for each in item.attachments:
            path = folder(item.index) + each.file
            self.site.copy(self.root / path, path.removeprefix(CONTENT))
        for edition in entry.earlier:
            self._write_edition(edition, entry)

    def _pdf(self, entry: Entry) -> Pdf | None:
        """The PDF beside the page, to be saved under a name that tells what it is."""
        item = entry.item
        if (made := self.pdf_of(entry)) is None:
            return None
        address = item_pdf(item.index)
        self.site.copy(made, address)
        return Pdf(address, f"{item.index} {item.title[:_NAMED]}.pdf", made.stat().st_size)

    def _write_edition(self, edition: Edition, entry: Entry) -> None:
        """The page of an earlier revision, its signed source, and its attachments as they were."""
        item = edition.entry.item
        start = earlier(item.index, item.revision)
        for each in item.attachments:
            data = self.read(edition.commit, folder(item.index) + each.file)
            assert data is not None, "rule attachment saw it"  # noqa: S101
            self.site.write(f"{start}/{each.file}", data)
        content = edition_page(
            edition, entry, self.catalogue, _measure(f"{start}.html", str(self.site.folder))
        )
        self.site.write(f"{start}.html", self.shell.fill(edition_head(edition, self.catalogue), content))
        self.site.write(f"{start}.md", item.data)


def _measure(page: str, top: str) -> Measure:
    """Measures the images of a page by their files, which lie below the folder `top` as on the site."""

    def measure(address: str) -> Size | None:
        file = Path(top, posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address))))
        if not file.is_file():
            return None
        with file.open("rb") as image:
            return image_size(image.read(HEAD))

    return measure
