"""gongkai inbox: what waits for one office to approve, nearest deadline first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

from gongkai.cli.common import repository
from gongkai.cli.options import as_option
from gongkai.deadline import due_day, is_public
from gongkai.json_text import document
from gongkai.model import Item, SetupError
from gongkai.pipeline import Checked, read_and_check
from gongkai.report import plain
from gongkai.standing import may_sign, wanted


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits for somebody: until when, and for which roles."""

    item: Item
    due: date | None
    """None if it met its deadline elsewhere, before this catalogue began."""
    roles: tuple[str, ...]


def require_office(checked: Checked, by: str) -> None:
    """Raise SetupError for an office that policy/people.yml does not list."""
    if by not in checked.setup.people:
        raise SetupError(f"{plain(by)}: policy/people.yml 里没有这个岗位 (no such office)")


def waiting_for(checked: Checked, by: str) -> list[Waiting]:
    """What `by` could approve today, nearest deadline first. Raises SetupError for an unknown office."""
    require_office(checked, by)
    return sorted(_waiting(checked, by), key=lambda each: (each.due or date.max, each.item.index))


def _waiting(checked: Checked, by: str) -> Iterator[Waiting]:
    context = checked.context
    for item in checked.items:
        if is_public(item, context):
            continue
        missing = wanted(item, context)
        roles = tuple(role for role in missing if by in may_sign(item, role, context, context.today))
        if roles:
            yield Waiting(item, due_day(item, context), roles)


@click.command()
@as_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="给人看，或给程序。 For people, or for programs.",
)  # fmt: skip
@click.pass_context
def inbox(context: click.Context, by: str, form: str) -> None:
    """等一个岗位批准的条目，期限近的在前。

    What waits for an office to approve, nearest deadline first.
    """
    checked = read_and_check(repository(context))
    waiting = waiting_for(checked, by)
    if form == "json":
        click.echo(_as_json(checked, waiting, by), nl=False)
        return
    for each in waiting:
        click.echo(_line(checked, each))
    click.echo(f"共 {len(waiting)} 条等 {by} 批准 ({len(waiting)} waiting)")


def _line(checked: Checked, waiting: Waiting) -> str:
    item, roles = waiting.item, checked.setup.policy.roles
    titles = "、".join(f"{roles[role].title}（{role}）" for role in waiting.roles)
    return f"{_days(waiting.due, checked.context.today)}  {item.index}  {plain(item.title)}  {titles}  {item.path}"


def _days(due: date | None, today: date) -> str:
    if due is None:
        return "已先行公开"
    left = (due - today).days
    return f"{due} 剩 {left} 天" if left >= 0 else f"{due} 已逾期 {-left} 天"


def _as_json(checked: Checked, waiting: list[Waiting], by: str) -> str:
    today = checked.context.today
    items = [
        {
            "index": each.item.index,
            "title": each.item.title,
            "path": each.item.path,
            "roles": each.roles,
            "due": each.due and str(each.due),
            "days_left": each.due and (each.due - today).days,
        }
        for each in waiting
    ]
    return document({"principal": by, "today": str(today), "items": items})
