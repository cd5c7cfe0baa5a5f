"""What stands below the text of the pages 回应关切 and 监督: the registers as tables, and what was said."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

from gongkai.artefacts.register_data import source
from gongkai.artefacts.register_tables import (
    COMPLAINTS,
    CORRECTIONS,
    DELIVERIES,
    RESPONSES,
    Table,
)
from gongkai.artefacts.templates import template
from gongkai.layout import item_page
from gongkai.model import Catalogue, Event, Record

PAGES = {
    "response.md": (RESPONSES,),
    "supervision.md": (CORRECTIONS, COMPLAINTS),
    "catalogue.md": (DELIVERIES,),
}
"""Column page → the registers that it shows. All these pages stand at the top of the site."""


def response(catalogue: Catalogue) -> str:
    """The register of responses, and each with all that was said."""
    years = _by_year(RESPONSES, catalogue, lambda each: _told(each, catalogue))
    return _tables("response.md", catalogue) + template("responses.html").render(years=years)


def supervision(catalogue: Catalogue) -> str:
    """The registers of corrections and of complaints."""
    return _tables("supervision.md", catalogue)


def delivered(catalogue: Catalogue) -> str:
    """The register of deliveries; nothing, while there is none."""
    return _tables("catalogue.md", catalogue) if DELIVERIES.records(catalogue) else ""


def _tables(page: str, catalogue: Catalogue) -> str:
    return "".join(_table(table, catalogue) for table in PAGES[page])


def _table(table: Table, catalogue: Catalogue) -> str:
    years = _by_year(table, catalogue, lambda each: (source(each), table.row(each, catalogue)))
    return template("register.html").render(table=table, years=years)


def _by_year(
    table: Table, catalogue: Catalogue, shown: Callable[[Record], Any]
) -> list[tuple[int, list[Any]]]:
    """Each year of a register with what is shown of its records, the newest first: the others are folded."""
    years = groupby(table.records(catalogue), key=lambda each: each.year)
    return [(year, [shown(each) for each in mine]) for year, mine in years]


def _told(record: Record, catalogue: Catalogue) -> dict[str, Any]:
    """A response with its texts, as they were published."""
    said = [_said(each, catalogue) for each in record.all("responded")]
    closed = record.first("closed")
    return {"record": record, "said": said, "closed": closed, "reason": closed and closed.said("reason")}


def _said(event: Event, catalogue: Catalogue) -> dict[str, Any]:
    where, items = event.fields["where"], event.fields.get("items", [])
    assert isinstance(where, list)  # noqa: S101 - the schema has seen to it
    assert isinstance(items, list)  # noqa: S101 - likewise
    return {
        "at": event.at,
        "where": "、".join(map(str, where)),
        "paragraphs": [each for each in re.split(r"\n\s*\n", event.said("text").strip()) if each.strip()],
        "items": [(item_page(str(each)), catalogue.known.items[str(each)].title) for each in items],
    }
