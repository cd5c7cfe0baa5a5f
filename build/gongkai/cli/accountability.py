"""gongkai accountability: what was seen that Annex 2 speaks of, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import click

from gongkai.artefacts.spreadsheet import as_csv
from gongkai.assessing import Sighting, untaken_sightings
from gongkai.cli.common import repository, require_department
from gongkai.cli.options import department_option
from gongkai.json_text import document
from gongkai.model import Record
from gongkai.pipeline import read_and_check
from gongkai.registers import accountability as register
from gongkai.report import plain

_COLUMNS = ("日期", "科室", "情形", "事由", "凭据", "状态", "处理", "情况")
_UNTAKEN = "未登记"


@click.command()
@department_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="给人看，或给程序。 For people, or for programs.",
)  # fmt: skip
@click.pass_context
def accountability(context: click.Context, department: str | None, form: str) -> None:
    """责任追究：系统看到的线索，登记了的和怎样决定的（附件二）。供内部使用，公开的见栏目页。

    逾期公开、逾期答复、逾期回应、逾期解读、删去公开过的条目，是线索不是结论：是否追究，由领导小组办公室登记决定。

    What was seen that Annex 2 speaks of, and what was decided. A sighting is no verdict: the leading group's office records
    and decides. For the inside: the column page tells what the policy makes public.
    """
    checked = read_and_check(repository(context))
    if department is not None:
        require_department(checked, department)
    known = checked.context
    rows = [
        *map(_recorded, register.of(known.records.values())),
        *map(_seen, untaken_sightings(known)),
    ]
    click.echo(_FORMATS[form]([row for row in rows if department in (None, row["科室"])]), nl=False)


def _recorded(record: Record) -> dict[str, str]:
    """A record of the register as a row."""
    last = record.events[-1]
    told = next((last.said(field) for field in ("note", "reason", "what") if last.said(field)), "")
    names = (name for _, _, name in register.evidence(record))
    cells = (
        str(record.events[0].day), record.said("department"), record.said("paragraph"), record.said("subject"),
        " ".join([record.id, *names]), register.state(record), register.decision(record) or "", told,
    )  # fmt: skip
    return dict(zip(_COLUMNS, cells, strict=True))


def _seen(each: Sighting) -> dict[str, str]:
    """A sighting that no record has taken up as a row."""
    cells = (
        str(each.day), each.department, each.paragraph, each.subject, each.evidence, _UNTAKEN, "", each.what,
    )  # fmt: skip
    return dict(zip(_COLUMNS, cells, strict=True))


def _as_text(rows: list[dict[str, Any]]) -> str:
    return "".join([*_lines(rows), f"共 {len(rows)} 件，未登记 {sum(map(_is_untaken, rows))} 件\n"])


def _is_untaken(row: Mapping[str, str]) -> bool:
    return row["状态"] == _UNTAKEN


def _lines(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        state = f"{row['状态']} {row['处理']}".rstrip()
        head = f"{row['日期']}  {row['科室']}  附件二{row['情形']}  {plain(row['事由'])}  {state}"
        yield f"{head}\n    {plain(row['情况'])}  {row['凭据']}\n"


_FORMATS: Mapping[str, Callable[[list[dict[str, Any]]], str]] = {
    "text": _as_text,
    "json": document,
    "csv": lambda rows: as_csv(_COLUMNS, (row.values() for row in rows)),
}
