"""The registers as data: of each a JSON file with every event, a CSV file of its table, and the signed originals.

The form of the JSON is schemas/register.schema.json.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.artefacts.register_tables import TABLES, Table
from gongkai.artefacts.spreadsheet import as_csv
from gongkai.json_text import document
from gongkai.layout import CONTENT
from gongkai.model import Approval, Catalogue, Event, Record, in_china

OUTPUTS = tuple(
    (f"registers/{table.register}.{ending}", f"{table.title}（{kind}）")
    for table in TABLES
    for ending, kind in (("json", "JSON"), ("csv", "CSV"))
)
"""Address and name of each file but the originals."""


def source(record: Record) -> str:
    """The address of a record as it was signed, from the top of the site."""
    return record.path.removeprefix(CONTENT)


def as_files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Address and text of every file."""
    for table in TABLES:
        records = table.records(catalogue)
        yield f"registers/{table.register}.json", document(_register(table, records, catalogue))
        yield f"registers/{table.register}.csv", as_csv(table.columns, table.rows(catalogue))
        yield from ((source(record), record.raw.text) for record in records)


def _register(table: Table, records: list[Record], catalogue: Catalogue) -> dict[str, Any]:
    policy = catalogue.policy
    return {
        "bureau": policy.bureau,
        "domain": policy.domain,
        "sample": policy.sample,
        "register": table.register,
        "title": table.title,
        "records": [_record(each) for each in records],
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "head": dict(record.head),
        "events": [_event(each) for each in record.events],
        "source": source(record),
    }


def _event(event: Event) -> dict[str, Any]:
    signed = event.signed and _signed(event.signed)
    return {"kind": event.kind, "at": in_china(event.at), "fields": dict(event.fields), "signed": signed}


def _signed(given: Approval) -> dict[str, str]:
    return {"role": given.role, "by": given.by, "at": given.at_text}
