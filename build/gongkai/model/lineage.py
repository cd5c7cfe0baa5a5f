"""版次: what the main line holds of an item, and how the file at hand stands to it."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.model.evidence import Landing
from gongkai.model.meant import Item


class Revision(NamedTuple):
    """An item as it first landed under a revision number."""

    item: Item
    landing: Landing


class Lineage(NamedTuple):
    """The landed revisions of an index number, seen from the file at hand."""

    first: Landing | None
    """When the main line first took up an item under the number that was approved: nothing else was public.

    While no revision but this one has landed, its own landing, approved or not.
    """
    earlier: tuple[Revision, ...]
    """Landed revisions of lower numbers than the file's, ascending."""
    landed: Revision | None
    """The landed revision of the file's own number."""
    highest: int
    """The highest landed revision number; 0 where none has landed."""
    unchanged: bool
    """The file is, byte for byte, `landed`."""
    usurps: bool
    """The number is another's: removed before, or taken on main since this work began."""

    @property
    def before(self) -> Revision | None:
        """The revision that this file follows."""
        return self.earlier[-1] if self.earlier else None

    def back_to(self, revision: Revision) -> Lineage:
        """The lineage as it was seen from an earlier revision when that landed."""
        number = revision.item.revision
        earlier = tuple(each for each in self.earlier if each.item.revision < number)
        return self._replace(earlier=earlier, landed=revision, highest=number, unchanged=True, usurps=False)
