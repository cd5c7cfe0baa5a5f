"""What the text of an annual report tells in numbers beside its tables: of publishing, of channels, of fees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.deadline import updated_on
from gongkai.model import Context, Event, Item, Record
from gongkai.registers.reports.counting import Year, counted_on, requests_of

_ARTICLE_20 = {
    "机构职能": "（二）",
    "法规文件": "（一）",
    "统计信息": "（四）",
    "工作动态": "（十五）",
    "其他信息": "（十五）",
}
_ARTICLE_20_OF_TOPICS = {"行政处罚": "（六）", "预算决算": "（七）", "政府采购": "（九）"}
"""The paragraph of 条例 article 20 that an item is made public by."""


@dataclass(frozen=True, slots=True)
class Made:
    """What of the catalogue became public, changed or ended in a year."""

    by_paragraph: Mapping[str, int]
    changed: int
    ended: int


def made_public(context: Context, number: int) -> Made:
    """What of the catalogue became public, changed or ended in a year, as the main line proves it."""
    year = Year(number)
    landed = [
        item
        for item in context.items.values()
        if (first := context.lineages[item.path].first) and year.has(first.day)
    ]
    ended = [item for item in context.items.values() if item.withdrawn and year.has(item.withdrawn.date)]
    changed = [
        item
        for item in context.items.values()
        if item.revision > 1 and not item.withdrawn and context.lineages[item.path].landed
        if year.has(updated_on(item, context))
    ]
    return Made(Counter(map(_paragraph, landed)), len(changed), len(ended))


def _paragraph(item: Item) -> str:
    return _ARTICLE_20_OF_TOPICS.get(item.topic, _ARTICLE_20[item.category])


def fees(records: Iterable[Record], number: int) -> tuple[int, int]:
    """信息处理费 of a year: how many notices were given, and how much was paid, in yuan."""
    year, notices, paid = Year(number), 0, 0
    for request in requests_of(records):
        asked: Event | None = None
        for event in request.events:
            if event.kind == "fee_asked":
                asked, notices = event, notices + year.has(event.day)
            elif event.kind == "fee_paid" and asked and year.has(event.day):
                paid += int(asked.said("amount"))
    return notices, paid


def channels(records: Iterable[Record], number: int) -> Mapping[str, int]:
    """How many requests of a year came by which channel (article 15)."""
    year = Year(number)
    found: Counter[str] = Counter()
    for request in requests_of(records):
        received = request.first("received")
        if received and year.has(counted_on(request)):
            found[received.said("channel")] += 1
    return found
