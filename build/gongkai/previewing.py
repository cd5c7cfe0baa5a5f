"""A site that is shown while it is written: an item that is saved is judged and drawn at once, the rest soon after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from gongkai.building import Build, RefusedError
from gongkai.entries import catalogue_again
from gongkai.layout import document_index
from gongkai.model import Catalogue, Entry
from gongkai.pipeline import check_again
from gongkai.publishing import item_files
from gongkai.sources import derived, tree
from gongkai.sources.new_site import NewSite

_PATIENCE = 3
"""How many times as long as a whole build nobody must have saved anything: while one runs, no page is shown."""


@dataclass(slots=True)
class Preview:
    """What was built, and what of it has been drawn anew since."""

    build: Build
    site: Path
    timer: Timer | None = None

    def __post_init__(self) -> None:
        self.bell.touch()

    @property
    def bell(self) -> Path:
        """The file whose change asks for a whole build."""
        return derived.place(self.build.root, "preview", "bell")

    def refresh(self) -> bool:
        """Judge and draw the items that were saved since; False where more has changed, or nothing.

        Raises SetupError, or RefusedError for errors in the content: then the last good pages stay.
        """
        seen, now = self.build.stamps, tree.stamps(self.build.root)
        changed = [path for path, stamp in now.items() if seen.get(path) != stamp]
        if not changed or now.keys() != seen.keys() or not all(map(document_index, changed)):
            return False
        checked = check_again(self.build.root, self.build.checked, changed)
        if checked.refused:
            raise RefusedError(checked)
        indexes = frozenset(filter(None, map(document_index, changed)))
        before = self.build.catalogue
        self.build.checked = checked
        self.build.catalogue = catalogue_again(self.build.root, checked, before, indexes)
        self.build.stamps = now
        self._draw(indexes, before)
        self._ring_soon()
        return True

    def _ring_soon(self) -> None:
        """Lists, home page and data follow when nobody has saved anything for a while."""
        if self.timer:
            self.timer.cancel()
        self.timer = Timer(_PATIENCE * self.build.seconds, self.bell.touch)
        self.timer.daemon = True
        self.timer.start()

    def _draw(self, indexes: frozenset[str], before: Catalogue) -> None:
        """The pages of these items, and of those that name them."""
        build = self.build
        files = item_files(build.root, build.checked, build.catalogue, build.shells, NewSite(self.site))
        named = {
            name for each in (*before.entries, *build.catalogue.entries) for name in _names(each, indexes)
        }
        for index in indexes:
            beside = files.beside[index]
            named |= {each.index for each in (beside.above, beside.below) if each}
        for entry in build.catalogue.entries:
            if entry.item.index in named | indexes:
                files.write(entry)


def _names(entry: Entry, indexes: frozenset[str]) -> frozenset[str]:
    """The items that an entry's page names, if it is the page of one of these."""
    if entry.item.index not in indexes:
        return frozenset()
    related = (*entry.replaces, *entry.interprets, *entry.interpreted_by, entry.replaced_by)
    return frozenset(item.index for item in related if item)
