"""栏目不空白、按时更新，首页两周之内有变化（国办秘函〔2019〕19号，政府网站检查指标的单项否决）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.deadline import updated_on
from gongkai.layout import CONTENT
from gongkai.model import Context, Finding, Place, Rule, Severity, Text

RULE = Rule(
    slug="stale-column",
    title=Text("栏目空白或久未更新", "a column is empty or stale"),
    article=Text("第二十二条；国办秘函〔2019〕19号", "article 22; State Council inspection 2019 No. 19"),
    remedy=Text(
        "有应当公开而没有公开的，尽快公开；确实没有的，向检查部门说明，或请领导小组调整 policy.yml 的 freshness。",
        "publish what should be public; if there is nothing, tell the inspectors so, or have `freshness` in policy.yml "
        "changed by the leading group.",
    ),
    page=Text(
        "政府网站检查里，空白的栏目、应更新而未更新的栏目各达到五个，或者首页两周没有变化，都单项否决。期限见 policy.yml 的 "
        "freshness：工作动态两周，其他类别六个月。按每一类别里最近一条（含更正、更新）公开的日子计算，没有日期的等于没有更新；"
        "还没有信息的，自目录启用日起算。首页显示最新公开的信息，所以哪一条变了它都变。只警告，不阻止公开；请求里带来的新信息算今天的。",
        "In an inspection five empty columns, five stale ones, or a home page unchanged for two weeks fail by "
        "themselves. The days are in `freshness` of policy.yml: two weeks for 工作动态, six months for the others, from "
        "the newest item of the category, corrections included; where there is none yet, from the day the catalogue "
        "began. The home page shows what is newest, so it changes with any item. Warns, and blocks nothing; what a "
        "request brings counts as of today.",
    ),
)

_VETO = Text("；这样的栏目已有 {count} 个，单项否决", "; {count} such columns: the inspection is failed")


def check(context: Context) -> Iterator[Finding]:
    """Yield a warning for each category without anything, or without anything new, and one for the home page."""
    limits, newest = context.policy.freshness, _newest(context)
    empty = [category for category in limits.columns if category not in newest]
    stale = [category for category, day in newest.items() if _age(day, context) > limits.columns[category]]
    if _age(context.policy.starts_on, context) > limits.empty:
        for category in empty:
            yield _warn(
                "catalogue.md", Text(f"栏目“{category}”是空白的", f"{category} is empty"), len(empty), context
            )
    for category in stale:
        day = newest[category]
        zh = f"栏目“{category}” {_age(day, context)} 天没有更新，最近一次是 {day}"
        yield _warn("catalogue.md", Text(zh, f"nothing new in {category} since {day}"), len(stale), context)
    home = max([*newest.values(), *_home(context)], default=context.policy.starts_on)
    if _age(home, context) > limits.home:
        zh = f"首页 {_age(home, context)} 天没有变化，最近一次是 {home}；检查中满两周没有变化的，单项否决"
        en = f"the home page has not changed since {home}; after two weeks an inspection is failed"
        yield _warn("index.md", Text(zh, en), 0, context)


def _newest(context: Context) -> dict[str, date]:
    """Category → the last day on which anything in it changed, of those that have anything."""
    found: dict[str, date] = {}
    for item in context.items.values():
        day = updated_on(item, context)
        found[item.category] = max(day, found.get(item.category, day))
    return found


def _home(context: Context) -> list[date]:
    """When the home page's own text changed, if there is one."""
    page = context.pages.get(f"{CONTENT}index.md")
    return [page.day] if page else []


def _age(day: date, context: Context) -> int:
    return (context.today - day).days


def _warn(page: str, said: Text, count: int, context: Context) -> Finding:
    """A warning at the top of a column page, with the veto if so many columns are like that."""
    veto = _VETO if count >= context.policy.freshness.veto else Text("", "")
    zh, en = (words + more.format(count=count) for words, more in zip(said, veto, strict=True))
    return RULE.finding(f"{CONTENT}{page}", Place(1, 1), zh, en, Severity.WARNING)
