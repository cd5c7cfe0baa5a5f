"""形成日期是签发之日：不能在将来，也不能在批准之后（第十三条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.deadline import made_on, origin
from gongkai.model import Context, Finding, Item, Rule, Text

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
        "先形成、后批准、再公开：批准不能在将来，也不能晚于这一版公开之日。"
        "改过的版次，从变更日期起算，批准不能早于变更。",
        "The time limit runs from `created`, so it must be true: not after today (China time), not after any "
        "approval. An item is made, then approved, then published: no approval may be dated in the future, or "
        "after the day its revision landed. For a revision the day of the change counts: no approval is earlier.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield the first impossibility of each date."""
    if item.created > context.today:
        zh = f"形成日期 {item.created} 在将来（今天是 {context.today}）"
        en = f"created {item.created} is in the future (today is {context.today})"
        yield RULE.finding(item.path, item.raw.at("created"), zh, en)
        return
    days = [approval.day for approval in item.approvals]
    made = made_on(item, context)
    if days and min(days) < made:
        name, field = origin(made, item)
        zh, en = (
            f"{name} {made} 晚于批准日期 {min(days)}",
            f"{made} is later than the approval of {min(days)}",
        )
        yield RULE.finding(item.path, item.raw.at(field), zh, f"{field} {en}")
    for number, day in enumerate(days):
        if reason := _too_late(day, item, context):
            yield RULE.finding(item.path, item.raw.at("approvals", number, "at"), *reason)


def _too_late(day: date, item: Item, context: Context) -> Text | None:
    """Why an approval cannot have been given on `day`; git proves days, two clocks may differ by minutes."""
    landed = context.lineages[item.path].landed
    if day > context.today:
        return Text(f"批准日期 {day} 在将来", f"approval of {day} is in the future")
    if landed and day > landed.landing.day:
        public = landed.landing.day
        return Text(f"批准日期 {day} 晚于公开之日 {public}", f"approval of {day}, public since {public}")
    return None
