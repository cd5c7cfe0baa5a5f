"""The page that MkDocs drew once, cut at its markers, to be filled for each entry and list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from gongkai.artefacts.head import Head

_NAMES = ("title", "description", "head", "content", "dated")
_MARK = re.compile(rf"@@gongkai:({'|'.join(_NAMES)})@@")


def mark(name: str) -> str:
    """What MkDocs draws where `title`, `description`, `head` (the page tags), `content` or `dated` belongs."""
    return f"@@gongkai:{name}@@"


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a page: texts at even places, between them the names of what belongs there."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Shell:
        """Cut a page as MkDocs drew it. Raises ValueError where a marker is missing."""
        pieces = tuple(_MARK.split(page))
        if missing := set(_NAMES) - set(pieces[1::2]):
            raise ValueError(f"the shell lacks a marker: the theme dropped {' '.join(sorted(missing))}")
        return cls(pieces)

    def fill(self, head: Head, content: str) -> str:
        """A whole page; `content` is HTML."""
        values = {
            "title": escape(head.title),
            "description": escape(head.description),
            "head": head.html(),
            "content": content,
            "dated": head.dated(),
        }
        return "".join([values[piece] if number % 2 else piece for number, piece in enumerate(self.pieces)])
