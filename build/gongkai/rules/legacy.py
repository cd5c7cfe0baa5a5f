"""目录启用之前已由制发机关公开的信息，可以写明首次公开，按那一天判定是否逾期。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text

RULE = Rule(
    slug="legacy",
    title=Text("首次公开的写法不成立", "`first_published` does not apply"),
    article=Text("第十三条", "article 13"),
    remedy=Text(
        "删去 first_published，按第十三条的期限公开；日期写错的，改正后重新批准。",
        "take out `first_published` and publish within the limit of article 13; mend a wrong date and approve "
        "again.",
    ),
    page=Text(
        "目录启用日（policy.yml 的 starts_on）之前，制发机关已经在别处公开过的信息，"
        "可以写 first_published: {date, where}，以首次公开的日期判定是否逾期；它随条目一起签名、一起公示。"
        "启用日当天及以后公开的信息不能写；首次公开也不能早于形成。",
        "What the issuing organ published elsewhere before `starts_on` of policy.yml may say so: "
        "`first_published: {date, where}`. Lateness is then judged by that date, which is signed and shown with "
        "the item. From `starts_on` the field is refused; nor can anything be public before it was made.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for a first publication after the catalogue began, or before the item was made."""
    first = item.first_published
    if first is None:
        return
    where = item.raw.at("first_published", "date")
    if first.date >= context.policy.starts_on:
        zh = f"首次公开 {first.date} 不早于目录启用日 {context.policy.starts_on}"
        en = f"first published {first.date}, not before the catalogue began on {context.policy.starts_on}"
        yield RULE.finding(item.path, where, zh, en)
    elif first.date < item.created:
        zh = f"首次公开 {first.date} 早于形成日期 {item.created}"
        en = f"first published {first.date}, before it was created on {item.created}"
        yield RULE.finding(item.path, where, zh, en)
