"""A text's clean HTML made fit for a page: places to cite, tables that scroll, images that keep their room.

It reads nothing but what nh3 writes: every attribute in double quotes, every `<` that begins no tag escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape

_ATTRIBUTES = r'((?: [a-z-]+="[^"]*")*)'
TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*){_ATTRIBUTES}>")
"""A tag as nh3 writes it: closing or not, its name, its attributes."""
MANY = 12
"""Headings in a list of contents that is shown unasked."""
_FEW, _SHORT = 3, 2_000
_SHOWN = 3
_DEEPEST = 6
_NUMBER = "[〇零一二两三四五六七八九十百千0-9]+"
_NAMED = rf"第{_NUMBER}条(?:之{_NUMBER})?"
_ARTICLE = re.compile(rf"{_NAMED}(?=\s|$)")
_CHANGED = re.compile(
    rf"<(?:p>(?=(?:<strong>)?({_NAMED})(?:</strong>)?\s)|h([1-6])>(.*?)</h\2>|(/?(?:table|th)|img){_ATTRIBUTES}>)",
    re.DOTALL,
)
"""What a page has otherwise: a paragraph that begins an article of law, a heading with its words, other tags by name."""
_SRC = re.compile(r' src="([^"]*)"')
_WORDS = re.compile(r"[^\W_]+")
_LONGEST = 40

Size = tuple[int, int]
Measure = Callable[[str], Size | None]
"""From an image's address on the page to its width and height, if they are known."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text, by its level on the page (the title's is 1) and its place in an address."""

    level: int
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Body:
    """A text as it stands on a page."""

    html: str
    headings: tuple[Heading, ...] = ()

    @property
    def contents(self) -> tuple[Heading, ...]:
        """What a list of contents names; nothing where the text is short."""
        shown = tuple(each for each in self.headings if each.level <= _SHOWN)
        return shown if len(shown) >= _FEW and len(self.html) >= _SHORT else ()

    @property
    def folded(self) -> bool:
        """Whether the list of contents is so long that it is shown when asked for."""
        return len(self.contents) > MANY


@dataclass(slots=True)
class _Dressing:
    """The way through a text, from its first tag to its last."""

    measure: Measure
    unnamed: str
    headings: list[Heading] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    """Of the headings that the next one stands under, as written."""
    used: dict[str, int] = field(default_factory=dict)
    """Every place, with the last number that was put behind it."""
    tables: int = 0
    corner: bool = False

    def changed(self, found: re.Match[str]) -> str:
        """What stands in the place of what was found."""
        if article := found[1]:
            return f'<p id="{self.place(article)}">'
        match found[4]:
            case None:
                return self.heading(int(found[2]), found[3])
            case "table":
                return self.table()
            case "/table":
                return "</table></div>"
            case "img":
                return self.image(found[5])
        return self.header(found)

    def place(self, name: str) -> str:
        """`name`, or with a number behind it where the text has it already."""
        if name not in self.used:
            self.used[name] = 1
            return name
        found, number = name, self.used[name]
        while found in self.used:
            number += 1
            found = f"{name}-{number}"
        self.used |= {name: number, found: 1}
        return found

    def heading(self, level: int, inner: str) -> str:
        """A heading one level, and no more, below the one it stands under: nothing is skipped."""
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        words = plain(inner)
        found = Heading(min(len(self.levels) + 1, _DEEPEST), self.place(_name(words)), words)
        self.headings.append(found)
        return f'<h{found.level} id="{found.place}">{inner}</h{found.level}>'

    def table(self) -> str:
        """The beginning of a table, in a frame that scrolls by itself and that the keyboard reaches."""
        self.tables += 1
        return f'<div class="gk-scroll" role="region" aria-label="表格 {self.tables}" tabindex="0"><table>'

    def header(self, found: re.Match[str]) -> str:
        """The beginning or the end of a column's head; an empty corner heads nothing."""
        if found[4] == "/th":
            return "</td>" if self.corner else "</th>"
        self.corner = found.string.startswith("</th>", found.end())
        return f"<td{found[5]}>" if self.corner else f'<th scope="col"{found[5]}>'

    def image(self, attributes: str) -> str:
        """An image that is loaded when it is needed and keeps its room until then."""
        source = _SRC.search(attributes)
        size = self.measure(unescape(source[1])) if source else None
        if self.unnamed:
            attributes = attributes.replace(' alt=""', f' alt="{self.unnamed}"')
        room = f' width="{size[0]}" height="{size[1]}"' if size else ""
        return f'<img{attributes} loading="lazy"{room}>'


def dressed(html: str, measure: Measure = lambda _: None, unnamed: str = "") -> Body:
    """A text with anchors at headings and articles of law, framed tables, and measured images.

    `unnamed` is what an image is called that has no words.
    """
    way = _Dressing(measure, unnamed)
    return Body(_CHANGED.sub(way.changed, html), tuple(way.headings))


def _name(words: str) -> str:
    """A place named after a heading; `p-` keeps it apart from the page's own places."""
    if article := _ARTICLE.match(words):
        return article[0]
    return "-".join(["p", *_WORDS.findall(words)])[:_LONGEST]


def plain(html: str) -> str:
    """The words of clean HTML."""
    return " ".join(unescape(TAG.sub("", html)).split())
