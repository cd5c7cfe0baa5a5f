"""gongkai approve --all: everything in an inbox, shown and asked one by one, then signed together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from gongkai.approving import CURED, Sign, Wish, approve, refusals, uncured
from gongkai.cli.approving_one import say_next
from gongkai.cli.common import refuse, show_findings
from gongkai.cli.inbox import Waiting, waiting_for
from gongkai.cli.showing import show_item
from gongkai.layout import CONTENT
from gongkai.model import SetupError
from gongkai.pipeline import Checked
from gongkai.report import plain
from gongkai.sources import clock, tree


def approve_all(
    root: Path, checked: Checked, *, by: str, role: str | None, at: datetime | None, sign: Sign
) -> None:
    """Ask for each item, sign those agreed to, write when all is signed. Raises SetupError.

    Exit 1 if an item could not be approved, or the rules refuse a signature: then no file is changed.
    """
    waiting = list(_in_role(waiting_for(checked, by), role))
    agreed, skipped = [], 0
    for number, each in enumerate(waiting, start=1):
        click.echo(f"── {number}/{len(waiting)} ──")
        _present(checked, each)
        wish = Wish(each.item, (root / each.item.path).read_bytes(), each.roles, by, at or clock.now())
        if _is_hindered(checked, wish):
            skipped += 1
        elif click.confirm(f"批准（{_titles(checked, wish.roles)}）？ Approve?", default=False):
            agreed.append(wish)
    if agreed:
        _sign_and_write(root, checked, [_afresh(root, wish, at or clock.now()) for wish in agreed], sign)
        say_next(root, checked, [CONTENT], f"批准 {len(agreed)} 条")
    left = len(waiting) - len(agreed) - skipped
    click.echo(
        f"已批准 {len(agreed)} 条，没有同意 {left} 条，跳过 {skipped} 条"
        f" ({len(agreed)} approved, {left} declined, {skipped} skipped)"
    )
    sys.exit(skipped > 0)


def _in_role(waiting: list[Waiting], role: str | None) -> Iterator[Waiting]:
    for each in waiting:
        if role is None:
            yield each
        elif role in each.roles:
            yield replace(each, roles=(role,))


def _present(checked: Checked, waiting: Waiting) -> None:
    """All that is known of an item; on a terminal its whole text too, a page at a time."""
    show_item(checked, waiting.item, but=CURED)
    if sys.stdout.isatty():
        lines = waiting.item.text.split("\n")
        click.echo_via_pager("".join(f"{plain(line)}\n" for line in lines))


def _is_hindered(checked: Checked, wish: Wish) -> bool:
    """Whether an approval would be in vain; says why."""
    if uncured(checked, wish.item):
        click.echo(
            "跳过：有批准改变不了的错误 (skipped: it has errors that no approval puts right)", err=True
        )
        return True
    try:
        found = refusals(checked, wish)
    except SetupError as error:
        click.echo(f"跳过 (skipped): {error}", err=True)
        return True
    if found:
        show_findings(found)
        click.echo("跳过：规则不接受这项批准 (skipped: the rules would refuse the approval)", err=True)
    return bool(found)


def _afresh(root: Path, wish: Wish, at: datetime) -> Wish:
    """The wish as of the moment of signing; what somebody changed meanwhile will not fit the signature."""
    return replace(wish, data=(root / wish.item.path).read_bytes(), at=at)


def _sign_and_write(root: Path, checked: Checked, wishes: list[Wish], sign: Sign) -> None:
    result = approve(checked, wishes, sign)
    if isinstance(result, tuple):
        refuse(result, "一条也没有批准，文件都未改动 (none approved; every file is as it was)")
    for wish in wishes:
        path = wish.item.path
        tree.replace(root / path, result[path])
        click.echo(f"{path}: {wish.by} 已批准（{_titles(checked, wish.roles)}） (approved)")


def _titles(checked: Checked, roles: tuple[str, ...]) -> str:
    return "、".join(checked.setup.policy.roles[role].title for role in roles)
