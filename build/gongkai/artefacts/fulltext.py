"""What is searched of an entry, in the order in which it counts, and what a result shows of it.

The place of a word tells where it stands: the title begins at TITLE, what else the header table says at
ABOUT, the text at TEXT, and each of its parts STRIDE after the one before. So a place tells what a match
is worth, and names the only part that the browser must fetch to show the passage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from gongkai.artefacts.records import validity
from gongkai.artefacts.segments import EVERY, label, words
from gongkai.json_text import compact
from gongkai.layout import item_page
from gongkai.markdown import to_html
from gongkai.model import Catalogue, Entry

TITLE = 8
ABOUT = 400
TEXT = 1_000
STRIDE = 3_000
"""theme/assets/search.js knows them too."""
SIZE = 2_400
"""Characters of text in a part: fewer than STRIDE, for ㎡ is two."""
OVERLAP = 60
"""How far a part goes on into the next: no query is longer."""
MOST = 5_000_000
"""Characters in one index: Pagefind takes 450 bytes of memory for each."""
FRESH = 800_000
"""Characters in the newest index, which every new entry makes anew: under two seconds."""
_FILLER = "."
"""Pagefind gives punctuation a place, and does not index it."""

_BLOCK = re.compile(r"</?(?:blockquote|br|h[1-6]|hr|li|ol|p|pre|t[dhr]|table|tbody|thead|ul)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"[ \n]*\n[ \n]*")


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as it is searched."""

    head: Mapping[str, str]
    """What a result shows."""
    about: str
    """What the header table says of it."""
    numbers: str
    """Found like `about`, and shown in the head of a result."""
    pieces: tuple[tuple[str, str], ...]
    """The text and the attachments: what they are called in a result, and what they say."""
    labels: tuple[str, ...]

    def parts(self) -> Iterator[Mapping[str, str]]:
        """What a result may have to show; the first is the header table's, the others the text's."""
        yield {**self.head, "from": "内容概述", "text": self.about}
        for name, text in self.pieces:
            for start in range(0, len(text), SIZE):
                yield {**self.head, "from": name, "text": text[start : start + SIZE + OVERLAP]}

    def content(self) -> str:
        """What Pagefind reads, each word at its place."""
        about, *texts = (part["text"] for part in self.parts())
        places = _fill(self.labels, TITLE)  # first, where all have them in one place, which costs nothing
        places += _fill(words(self.head["title"]), ABOUT - TITLE)
        places += _fill(words(f"{about}\n{self.numbers}"), TEXT - ABOUT)
        for text in texts:
            places += _fill(words(text), STRIDE)
        while places[-1] == _FILLER:  # after the last word nothing has to be in its place
            places.pop()
        return " ".join(places)


def _fill(given: Sequence[str], places: int) -> list[str]:
    kept = given[: places - 2]  # so that nothing goes on from one part of a text to the next
    return [*kept, *[_FILLER] * (places - len(kept))]


def identity(entry: Entry, texts: Mapping[str, str]) -> bytes:
    """Equal for entries that are searched alike: all that a document is made of, and its text by its hash."""
    item = entry.item
    files = [(each.title, texts.get(each.sha256, "")) for each in item.attachments]
    told = [_head(entry), item.summary, item.keywords, _labels(entry), item.content_sha256, files]
    return compact(told).encode()


def _head(entry: Entry) -> dict[str, str]:
    item = entry.item
    return {
        "address": item_page(item.index),
        "title": item.title,
        "mark": item.withdrawn.kind if item.withdrawn else "",
        "index": entry.full_index,
        "number": item.number or "",
        "date": str(entry.published),
    }


def _labels(entry: Entry) -> tuple[str, ...]:
    return (
        EVERY,
        label("year", str(entry.published.year)),
        label("department", entry.item.department),
        label("category", entry.item.category),
        label("validity", validity(entry.item)),
    )


def document(entry: Entry, texts: Mapping[str, str]) -> Document:
    """An entry, with the texts of its attachments by SHA-256."""
    item = entry.item
    named = [(f"附件：{each.title}", each, texts.get(each.sha256, "")) for each in item.attachments]
    return Document(
        head=_head(entry),
        about="\n".join((item.summary, *item.keywords)),
        numbers=f"{entry.full_index}\n{item.number or ''}",
        pieces=(
            ("", plain(item.body)),
            *((name, f"{each.title}\n{text}") for name, each, text in named),
        ),
        labels=_labels(entry),
    )


def plain(body: str) -> str:
    """Markdown as a reader sees it, a line for each block."""
    html = _BLOCK.sub("\n", to_html(body).replace("\n", " "))
    return _LINES.sub("\n", unescape(_TAG.sub("", html))).strip()


def bundles(catalogue: Catalogue, size: Callable[[Entry], int]) -> dict[str, tuple[Entry, ...]]:
    """By name, the entries that share an index, the newest first.

    The newest part has its own, so that a new entry changes no other; what came before shares one as far as
    MOST allows, counted from the first, so that what they share stays.
    """
    parts = _parts(catalogue, size)
    groups: list[list[str]] = []
    room = 0
    for name in list(parts)[:-1]:
        needed = sum(map(size, parts[name]))
        if not groups or needed > room:
            groups.append([])
            room = MOST
        groups[-1].append(name)
        room -= needed
    named = [*([each] for each in list(parts)[-1:]), *reversed(groups)]
    return {
        "-".join(dict.fromkeys((group[0], group[-1]))): tuple(
            entry for name in reversed(group) for entry in parts[name]
        )
        for group in named
    }


def _parts(catalogue: Catalogue, size: Callable[[Entry], int]) -> dict[str, list[Entry]]:
    """By name, the entries of each year, the oldest year first, in each the newest first.

    A year larger than FRESH is cut, counted from its first entry: a bureau may bring twenty years in one.
    """
    years: dict[int, list[list[Entry]]] = {}
    room = 0
    for entry in reversed(catalogue.entries):
        cut, needed = years.setdefault(entry.published.year, []), size(entry)
        if not cut or needed > room:
            cut.append([])
            room = FRESH
        cut[-1].append(entry)
        room -= needed
    return {
        str(year) if len(cut) == 1 else f"{year}.{number}": part[::-1]
        for year, cut in years.items()
        for number, part in enumerate(cut, 1)
    }
