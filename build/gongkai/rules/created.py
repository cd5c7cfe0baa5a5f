"""形成日期是签发之日：不能在将来，也不能在批准之后（第十三条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import CHINA, Context, Finding, Item, Rule, Text

RULE = Rule(
    slug="created",
    title=Text("形成日期不可能", "the date of creation cannot be right"),
    article=Text("第十三条", "article 13"),
    remedy=Text(
        "形成日期写签发之日；改后须重新批准。",
        "`created` is the day the item was signed; approve again after a change.",
    ),
    page=Text(
        "期限从形成日期起算，所以形成日期必须真实：不晚于今天（北京时间），不晚于任何一项批准的日期。"
        "先形成、后批准、再公开。批准时间也不能在将来。",
        "The time limit runs from `created`, so it must be true: not after today (China time), not after any "
        "approval. An item is made, then approved, then published. No approval may be dated in the future.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield the first impossibility of each date."""
    if item.created > context.today:
        zh = f"形成日期 {item.created} 在将来（今天是 {context.today}）"
        en = f"created {item.created} is in the future (today is {context.today})"
        yield RULE.finding(item.path, item.raw.at("created"), zh, en)
        return
    days = [approval.at.astimezone(CHINA).date() for approval in item.approvals]
    if days and min(days) < item.created:
        zh = f"形成日期 {item.created} 晚于批准日期 {min(days)}"
        en = f"created {item.created} is later than the approval of {min(days)}"
        yield RULE.finding(item.path, item.raw.at("created"), zh, en)
    for number, day in enumerate(days):
        if day > context.today:
            where = item.raw.at("approvals", number, "at")
            zh, en = f"批准日期 {day} 在将来", f"approval of {day} is in the future"
            yield RULE.finding(item.path, where, zh, en)
