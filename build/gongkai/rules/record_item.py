"""登记里写到的条目要在目录里（第十七条、第十九条、第二十一条、第二十四条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Pointer, Record, Rule, Text

RULE = Rule(
    slug="record-item",
    title=Text("登记写到的条目不在目录里", "a record names an item that is not in the catalogue"),
    article=Text("第十七条、第十九条、第二十一条、第二十四条", "articles 17, 19, 21 and 24"),
    remedy=Text(
        "写条目的索引号后段，如 2026-00012；先公开条目，或与登记在同一请求里提交。",
        "give the number of an item, such as 2026-00012; publish it first, or in the same request.",
    ),
    page=Text(
        "答复、回应、更正、送交所指的条目，公众要能找到：登记页从这里链接到条目。",
        "What an answer, a response, a correction or a delivery points to must be there: the page of the register links to it.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each number that is no item's."""
    for pointer, index in _named(record):
        if index not in context.items:
            yield RULE.finding(record.path, record.raw.at(*pointer), f"没有条目 {index}", f"no item {index}")


def _named(record: Record) -> Iterator[tuple[Pointer, str]]:
    """Every item that a record names, with its place."""
    if item := record.said("item"):
        yield ("item",), item
    for number, event in enumerate(record.events):
        items = event.fields.get("items", [])
        assert isinstance(items, list)  # noqa: S101 - the schema has seen to it
        for place, index in enumerate(items):
            assert isinstance(index, str)  # noqa: S101 - likewise
            yield ("events", number, event.kind, "items", place), index
