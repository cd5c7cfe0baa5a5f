"""解读: which documents article 20 wants explained, by which day, and since when they are.

What is not here: a revision of a document asks for no new interpretation, for the article speaks of the day
on which a policy was issued; and 依法撤回 of the only interpretation leaves its document without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.deadline import published_on
from gongkai.model import Context, Item, Policy, Reckoning
from gongkai.reckoning import working_days

NORMATIVE = "规范性文件"
"""The topic (article 7, second item) that is a policy in the sense of article 20."""


def explained(items: Iterable[Item]) -> Mapping[str, tuple[Item, ...]]:
    """Index number → the items that explain it (解读), by number."""
    found: dict[str, list[Item]] = {}
    for item in sorted((item for item in items if item.interprets), key=lambda item: item.index):
        for index in item.interprets:
            found.setdefault(index, []).append(item)
    return {index: tuple(each) for index, each in found.items()}


def is_normative(item: Item) -> bool:
    """Whether an item is a policy in that sense."""
    return item.topic == NORMATIVE


def is_bound(item: Item, policy: Policy) -> bool:
    """Whether article 20 binds a document: a normative one, made since this catalogue began.

    What its organ published before is past explaining in time; what has ended is still judged as it was then.
    """
    return is_normative(item) and item.first_published is None and item.created >= policy.starts_on


def limit(item: Item, context: Context) -> Reckoning:
    """The time there is for its interpretation, in working days after the day of issue."""
    return working_days(item.created, context.policy.clocks.interpretation, context.calendar)


def since(item: Item, by: Mapping[str, tuple[Item, ...]], context: Context) -> date | None:
    """The day on which the first interpretation of an item became public, or today would; None without any."""
    return min(
        (published_on(each, context) for each in by.get(item.index, ()) if is_readable(each)), default=None
    )


def is_readable(item: Item) -> bool:
    """Whether the text is there to be read."""
    return item.withdrawn is None or item.withdrawn.keeps_text
