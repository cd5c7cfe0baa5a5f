"""The plain difference of two texts, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

AROUND = 3
"""Unchanged lines shown before and after a change."""
MOST_LINES = 2_000
MOST_CHARACTERS = 200_000
"""Past these, of what is compared, nothing is: difflib's time grows with the square of the lines and worse."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference: ` ` stands in both texts, `-` only in the old, `+` only in the new."""

    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """Changes that lie together, with what stands around them; places are counted from 1."""

    old: int
    new: int
    lines: tuple[Line, ...]


def difference(old: str, new: str) -> tuple[Part, ...] | None:
    """From one text to another; None where it would be too long to compare and to read."""
    before, after = old.split("\n"), new.split("\n")
    skipped = max(0, _alike(zip(before, after, strict=False)) - AROUND)
    ends = zip(reversed(before[skipped:]), reversed(after[skipped:]), strict=False)
    spared = max(0, _alike(ends) - AROUND)
    first, second = (lines[skipped : len(lines) - spared] for lines in (before, after))
    if max(len(first), len(second)) > MOST_LINES or sum(map(len, first + second)) > MOST_CHARACTERS:
        return None
    return _parts(first, second, skipped)


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _parts(old: list[str], new: list[str], skipped: int) -> tuple[Part, ...]:
    groups = SequenceMatcher(None, old, new).get_grouped_opcodes(AROUND)
    parts = []
    for group in groups:
        lines: list[Line] = []
        for tag, start, end, begin, stop in group:
            if tag == "equal":
                lines += [Line(" ", text) for text in old[start:end]]
            else:
                lines += [Line("-", text) for text in old[start:end]]
                lines += [Line("+", text) for text in new[begin:stop]]
        parts.append(Part(skipped + group[0][1] + 1, skipped + group[0][3] + 1, tuple(lines)))
    return tuple(parts)
