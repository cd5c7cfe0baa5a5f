"""A site that is shown while it is written: an item that is saved is judged and drawn at once, the rest soon after."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from gongkai.building import Build, RefusedError
from gongkai.entries import catalogue_again
from gongkai.layout import document_index
from gongkai.model import Catalogue
from gongkai.pipeline import check_again
from gongkai.publishing import item_files
from gongkai.sources import derived, tree
from gongkai.sources.new_site import NewSite

_PATIENCE = 3
"""How many times as long as a whole build nobody must have saved anything: while one runs, no page is shown."""


@dataclass(slots=True)
class Preview:
    """What was built, and what of it has been drawn anew since."""

    build: Build | None = None
    site: Path = Path()
    timer: Timer | None = None

    def follow(self, build: Build, site: Path) -> Path:
        """Go on from a whole build, which was written into `site`; the file whose change asks for the next one."""
        self.build, self.site = build, site
        bell = _bell(build)
        if not bell.exists():  # a touch would ring it
            bell.touch()
        return bell

    def refresh(self) -> bool:
        """Judge and draw the items that were saved since; False where more has changed, or nothing.

        Raises SetupError, or RefusedError for errors in the content: then the last good pages stay.
        """
        if self.build is None:
            return False
        seen, now = self.build.stamps, tree.stamps(self.build.root)
        changed = [path for path, stamp in now.items() if seen.get(path) != stamp]
        if not changed or now.keys() != seen.keys() or not all(map(document_index, changed)):
            return False
        self._take(self.build, changed)
        self.build.stamps = now
        self._ring_soon(self.build)
        return True

    def _take(self, build: Build, changed: list[str]) -> None:
        """Judge the items of these files, and draw them."""
        checked, before = check_again(build.root, build.checked, changed), build.catalogue
        if checked.refused:
            raise RefusedError(checked)
        indexes = frozenset(filter(None, map(document_index, changed)))
        build.checked = checked
        build.catalogue = catalogue_again(build.root, checked, before, indexes)
        files = item_files(build.root, checked, build.catalogue, build.shells, NewSite(self.site))
        wanted = indexes | _named(indexes, before) | _named(indexes, build.catalogue)
        wanted |= {each.index for index in indexes for each in files.beside[index].both}
        for entry in build.catalogue.entries:
            if entry.item.index in wanted:
                files.write(entry)

    def _ring_soon(self, build: Build) -> None:
        """Lists, home page and data follow when nobody has saved anything for a while."""
        if self.timer:
            self.timer.cancel()
        self.timer = Timer(_PATIENCE * build.seconds, _bell(build).touch)
        self.timer.daemon = True
        self.timer.start()


def _bell(build: Build) -> Path:
    return derived.place(build.root, "preview", "bell")


def _named(indexes: frozenset[str], catalogue: Catalogue) -> frozenset[str]:
    """The items that the pages of these name."""
    pages = (entry for entry in catalogue.entries if entry.item.index in indexes)
    related = ((*each.replaces, *each.interprets, *each.interpreted_by, each.replaced_by) for each in pages)
    return frozenset(item.index for items in related for item in items if item)
