"""catalogue.db: the whole catalogue as one SQLite file, for whoever wants to ask it questions.

There is no full-text table: its bytes differ from one SQLite to the next, and the site has a search of its own;
docs/data.md tells how to add one to a copy. Equal catalogues give equal bytes: rows go in by index number,
nothing is ever deleted, and sqlite_file.py takes out what tells of the library that wrote the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from gongkai.artefacts import records
from gongkai.model import Catalogue

_SETTINGS = """
PRAGMA page_size = 16384; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; PRAGMA user_version = 1;
PRAGMA secure_delete = ON; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
"""
"""What is left to each build of SQLite otherwise; `secure_delete` zeroes what a moved row leaves behind."""
_INDEXES = """
CREATE INDEX items_by_category ON items (category, published);
CREATE INDEX items_by_department ON items (department, published);
CREATE INDEX items_by_published ON items (published);
CREATE INDEX keywords_by_keyword ON keywords (keyword);
"""


def fill(database: sqlite3.Connection, catalogue: Catalogue) -> None:
    """Write the catalogue into an empty database, page after page: it may be larger than memory."""
    database.executescript(_SETTINGS)
    database.executescript(resources.files(__package__).joinpath("catalogue.sql").read_text(encoding="utf-8"))
    with database:
        _insert(database, "catalogue", [_catalogue(catalogue)])
        for entry in sorted(catalogue.entries, key=lambda entry: entry.item.index):
            record = records.record(entry, catalogue)
            _insert(database, "items", [_item(record, entry.item.body)])
            for table, rows in _details(record):
                _insert(database, table, rows)
    database.executescript(_INDEXES)


def roots(database: sqlite3.Connection) -> tuple[int, ...]:
    """The root page of every table and index."""
    return tuple(root for (root,) in database.execute("SELECT rootpage FROM sqlite_master WHERE rootpage"))


def _insert(database: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows of the same columns."""
    if rows:
        database.executemany(_statement(table, tuple(rows[0])), [tuple(row.values()) for row in rows])


@cache
def _statement(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own names


def _catalogue(catalogue: Catalogue) -> dict[str, Any]:
    policy = catalogue.policy
    return {
        "bureau": policy.bureau,
        "front_code": policy.front_code,
        "domain": policy.domain,
        "address": policy.address,
        "sample": policy.sample,
    }


_ALIKE = (
    "index_number", "title", "category", "topic", "department", "publisher", "created", "published", "updated",
    "number", "validity", "replaced_by", "interprets_later", "no_interpretation", "summary", "important", "secrecy_review", "revision", "content_sha256",
    "page", "data", "source",
)  # fmt: skip
"""What the table has as catalogue.json has it."""


def _item(record: dict[str, Any], text: str) -> dict[str, Any]:
    end, first, late = record["withdrawn"], record["first_published"], record["late"]
    return {
        **{name: record[name] for name in _ALIKE},
        "withdrawn_on": end and end["date"],
        "withdrawn_reason": end and end["reason"],
        "first_published_on": first and first["date"],
        "first_published_where": first and first["where"],
        "late_reason": late and late["reason"],
        "days_late": late and max(term["days_late"] for term in late["terms"]),
        "text": text.strip(),
    }


def _details(record: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of the other tables, each with the item that it belongs to."""
    item = {"item": record["index_number"]}
    yield "keywords", [{**item, "keyword": each} for each in record["keywords"]]
    yield "attachments", [{**item, **each} for each in record["attachments"]]
    yield "approvals", [{**item, **each} for each in record["approvals"]]
    yield "changes", [{**item, "place": place, **each} for place, each in enumerate(record["changes"], 1)]
    yield "editions", [{**item, **each} for each in record["earlier"]]
    yield "replacements", [{**item, "replaces": each} for each in record["replaces"]]
    yield "interpretations", [{**item, "interprets": each} for each in record["interprets"]]
