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
_CHANGED = re.compile(
    rf"<(?:p>(?=(?:<strong>)?第)|h([1-6])>(.*?)</h\1>|(/?(?:table|th)|img){_ATTRIBUTES}>)", re.DOTALL
)
"""What a page has otherwise: a paragraph that may begin an article, a heading with its words, other tags by name."""
_SRC = re.compile(r' src="([^"]*)"')
_NUMBER = "[〇零一二两三四五六七八九十百千0-9]+"
_ARTICLE = re.compile(rf"第{_NUMBER}条(?:之{_NUMBER})?(?=[\s\u3000]|$)")
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
        match found[3]:
            case None:
                return self.heading(int(found[1]), found[2]) if found[1] else self.paragraph(found)
            case "table":
                return self.table()
            case "/table":
                return "</table></div>"
            case "img":
                return self.image(found[4])
        return self.header(found)

    def place(self, name: str) -> str:
        """`name`, or with a number behind it where the text has it already."""
        found, number = name, self.used.get(name, 1)
        while found in self.used:
            number += 1
            found = f"{name}-{number}"
        self.used[name] = number
        self.used.setdefault(found, 1)
        return found

    def paragraph(self, found: re.Match[str]) -> str:
        """The beginning of a paragraph, with an anchor where an article of law begins: 第十三条."""
        start = found.string[found.end() : found.end() + 2 * _LONGEST]
        article = _ARTICLE.match(start.removeprefix("<strong>").replace("</strong>", ""))
        return f'<p id="{self.place(article[0])}">' if article else found[0]

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
        if found[3] == "/th":
            return "</td>" if self.corner else "</th>"
        self.corner = found.string.startswith("</th>", found.end())
        return f"<td{found[4]}>" if self.corner else f'<th scope="col"{found[4]}>'

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
