"""Measures over items: were they approved, right, and in time (articles 5, 13, 14, 20).

What the gate refused never came onto the main line and is recorded nowhere: it is not counted, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from gongkai import interpreting
from gongkai.assessing.marks import Evidence, Year
from gongkai.deadline import every_term
from gongkai.model import Context, Item, Landing, Revision
from gongkai.standing import wanted

CORRECTED = "更正"

Dated: TypeAlias = tuple[date, Evidence]
"""A case, and the day by whose year it is counted: items are many, and are gone through once for all years."""


def by_number(context: Context) -> Iterator[Item]:
    """All items, by number."""
    return (item for _, item in sorted(context.items.items()))


def on_time(item: Item, context: Context) -> Iterator[Dated]:
    """按时公开: each time limit that was met, or missed, by what became public (article 13)."""
    for revision, term, is_landed in every_term(item, context):
        if is_landed:
            note = f"{term.start} 起，应于 {term.due} 前，{term.public} 公开"
            yield term.public, _case(revision, note, good=not term.is_late)


def approved(item: Item, context: Context) -> Iterator[Dated]:
    """批准齐全后公开: an item that became public, and whether it was approved when it first landed (article 5)."""
    if landings := context.history.landings.get(item.index):
        good = _was_approved(item, landings[0], context)
        note = "进入主分支时批准齐全" if good else "进入主分支时批准不全"
        yield landings[0].day, _case(item, note, good=good)


def _was_approved(item: Item, landed: Landing, context: Context) -> bool:
    """Whether what first landed was approved. Of the earlier revisions the lineage has judged it; of this one, by its file."""
    lineage = context.lineages[item.path]
    first = lineage.first is not None and lineage.first.position == landed.position
    return first and (bool(lineage.earlier) or not wanted(item, context))


def uncorrected(item: Item, context: Context) -> Iterator[Dated]:
    """公开后未更正: what became public in a year, or was corrected in it (article 14)."""
    wrong = [each.landing.day for each in _corrections(item, context)]
    for year, day in {each.year: each for each in wrong}.items():
        days = "、".join(str(each) for each in wrong if each.year == year)
        yield day, _case(item, f"{days} 更正", good=False)
    first = context.lineages[item.path].first
    if first and first.day.year not in {day.year for day in wrong}:
        yield first.day, _case(item, "没有更正", good=True)


def explained(context: Context, year: Year) -> Iterator[Evidence]:
    """政策有解读: each normative document of the year that article 20 wants explained, and since when it is."""
    by = interpreting.explained(context.items.values())
    for item in by_number(context):
        asked = interpreting.is_bound(item, context.policy) and not item.no_interpretation
        if asked and year.holds(item.created):
            limit, day = interpreting.limit(item, context), interpreting.since(item, by, context)
            if limit.earliest <= year.last:
                good = day is not None and day <= limit.earliest
                note = f"应于 {limit.due or '待定'} 前解读，" + (f"{day} 解读" if day else "没有解读")
                yield _case(item, note, good=good)


def _case(item: Item, note: str, *, good: bool) -> Evidence:
    return Evidence(item.index, item.title, item.department, note, good=good)


def landed(item: Item, context: Context) -> tuple[Revision, ...]:
    """Every revision of an item that the main line has taken up, oldest first."""
    lineage = context.lineages[item.path]
    return (*lineage.earlier, *([lineage.landed] if lineage.landed else []))


def _corrections(item: Item, context: Context) -> Iterator[Revision]:
    told = 0
    for each in landed(item, context):
        new, told = each.item.changes[told:], len(each.item.changes)
        if any(change.kind == CORRECTED for change in new):
            yield each
