"""The catalogue's rows for its filter: one classic script a year, so that a folder on a disk can read them too.

A year is that of the index number. A new item leaves the files of other years as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gongkai.artefacts.records import validity
from gongkai.artefacts.templates import marked
from gongkai.json_text import compact, escaped
from gongkai.layout import item_page
from gongkai.model import Catalogue, Entry

COLUMNS = (
    "title", "index", "number", "created", "published", "category", "topic", "department", "year", "validity", "address",
)  # fmt: skip
_UNSAFE = re.compile("[<\u2028\u2029]")
"""Escaped: no text ends the script that it stands in, whoever includes it, nor a line of it."""


def address(year: str) -> str:
    """The address of a year's rows."""
    return f"catalogue/rows-{year}.js"


def as_scripts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Address and script of each year: `gongkaiRows(year, columns, rows)`, newest first."""
    years: dict[str, list[Entry]] = {}
    for entry in catalogue.entries:
        years.setdefault(entry.item.year, []).append(entry)
    return ((address(year), _call(year, years[year])) for year in sorted(years))


def row(entry: Entry) -> tuple[str, ...]:
    """An entry in the order of `COLUMNS`."""
    item = entry.item
    return (
        marked(item), entry.full_index, item.number or "", str(item.created), str(entry.published),
        item.category, item.topic, item.department, item.year, validity(item), item_page(item.index),
    )  # fmt: skip


def _call(year: str, entries: list[Entry]) -> str:
    lines = ",\n".join(_json(row(entry)) for entry in entries)
    return f"gongkaiRows({_json(year)},{_json(COLUMNS)},[\n{lines}\n]);\n"


def _json(value: Any) -> str:
    return escaped(compact(value), _UNSAFE)
