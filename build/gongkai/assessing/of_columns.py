"""Measures over the column: is it kept fresh, and does it keep the days that it announced (articles 10, 22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from gongkai.assessing.marks import Evidence, Year
from gongkai.assessing.of_items import landed
from gongkai.deadline import is_public, published_on
from gongkai.layout import CONTENT
from gongkai.model import Context, Release

PAGE = f"{CONTENT}catalogue.md"


def fresh(context: Context, year: Year) -> Iterator[Evidence]:
    """栏目按时更新: each category, and its longest gap in the year (国办秘函〔2019〕19号)."""
    updates = _updates(context)
    for category, most in context.policy.freshness.columns.items():
        days = sorted({year.first, year.last, *(day for day in updates[category] if year.holds(day))})
        before, after = max(pairwise(days), key=lambda gap: gap[1] - gap[0], default=(year.last, year.last))
        gap = (after - before).days
        note = f"最长 {gap} 天没有更新（{before}至{after}），限 {most} 天"
        yield Evidence(PAGE, category, "", note, good=gap <= most)


def _updates(context: Context) -> Mapping[str, set[date]]:
    """Category → the days on which something new landed in it."""
    found: dict[str, set[date]] = defaultdict(set)
    for item in context.items.values():
        found[item.category].update(each.landing.day for each in landed(item, context))
    return found


def released(context: Context, year: Year) -> Iterator[Evidence]:
    """按日程发布: each release that was announced for a day of the year, unless it was called off (article 10)."""
    for path, page in sorted(context.columns.items()):
        for release in page.releases:
            if year.holds(release.date) and not release.cancelled:
                public = _public(release, context)
                note = f"宣布 {release.date}，" + (f"{public} 公开" if public else "没有写明公开的条目")
                good = public is not None and public <= release.date
                yield Evidence(release.item or path, release.title, release.department, note, good=good)


def _public(release: Release, context: Context) -> date | None:
    item = context.items.get(release.item or "")
    return published_on(item, context) if item and is_public(item, context) else None
