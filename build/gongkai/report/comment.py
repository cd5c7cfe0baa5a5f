"""A comment on a request, for forges without annotations: what is waiting, for whom, until when, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.deadline import due_day, is_public, updated_on
from gongkai.model import Context, Finding, Item, Verdict, Verification
from gongkai.report.summary import cell, row, table
from gongkai.report.words import fitting

ROOM = 65_536
"""Characters that GitHub takes for a comment; counted in bytes here, which is never too few."""
_COLUMNS = "| | 批准 | 由谁 | 时间 |\n|---|---|---|---|\n"


def as_comment(items: Sequence[Item], findings: Sequence[Finding], context: Context, room: int = ROOM) -> str:
    """Of each item that is not public yet or has findings: deadline and roles; then all findings.

    Within `room` bytes: the items take no more than half, so that the findings, errors first, have the rest.
    """
    wrong = {finding.path for finding in findings}
    waiting = [item for item in items if item.path in wrong or not is_public(item, context)]
    sections = [_section(item, context) for item in waiting]
    shown = fitting(sections, room // 2)
    left = len(sections) - shown
    more = f"另有 {left} 条因篇幅所限没有列出 ({left} more items)。\n\n" if left else ""
    none = "没有待办。Nothing to do.\n\n" if not sections else ""
    text = "".join(["### 公开 · 待办 to do\n\n", none, *sections[:shown], more, "### 问题 · findings\n\n"])
    return text + table(findings, room - len(text.encode()))


def _section(item: Item, context: Context) -> str:
    head = f"#### {context.policy.full_index(item.index)} {cell(item.title)}\n\n"
    return f"{head}{_deadline(item, context)}\n\n{_COLUMNS}{_roles(item, context)}\n"


def _deadline(item: Item, context: Context) -> str:
    due = due_day(item, context)
    if item.first_published and due is None:
        return f"目录启用前已于 {item.first_published.date} 首次公开 (published before the catalogue began)。"
    if due is None or is_public(item, context):
        return f"已于 {updated_on(item, context)} 公开 (public)。"
    left = (due - context.today).days
    if left < 0:
        return f"**公开期限 {due}，已超过 {-left} 天** ({-left} days late)。"
    return f"公开期限 {due}，还剩 {left} 天 (due, {left} days left)。"


def _roles(item: Item, context: Context) -> str:
    """Who gave which approval, and which are still missing."""
    policy = context.policy
    given = [_given(each, context) for each in context.verifications[item.path]]
    signed = {approval.role for approval in item.approvals}
    missing = [role for role in policy.needed_for(item) if role not in signed]
    return "".join([*given, *(row("⬜", policy.roles[role].title, "还缺 missing", "") for role in missing)])


def _given(verified: Verification, context: Context) -> str:
    """An approval with its signature's verdict; whether its signer may sign is for the findings to say."""
    approval = verified.approval
    role, person = context.policy.roles.get(approval.role), context.people.get(approval.by)
    office = person.name if person else approval.by
    title = role.title if role else approval.role
    if verified.verdict is Verdict.GOOD:
        return row("✅", title, office, approval.at_text)
    return row("❌", title, f"{office}：签名无效，{verified.reason.zh}", approval.at_text)
