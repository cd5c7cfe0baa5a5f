"""A file as its department wrote it: the text, the fields, and the place of everything."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from gongkai.model.finding import Place

Pointer: TypeAlias = tuple[str | int, ...]
"""Where a value stands in front matter: `("approvals", 0, "by")`."""

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What the strict reader yields: never a number, a date or a boolean."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A mapping read from YAML; the place of every value and of every key is found when it is asked for."""

    value: dict[str, Value]
    tops: Mapping[str, Place]
    """Where the keys of the mapping itself stand, in their order."""
    text: str
    find: Callable[[str], tuple[Mapping[Pointer, Place], Mapping[Pointer, Place]]]
    """The places of the values and of the keys of `text`."""

    @property
    def places(self) -> Mapping[Pointer, Place]:
        """Of every value. The empty pointer is the mapping itself."""
        return self.find(self.text)[0]

    @property
    def keys(self) -> Mapping[Pointer, Place]:
        """Of every key, by the pointer of its value."""
        return self.find(self.text)[1]

    def at(self, *pointer: str | int) -> Place:
        """Where the value is; for a missing one, where its nearest parent is."""
        places = self.places
        while pointer not in places:
            pointer = pointer[:-1]
        return places[pointer]


@dataclass(frozen=True, slots=True)
class RawItem:
    """A Markdown file with front matter, as its department wrote it: an item or a column page."""

    path: str
    text: str
    front: Tree
    body_at: int
    """The offset in `text` where the body begins."""
    content_sha256: str
    """Of the bytes without the approvals block: what an approval covers."""

    def at(self, *pointer: str | int) -> Place:
        """Where a value of the front matter is."""
        return self.front.at(*pointer)

    def key_at(self, *pointer: str | int) -> Place:
        """Where the key of a value is; for a missing one, where the front matter begins."""
        return self.front.keys.get(pointer, self.front.places[()])

    @property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return self.text[self.body_at :]

    def in_text(self, offset: int) -> Place:
        """The place of a character of `text`."""
        return place_of(self.text, offset)

    def in_body(self, offset: int) -> Place:
        """The place, in the file, of a character of `body`."""
        return place_of(self.text, self.body_at + offset)


def place_of(text: str, offset: int) -> Place:
    """Line and column of a character, counted from 1; lines end at LF only."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return Place(line, offset - starts[line - 1] + 1)


@lru_cache(maxsize=2)  # one hostile text may have a hundred thousand findings
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", text)))
