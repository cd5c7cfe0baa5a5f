"""规范性文件最晚在印发后3个工作日内发布解读材料（第二十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai import interpreting
from gongkai.model import Context, Finding, Item, Rule, Severity, Text
from gongkai.reckoning import told

RULE = Rule(
    slug="interpretation-missing",
    title=Text("规范性文件没有解读", "a normative document without an interpretation"),
    article=Text("第二十条", "article 20"),
    remedy=Text(
        "另写一条解读，在 interprets 里写明本文件，最好与文件在同一请求里公开；确实不需要解读的，在文件里写 "
        "no_interpretation: {reason: 理由}，随文件批准并公示。",
        "write an interpretation that names it in `interprets`, best in the same request; a document that needs none "
        "says `no_interpretation: {reason: …}`, which is approved with it and public.",
    ),
    page=Text(
        "解读材料与政策文件原则上同时发布，最晚在正式印发（created）后的3个工作日内（第二十条）。目录启用以后制发的规范性文件"
        "都受此约束：期限以内还没有解读的提醒，期限过了的不能再公开任何东西，直到补上解读或写明不需要。目录启用以前已经公开的、"
        "已终止效力的，不再要求。期限遇到放假安排未公布的年份，只提醒。改版不要求另作解读。",
        "An interpretation comes with its document, or within three working days of its issue (`created`, article 20). "
        "This binds the normative documents made since the catalogue began: within the time a missing one is warned of; "
        "after it nothing is published until it is there or the document says why it needs none. What was public "
        "before the catalogue, and what is withdrawn, is not asked for one. Where the days off of a year are not yet "
        "known it only warns. A revision needs no new interpretation.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each document that waits for its interpretation, and for each needless excuse."""
    by = interpreting.explained(context.items.values())
    for item in context.items.values():
        if item.no_interpretation and not interpreting.is_bound(item, context.policy):
            zh, en = "不是须解读的文件，不应写 no_interpretation", "it needs none anyway: take out this field"
            yield RULE.finding(item.path, item.raw.key_at("no_interpretation"), zh, en)
        elif _waits(item, context) and interpreting.since(item, by, context) is None:
            yield _missing(item, context)


def _waits(item: Item, context: Context) -> bool:
    bound = interpreting.is_bound(item, context.policy)
    return bound and not item.no_interpretation and item.withdrawn is None


def _missing(item: Item, context: Context) -> Finding:
    limit = interpreting.limit(item, context)
    passed = limit.due is not None and context.today > limit.due
    working, severity = told(limit), Severity.ERROR if passed else Severity.WARNING
    zh, en = f"还没有解读（{working.zh}）", f"no interpretation yet ({working.en})"
    return RULE.finding(item.path, item.raw.at("created"), zh, en, severity)
