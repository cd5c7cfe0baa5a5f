"""公开期限将至时提醒（第十三条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.deadline import due_day, is_public, made_on
from gongkai.model import Context, Finding, Item, Rule, Severity, Text

RULE = Rule(
    slug="due",
    title=Text("公开期限将至", "the time limit is near"),
    article=Text("第十三条", "article 13"),
    remedy=Text("尽快批准并合并。", "approve and merge soon."),
    page=Text(
        "还没有进入主分支的条目，离公开期限只剩几日（policy.yml 的 warn_days）时提醒，不阻止公开。"
        "期限的算法见规则 late。",
        "Warns, and blocks nothing, when an item that has not landed has no more than `warn_days` of "
        "policy.yml left. Rule late says how days are counted.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a warning if few days are left; a late item is for rule `late`."""
    start, last = made_on(item, context), due_day(item, context)
    met = context.lineages[item.path].first and start == item.created
    if last is None or met or is_public(item, context) or start > context.today:
        return
    left = (last - context.today).days
    if 0 <= left <= context.policy.warn_days:
        zh = f"公开期限 {last}，还剩 {left} 天"
        en = f"due on {last}, {left} days left"
        yield RULE.finding(item.path, item.raw.at("created"), zh, en, Severity.WARNING)
