"""Tables for a spreadsheet: CSV that Excel reads right, and runs nothing of."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A BOM, so that Excel reads UTF-8, and CRLF (RFC 4180)."""
    return "".join(lines(columns, rows))


def lines(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The same line by line, so that not all need be in memory."""
    written = csv.writer(_Back()).writerow
    yield "\ufeff"
    yield written(columns)
    yield from (written([cell(each) for each in row]) for row in rows)


class _Back:
    """A file whose writer gets back what it writes."""

    def write(self, line: str) -> str:
        """Hand it back."""
        return line


def cell(text: str) -> str:
    """A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text."""
    return f"'{text}" if text[:1] in _FORMULA else text
