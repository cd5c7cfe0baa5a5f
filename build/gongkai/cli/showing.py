"""gongkai show: one item's state, its deadline with the working, and who has signed."""

from __future__ import annotations

from datetime import timedelta

import click

from gongkai.cli.common import item_argument, item_at, path_of, repository, show_findings
from gongkai.deadline import last_day, last_working_day, public_day
from gongkai.model import Context, Item
from gongkai.pipeline import read_and_check
from gongkai.standing import publisher


@click.command()
@item_argument
@click.pass_context
def show(context: click.Context, item: str) -> None:
    """一个条目的状态：期限怎么算，谁已批准，还缺谁，有什么问题。

    One item: its state, its deadline with the working, who has signed, who is missing, what is wrong.
    """
    root = repository(context)
    checked = read_and_check(root)
    meant = item_at(checked, path_of(root, item))
    policy = checked.setup.policy
    click.echo(f"{policy.full_index(meant.index)}  {meant.title}\n{meant.path}")
    click.echo(
        f"类别 {meant.category} / {meant.topic}，制作 {meant.department}，公开 {publisher(meant, policy)}"
    )
    click.echo(_deadline(meant, checked.context))
    for line in _signatures(meant, checked.context):
        click.echo(line)
    show_findings([finding for finding in checked.findings if finding.path == meant.path])


def _deadline(item: Item, context: Context) -> str:
    """The time limit with its working (民法典 art. 201 and 203), and the national one beside it."""
    days, calendar = context.policy.publish_days, context.calendar
    last, plain = last_day(item.created, days, calendar), item.created + timedelta(days=days)
    moved = f"，{plain} 是休息日，顺延" if plain != last else ""
    unknown = "" if last.year in calendar.years else f"（{last.year} 年放假安排未知，没有顺延）"
    working = context.policy.legal_working_days
    legal = last_working_day(item.created, working, calendar) or "待定，放假安排未公布"
    return (
        f"期限 {item.created} 形成，次日起算 {days} 日{moved}：{last}{unknown}；{_state(item, context)}\n"
        f"法定 {working} 个工作日（条例第二十六条）：{legal}"
    )


def _state(item: Item, context: Context) -> str:
    day = public_day(item, context)
    used = (day - item.created).days
    if item.first_published:
        return f"目录启用前已于 {day} 首次公开（{item.first_published.where}），用 {used} 天"
    if item.index in context.history.landings:
        return f"已于 {day} 公开，用 {used} 天"
    return f"尚未公开，已过 {used} 天"


def _signatures(item: Item, context: Context) -> list[str]:
    policy = context.policy
    verified = {each.approval.role: each for each in context.verifications[item.path]}
    lines = [
        f"已批准 {policy.roles[role].title}（{role}） {each.approval.by} {each.approval.at_text} {each.reason.zh}"
        for role, each in verified.items()
    ]
    missing = [role for role in policy.needed[item.category] if role not in verified]
    return [*lines, *(f"还缺   {policy.roles[role].title}（{role}）" for role in missing)]
