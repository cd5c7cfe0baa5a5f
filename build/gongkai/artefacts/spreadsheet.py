"""Tables for a spreadsheet: CSV that Excel reads right, and runs nothing of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A BOM, so that Excel reads UTF-8, and CRLF (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(each) for each in row] for row in rows)
    return "\ufeff" + text.getvalue()


def cell(text: str) -> str:
    """A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text."""
    return f"'{text}" if text[:1] in _FORMULA else text
