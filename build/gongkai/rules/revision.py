"""公开以后的改动都是新的一版：版次逐一增加，已公开的一版一字不改（条例第二十六条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Finding, Item, Lineage, Rule, Text, Value

RULE = Rule(
    slug="revision",
    title=Text("版次不对", "the revision number is not in order"),
    article=Text("第五条、第十三条；条例第二十六条", "articles 5 and 13; Regulations article 26"),
    remedy=Text(
        "恢复已公开的原文，或者运行 gongkai revise 条目，写成新的一版，重新批准。",
        "restore the text as published, or run `gongkai revise ITEM` to make a new revision, and approve it.",
    ),
    page=Text(
        "首次公开是第 1 版。进入主分支的一版从此一个字节也不改，批准也不改；要更正、更新，就写成下一版："
        "版次加 1，在 changes 末尾添一项说明，重新批准。不能跳号，不能退回旧版，不能只加版次不改内容，"
        "除非上一版没有有效的批准（如密钥泄露），原文要重新批准；"
        "形成日期和首次公开的日期不因更正而改变：日期真的写错了的，撤回该条，另行公开。",
        "The first publication is revision 1. Once landed, not a byte of a revision changes, nor its approvals: "
        "a correction or update is the next revision, with one more entry in `changes` and new approvals. No "
        "number is skipped or lowered, no revision is without a change, but where the one before has no good "
        "approvals (a lost key, say) and the same text is approved anew. `created` and the date of `first_published` "
        "never change: where one was wrong, withdraw the item and publish another.",
    ),
)

_ABOUT = ("revision", "changes", "approvals")
"""What a new revision always changes."""


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield at most one finding: how the file at hand breaks the line of revisions."""
    lineage = context.lineages[item.path]
    if not lineage.usurps and (fault := _fault(item, lineage, lapsed=item.path in context.lapsed)):
        field, text = fault
        yield RULE.finding(item.path, item.raw.at(field), *text)


def _fault(item: Item, lineage: Lineage, *, lapsed: bool) -> tuple[str, Text] | None:
    own, highest = item.revision, lineage.highest
    if own < highest:
        zh = f"第 {highest} 版已经公开，不能退回第 {own} 版"
        return "revision", Text(zh, f"revision {highest} has landed: {own} is a rollback")
    if own == highest and not lineage.unchanged:
        zh = f"第 {own} 版已经公开，这里改动了：应写成第 {own + 1} 版"
        return "revision", Text(zh, f"revision {own} has landed and is changed here: make it {own + 1}")
    following = (lineage.before.item.revision if lineage.before else 0) + 1
    if own > following:
        zh = f"应是第 {following} 版，写成了第 {own} 版"
        return "revision", Text(zh, f"revision {own} where {following} comes next")
    return _no_change(item, lineage, lapsed=lapsed)


def _no_change(item: Item, lineage: Lineage, *, lapsed: bool) -> tuple[str, Text] | None:
    """What a next revision may not do: change nothing, or the date from which its first time limit runs."""
    before = lineage.before
    if before is None:
        return None
    if before.item.created != item.created:
        zh = f"形成日期从 {before.item.created} 改成了 {item.created}"
        return "created", Text(zh, f"created was {before.item.created}")
    if _first_day(before.item) != _first_day(item):
        zh, en = "首次公开的日期不能在公开以后增删、改动", "the date of the first publication was changed"
        return "first_published", Text(zh, en)
    if _said(item) == _said(before.item) and not lapsed:
        return "revision", Text("新的一版没有改动内容", "a new revision that changes nothing")
    return None


def _first_day(item: Item) -> date | None:
    """The other end of the first time limit: with it, what was late could later be said to have been in time."""
    return item.first_published.date if item.first_published else None


def _said(item: Item) -> tuple[dict[str, Value], str]:
    fields = {name: value for name, value in item.raw.front.value.items() if name not in _ABOUT}
    return fields, item.body
