"""gongkai late: the register of what was published after its time limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import date

import click

from gongkai.artefacts.spreadsheet import as_csv
from gongkai.cli.common import repository
from gongkai.deadline import every_term
from gongkai.json_text import document
from gongkai.model import LATE, Context, Item, Term
from gongkai.pipeline import read_and_check
from gongkai.report import plain

_COLUMNS = (
    "索引号", "版次", "标题", "制作科室", "形成或变更日期", "应公开日期", "公开日期", "天数", "理由", "批准",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lateness:
    """One line of the register: a text, its time limit, and when it became public."""

    index: str
    revision: int
    title: str
    department: str
    start: date
    due: date
    public: date | None
    days: int
    reason: str
    consent: str
    """Who let it pass, and when; empty where nobody did."""


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True,
    help="给人看，或给程序。 For people, or for programs.",
)  # fmt: skip
@click.pass_context
def late(context: click.Context, form: str) -> None:
    """逾期登记：超过公开期限才公开的，和至今没有公开的，逐条列出理由和批准。

    The register of lateness: what was published after its limit or still is not, with reason and consent.
    """
    checked = read_and_check(repository(context))
    items = sorted(checked.items, key=lambda item: item.index)
    found = [each for item in items for each in _lateness(item, checked.context)]
    click.echo(_FORMATS[form](found), nl=False)


def _lateness(item: Item, context: Context) -> Iterator[Lateness]:
    """Every time limit that any revision of an item missed, once."""
    for revision, term, landed in every_term(item, context):
        if term.is_late:
            yield _line(revision, term, public=landed)


def _line(item: Item, term: Term, *, public: bool) -> Lateness:
    consents = (each for each in item.approvals if each.role == LATE)
    return Lateness(
        index=item.index,
        revision=item.revision,
        title=item.title,
        department=item.department,
        start=term.start,
        due=term.due,
        public=term.public if public else None,
        days=term.taken,
        reason=item.late_reason or "",
        consent="".join(f"{each.by} {each.at_text}" for each in consents),
    )


def _as_text(found: list[Lateness]) -> str:
    lines = []
    for each in found:
        public = f"{each.public} 公开" if each.public else "尚未公开"
        head = f"{each.index} 第 {each.revision} 版  {each.department}  {plain(each.title)}"
        consent = f"{each.consent} 批准" if each.consent else "没有批准"
        reason = plain(each.reason) or "没有写明理由"
        lines.append(
            f"{head}\n  {each.start} 形成，应于 {each.due} 前公开，{public}，用 {each.days} 天；{reason}；{consent}\n"
        )
    return "".join(lines) + f"逾期 {len(found)} 条 ({len(found)} late)\n"


def _as_csv(found: list[Lateness]) -> str:
    return as_csv(_COLUMNS, ([str(value or "") for value in astuple(each)] for each in found))


def _as_json(found: list[Lateness]) -> str:
    return document([{name: _plain(value) for name, value in asdict(each).items()} for each in found])


def _plain(value: object) -> object:
    return str(value) if isinstance(value, date) else value


_FORMATS: Mapping[str, Callable[[list[Lateness]], str]] = {"text": _as_text, "csv": _as_csv, "json": _as_json}
