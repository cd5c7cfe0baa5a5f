"""本局主动公开的信息自其产生后20日内予以公开（第十三条）。

Days are counted in China time from the day after `created`, to the landing on the main line, or to
today while the item has not landed.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.deadline import last_day, public_day
from gongkai.model import Context, Finding, Item, Rule, Text

RULE = Rule(
    slug="late",
    title=Text("超过公开期限", "later than the time limit"),
    article=Text("第十三条", "article 13"),
    remedy=Text(
        "核对形成日期；确已逾期的，报局政务公开工作领导小组办公室。不得改动形成日期。",
        "check `created`; if it is right, report to the leading group's office. Never change the date to fit.",
    ),
    page=Text(
        "第十三条：自产生后20日内公开。形成当日不计，自次日起算（民法典第二百零一条）；"
        "最后一日是法定休假日的，顺延到休假日结束的次日（第二百零三条）。"
        "公开之日是条目的索引号第一次进入主分支的日子，由 git 证明；还没有进入的，按今天算。"
        "日期一律按北京时间。目录启用前已由制发机关公开的，按首次公开日期判定（见规则 legacy）。",
        "Article 13: public within 20 days of coming into being. The first day is not counted (Civil Code "
        "art. 201); a last day off moves to the next day after the holiday (art. 203). An item is public on "
        "the day its index number first landed on the main line, which git proves; until then today counts. "
        "China time always. What its organ published before the catalogue began is judged by that date (rule "
        "legacy).",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding if the item became, or would today become, public after its last day."""
    days = context.policy.publish_days
    day = public_day(item, context)
    if day <= last_day(item.created, days, context.calendar):
        return
    until = "距今" if day == context.today else f"到 {day} 公开"
    yield RULE.finding(
        item.path,
        item.raw.at("created"),
        f"形成日期 {item.created} {until} {(day - item.created).days} 天，超过 {days} 天",
        f"created {item.created}, {(day - item.created).days} days before {day}: more than {days}",
    )
