"""解读与文件同时发布，晚了的要说明理由（第二十条）。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from gongkai import interpreting
from gongkai.deadline import is_public, published_on
from gongkai.model import Context, Finding, Item, Rule, Severity, Text

RULE = Rule(
    slug="interpretation-late",
    title=Text("解读晚于文件", "an interpretation later than its document"),
    article=Text("第二十条", "article 20"),
    remedy=Text(
        "在解读里写 interprets_later: {reason: 理由}，随解读公示；同日公开的不写。",
        "say why in the interpretation, `interprets_later: {reason: …}`, which is public; on the same day say nothing.",
    ),
    page=Text(
        "解读材料与政策文件原则上同时发布，确有必要完善的，最晚在正式印发后的3个工作日内（第二十条）。以进入主分支的日子比较："
        "一份规范性文件的第一份解读晚于文件公开的，须写明理由（interprets_later）；3个工作日以内没有写的提醒，"
        "超过的不能公开。理由随解读公示，超过期限的计入考核。之后再作的解读不算晚。",
        "An interpretation comes with its document; where it really must be bettered, within three working days of its "
        "issue (article 20). By the days of landing: the first interpretation of a normative document, if it comes "
        "after it, says why (`interprets_later`); without a reason it is warned of within the three days, and refused "
        "after them. The reason is public, and the assessment counts what was too late. Further interpretations are "
        "never late.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each interpretation that is late without a reason, or has a reason and is not late."""
    by = interpreting.explained(context.items.values())
    for item in context.items.values():
        if item.interprets or item.interprets_later:
            late = [document for document in _bound(item, context) if _is_later(item, document, by, context)]
            if item.interprets_later and not late and not is_public(item, context):
                zh, en = (
                    "没有晚于文件，不应写 interprets_later",
                    "not later than its document: take out this field",
                )
                yield RULE.finding(item.path, item.raw.key_at("interprets_later"), zh, en)
            elif not item.interprets_later:
                yield from (_unexcused(item, document, context) for document in late)


def _bound(item: Item, context: Context) -> list[Item]:
    """The documents that an item explains and that article 20 wants explained."""
    named = (context.items.get(index) for index in item.interprets)
    return [
        each
        for each in named
        if each and interpreting.is_bound(each, context.policy) and not each.no_interpretation
    ]


def _is_later(item: Item, document: Item, by: Mapping[str, tuple[Item, ...]], context: Context) -> bool:
    """Whether it came after its document, and none came before it."""
    day = published_on(item, context)
    return published_on(document, context) < day == interpreting.since(document, by, context)


def _unexcused(item: Item, document: Item, context: Context) -> Finding:
    day, public = published_on(item, context), published_on(document, context)
    over = _past(interpreting.limit(document, context).due, day)
    severity = Severity.ERROR if over.zh else Severity.WARNING
    zh = f"{document.index} 已于 {public} 公开，解读晚至 {day}{over.zh}，没有写明理由"
    en = f"{document.index} is public since {public}, this only on {day}{over.en}, and does not say why"
    place = item.raw.at("interprets", item.interprets.index(document.index))
    return RULE.finding(item.path, place, zh, en, severity)


def _past(last: date | None, day: date) -> Text:
    """That a day is after the last one; no words where it is not, or where that is not known."""
    if last is None or day <= last:
        return Text("", "")
    return Text(f"，超过期限 {last}", f", after {last}")
