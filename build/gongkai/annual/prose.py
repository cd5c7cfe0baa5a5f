"""The prose of a report: its six sections, and what stands in them piece by piece for those that draw no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from gongkai.annual.grids import Box, Grid

_HEADING = re.compile(r"^## +(.+?) *#* *$", re.MULTILINE)
_BLOCKS = {
    "p": "text",
    "h3": "part",
    "h4": "point",
    "h5": "point",
    "h6": "point",
    "li": "item",
    "td": "cell",
    "th": "cell",
}
_OUTER = {"ul", "ol", "table", "thead", "tbody", "tr"}
_INLINE = {"strong", "em", "a", "br"}
KNOWN = frozenset({*_BLOCKS, *_OUTER, *_INLINE})
"""The tags that can be drawn everywhere; a rule refuses others."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading as written, its Markdown, and where its heading begins in the body."""

    title: str
    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of running text."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph: plain text, a heading of a part or of a point, or an item of a list with its mark."""

    kind: str
    runs: tuple[Run, ...]
    mark: str = ""
    depth: int = 0


def split(body: str) -> tuple[str, tuple[Section, ...]]:
    """What stands before the first section, and the sections, in their order."""
    found = list(_HEADING.finditer(body))
    ends = [*(each.start() for each in found[1:]), len(body)]
    first = found[0].start() if found else len(body)
    sections = (
        Section(each[1], body[each.end() : end].strip(), each.start())
        for each, end in zip(found, ends, strict=True)
    )
    return body[:first].strip(), tuple(sections)


def pieces(html: str) -> list[Piece | Grid]:
    """What clean HTML of known tags says, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def unknown(html: str) -> Iterator[str]:
    """The tags of clean HTML that cannot be drawn everywhere, each once."""
    tags = re.findall(r"<([a-z][a-z0-9]*)", html)
    return (tag for tag in dict.fromkeys(tags) if tag not in KNOWN)


@dataclass
class _List:
    """A list that is being read: how its items are marked."""

    numbered: bool
    next: int


@dataclass
class _Reader(HTMLParser):
    """Goes through HTML and keeps what it says."""

    found: list[Piece | Grid] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    mark: str = ""
    bold: int = 0
    address: str = ""
    rows: list[list[Box]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self._flush("item")
            self.lists.append(_List(tag == "ol", int(given.get("start") or 1)))
        elif tag == "li":
            self._mark()
        elif tag == "tr":
            self.rows.append([])
        elif tag == "br":
            self.runs.append(Run("\n"))
        elif tag == "a":
            self.address = given.get("href") or ""
        self.bold += tag == "strong"

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self.bold -= 1
        elif tag == "a":
            self._tell_address()
        elif tag in ("td", "th"):
            self._cell(head=tag == "th")
        elif tag == "table":
            self._table()
        elif tag in _BLOCKS:
            self._flush("item" if self.lists else _BLOCKS[tag])
        elif tag in ("ul", "ol"):
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() or self.runs:
            self.runs.append(Run(data.replace("\n", ""), bold=bool(self.bold)))

    def _tell_address(self) -> None:
        """A link on paper is told, where it leads out of the column and does not say so itself."""
        said = "".join(run.text for run in self.runs)
        if self.address.startswith("http") and not said.endswith(self.address):
            self.runs.append(Run(f"（{self.address}）"))

    def _mark(self) -> None:
        now = self.lists[-1]
        self.mark = f"{now.next}．" if now.numbered else "·"
        now.next += 1

    def _flush(self, kind: str) -> None:
        if self.runs:
            self.found.append(Piece(kind, tuple(self.runs), self.mark, len(self.lists)))
        self.runs, self.mark = [], ""

    def _cell(self, *, head: bool) -> None:
        text = "".join(run.text for run in self.runs).strip()
        self.rows[-1].append(Box(text, "column" if head else "value"))
        self.runs = []

    def _table(self) -> None:
        rows = tuple(map(tuple, self.rows))
        self.found.append(Grid("", (100 // len(rows[0]),) * len(rows[0]), rows, heads=1))
        self.rows = []
