"""The register of requests as the public sees it: a table a year on the page 依申请公开, JSON and CSV.

Nothing in it says who asked: the records have no field for that. Nor does it depend on today: a request that is not
answered has its limits, and who reads compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from gongkai.artefacts import spreadsheet
from gongkai.artefacts.templates import template
from gongkai.json_text import document
from gongkai.layout import item_page, relative
from gongkai.model import Catalogue, Event, Reckoning, Record, Text, in_china
from gongkai.reckoning import told
from gongkai.registers.request_limits import Handling, handling
from gongkai.registers.requests import NAMES, REGISTER

PAGE, JSON, CSV = "request.html", "registers/requests.json", "registers/requests.csv"
COLUMNS = (
    "编号", "所申请的信息", "渠道", "申请人类别", "收到申请之日", "状态", "本局期限", "条例期限", "答复之日", "结果", "用工作日",
    "逾期", "逾期的理由",
)  # fmt: skip
_Row = tuple[Record, Handling]


def table(catalogue: Catalogue) -> str:
    """The register as HTML, newest first; the years before the newest are folded."""
    years = groupby(_rows(catalogue), lambda row: row[0].year)
    return template("request_register.html").render(
        years=[(year, [_cells(*row) for row in rows]) for year, rows in years],
        json=relative(PAGE, JSON),
        csv=relative(PAGE, CSV),
        link=_linker(catalogue),
    )


def as_files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Address and text of every file."""
    yield JSON, as_json(catalogue)
    yield CSV, as_csv(catalogue)


def as_json(catalogue: Catalogue) -> str:
    """The register as data; its form is schemas/requests.schema.json."""
    rows = [record(*row, catalogue) for row in _rows(catalogue)]
    return document({"bureau": catalogue.policy.bureau, "sample": catalogue.policy.sample, "requests": rows})


def as_csv(catalogue: Catalogue) -> str:
    """The register for a spreadsheet."""
    return spreadsheet.as_csv(COLUMNS, (_line(*row) for row in _rows(catalogue)))


def _rows(catalogue: Catalogue) -> Iterator[_Row]:
    """Every request with how it stands, newest first."""
    policy, calendar = catalogue.policy, catalogue.known.calendar
    for each in reversed(catalogue.known.register(REGISTER)):
        yield each, handling(each, policy, calendar)


def record(request: Record, stands: Handling, catalogue: Catalogue) -> dict[str, Any]:
    """One request; what is not known yet is null."""
    received, answered, policy = request.events[0], stands.answered, catalogue.policy
    return {
        "number": request.name,
        "subject": request.said("subject"),
        "channel": received.said("channel"),
        "applicant": received.said("applicant"),
        "received": stands.received and str(stands.received),
        "state": stands.state,
        "limit": _limit(stands.own),
        "legal_limit": _limit(stands.legal),
        "answered": answered and str(answered.day),
        "outcome": answered and answered.said("outcome"),
        "items": [policy.full_index(index) for index in _items(answered)],
        "working_days": stands.taken,
        "late": _late(stands) or None,
        "late_reason": (answered and answered.said("late")) or None,
        "events": [
            {"at": in_china(each.at), "kind": each.kind, "title": NAMES[each.kind].zh}
            for each in request.events
        ],
    }


def _limit(limit: Reckoning | None) -> dict[str, Any] | None:
    if limit is None:
        return None
    words: Text = told(limit)
    return {"due": limit.due and str(limit.due), "earliest": str(limit.earliest), "working": words.zh}


def _line(request: Record, stands: Handling) -> tuple[str, ...]:
    received, answered = request.events[0], stands.answered
    return (
        request.name, request.said("subject"), received.said("channel"), received.said("applicant"),
        str(stands.received or ""), stands.state, _due(stands.own), _due(stands.legal),
        str(answered.day) if answered else "", answered.said("outcome") if answered else "",
        "" if stands.taken is None else str(stands.taken), _late(stands), answered.said("late") if answered else "",
    )  # fmt: skip


def _cells(request: Record, stands: Handling) -> dict[str, Any]:
    """What a row of the page says."""
    return {
        "record": request,
        "stands": stands,
        "channel": request.events[0].said("channel"),
        "items": _items(stands.answered),
        "late": _late(stands),
    }


def _due(limit: Reckoning | None) -> str:
    if limit is None:
        return ""
    return str(limit.due) if limit.due else f"待定，最早 {limit.earliest}"


def _late(stands: Handling) -> str:
    if stands.is_unlawful:
        return "超过条例期限"
    return "超过本局期限" if stands.is_late else ""


def _items(answered: Event | None) -> list[str]:
    found = answered.fields.get("items", []) if answered else []
    return [str(index) for index in found]


def _linker(catalogue: Catalogue) -> Callable[[str], str | None]:
    """From an index number to its page; None for what is not public."""
    public = {entry.item.index for entry in catalogue.entries}
    return lambda index: relative(PAGE, item_page(index)) if index in public else None
