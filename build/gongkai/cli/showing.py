"""gongkai show: one item's state, its deadline with the working, and who has signed."""

from __future__ import annotations

from collections.abc import Container, Iterator

import click

from gongkai import interpreting
from gongkai.cli.common import item_at, path_of, repository, show_findings
from gongkai.cli.options import item_argument
from gongkai.deadline import is_public, made_on, terms
from gongkai.layout import folder
from gongkai.model import Context, Item, Term
from gongkai.pipeline import Checked, read_and_check
from gongkai.reckoning import calendar_days, told, working_days
from gongkai.report import plain
from gongkai.standing import acting_for, may_sign, publisher, spoken_for, wanted


@click.command()
@item_argument
@click.pass_context
def show(context: click.Context, item: str) -> None:
    """一个条目的状态：期限怎么算，谁已批准，还缺谁，有什么问题。

    One item: its state, its deadline with the working, who has signed, who is missing, what is wrong.
    """
    root = repository(context)
    checked = read_and_check(root)
    show_item(checked, item_at(checked, path_of(root, item)))


def show_item(checked: Checked, item: Item, but: Container[str] = ()) -> None:
    """Print all that is known of an item: facts, files, deadline, approvals, findings `but` of these rules."""
    policy = checked.setup.policy
    click.echo(f"{policy.full_index(item.index)}  {plain(item.title)}\n{item.path}")
    click.echo(f"类别 {item.category} / {item.topic}，制作 {item.department}，公开 {publisher(item, policy)}")
    for each in item.attachments:
        click.echo(f"附件 {plain(folder(item.index) + each.file)}（{plain(each.title)}）")
    click.echo(_deadline(item, checked.context))
    for line in (
        *_explanation(item, checked.context),
        *_given(item, checked.context),
        *_missing(item, checked.context),
    ):
        click.echo(line)
    found = (finding for finding in checked.findings if finding.path == item.path)
    show_findings([finding for finding in found if finding.rule not in but])


def _deadline(item: Item, context: Context) -> str:
    """Each time limit with its working (民法典 art. 201 and 203), and the national one beside it."""
    lines = [_term(term, item, context) for term in terms(item, context)]
    legal = working_days(made_on(item, context), context.policy.legal_working_days, context.calendar)
    return "\n".join([*lines, f"法定期限（条例第二十六条）：{told(legal).zh}"])


def _explanation(item: Item, context: Context) -> Iterator[str]:
    """By when article 20 wants the interpretation of a normative document, and since when it is there."""
    if interpreting.is_bound(item, context.policy):
        by = interpreting.explained(context.items.values())
        since, needless = interpreting.since(item, by, context), item.no_interpretation
        state = f"{since} 起有解读" if since else f"不另解读：{plain(needless)}" if needless else "还没有解读"
        yield f"解读期限（第二十条）：{told(interpreting.limit(item, context)).zh}；{state}"


def _term(term: Term, item: Item, context: Context) -> str:
    limit = calendar_days(term.start, context.policy.publish_days, context.calendar)
    made = "形成" if term.start == item.created else "变更"
    return f"{made}期限（第十三条）：{told(limit).zh}；{_state(term, item, context)}"


def _state(term: Term, item: Item, context: Context) -> str:
    first = item.first_published
    if first and term.start == item.created:
        return f"目录启用前已于 {term.public} 首次公开（{first.where}），用 {term.taken} 天"
    if is_public(item, context) or (context.lineages[item.path].first and term.start == item.created):
        return f"已于 {term.public} 公开，用 {term.taken} 天"
    return f"尚未公开，已过 {term.taken} 天"


def _given(item: Item, context: Context) -> Iterator[str]:
    for each in context.verifications[item.path]:
        given, title = each.approval, context.policy.roles[each.approval.role].title
        office = acting_for(given, item, context)
        acting = f"，代{office}" if office else ""
        yield f"已批准 {title}（{given.role}） {given.by} {given.at_text} {each.reason.zh}{acting}"


def _missing(item: Item, context: Context) -> Iterator[str]:
    """Each role that the item waits for, and who may give it today."""
    given = {approval.role for approval in item.approvals}
    for role in wanted(item, context):
        who = "、".join(
            _named(by, item, role, context) for by in may_sign(item, role, context, context.today)
        )
        word = "须重批" if role in given else "还缺  "
        title = context.policy.roles[role].title
        yield f"{word} {title}（{role}） {f'可由 {who}' if who else '今天无人可批，可在 policy.yml 的 deputies 里指定代理 (nobody may today: name a deputy)'}"


def _named(by: str, item: Item, role: str, context: Context) -> str:
    """An office and its principal; of a deputy, for whom too."""
    person, spoken = context.people[by], spoken_for(by, item, role, context.today, context)
    acting = f"，代{spoken.name}" if spoken and spoken is not person else ""
    return f"{person.name}（{by}{acting}）"
