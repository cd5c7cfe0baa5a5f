"""The page that MkDocs drew once, cut at its markers, to be filled for each entry and list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

_MARK = re.compile(r"@@gongkai:(title|description|content)@@")


def mark(name: str) -> str:
    """What MkDocs draws where `title`, `description` or `content` belongs."""
    return f"@@gongkai:{name}@@"


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a page: texts at even places, between them the names of what belongs there."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Shell:
        """Cut a page as MkDocs drew it. Raises ValueError where a marker is missing."""
        pieces = tuple(_MARK.split(page))
        if set(pieces[1::2]) != {"title", "description", "content"}:
            raise ValueError("the shell lacks a marker: the theme dropped the title, description or content")
        return cls(pieces)

    def fill(self, *, title: str, description: str, content: str) -> str:
        """A whole page; `content` is HTML, the others are plain text."""
        values = {"title": escape(title), "description": escape(description), "content": content}
        return "".join(values[piece] if number % 2 else piece for number, piece in enumerate(self.pieces))
