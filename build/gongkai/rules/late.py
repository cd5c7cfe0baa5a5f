"""本局主动公开的信息自其产生后20日内予以公开（第十三条）。

Days are counted in China time from the day after `created`, to the landing on the main line, or to
today while the item has not landed.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.deadline import origin, terms
from gongkai.model import Context, Finding, Item, Rule, Term, Text

RULE = Rule(
    slug="late",
    title=Text("超过公开期限", "later than the time limit"),
    article=Text("第十三条", "article 13"),
    remedy=Text(
        "核对形成日期；确已逾期的，写明 late: {reason: 理由}，请领导小组办公室以 late 角色批准，逾期一事将公示。"
        "不得改动形成日期。",
        "check `created`; if it is right, give `late: {reason: …}` and have the leading group's office approve "
        "as late: the fact is then public. Never change the date to fit.",
    ),
    page=Text(
        "第十三条：自产生后20日内公开。形成当日不计，自次日起算（民法典第二百零一条）；"
        "最后一日是法定休假日的，顺延到休假日结束的次日（第二百零三条）。"
        "公开之日是条目的索引号第一次进入主分支的日子，由 git 证明；还没有进入的，按今天算。"
        "公开以后改过的，变更的文本另有 20 日（条例第二十六条）。"
        "日期一律按北京时间。确已逾期的，只有一条路：写明理由（late），由领导小组办公室批准，逾期的事实随条目公示，"
        "不公开和改日期都更糟。目录启用前已由制发机关公开的，按首次公开日期判定（见规则 legacy）。",
        "Article 13: public within 20 days of coming into being. The first day is not counted (Civil Code "
        "art. 201); a last day off moves to the next day after the holiday (art. 203). An item is public on "
        "the day its index number first landed on the main line, which git proves; until then today counts. "
        "A changed text has 20 days of its own (Regulations art. 26). China time always. What is late is "
        "published only with its reason (`late`) and the consent of the leading group's office, and says so. "
        "What its organ published before the catalogue began is judged by that date (rule legacy).",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for a time limit that was missed, unless the leading group's office let it pass."""
    late = [term for term in terms(item, context) if term.is_late]
    if item.late_reason and not late:
        zh, en = "没有逾期，不应写 late", "not late: take out `late`"
        yield RULE.finding(item.path, item.raw.key_at("late"), zh, en)
    if late and not item.late_reason:
        yield _finding(item, late[0], context)


def _finding(item: Item, term: Term, context: Context) -> Finding:
    days = context.policy.publish_days
    name, field = origin(term.start, item)
    until = "距今" if term.public == context.today else f"到 {term.public} 公开"
    return RULE.finding(
        item.path,
        item.raw.at(field),
        f"{name} {term.start} {until} {term.taken} 天，超过 {days} 天",
        f"{field} {term.start}, {term.taken} days before {term.public}: more than {days}",
    )
