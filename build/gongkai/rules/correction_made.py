"""登记了已更正的，条目要有更正后的一版（第十九条；条例第四十一条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Finding, Item, Record, Rule, Text
from gongkai.registers import corrections

RULE = Rule(
    slug="correction-made",
    title=Text("登记已更正，条目没有更正", "recorded as corrected, and the item is not"),
    article=Text("第十九条；条例第四十一条", "article 19; Regulations article 41"),
    remedy=Text(
        "用 gongkai revise 条目 --kind 更正 写出更正后的一版，在同一请求里公开；更正的不是目录里的条目的，不写 items。",
        "write the corrected revision with `gongkai revise ITEM --kind 更正`, in the same request; leave out `items` where what "
        "was corrected is none of the catalogue.",
    ),
    page=Text(
        "登记写明更正了哪些条目（items）的，每一条在收到申请之日或以后要有一版种类为更正的变更说明，让读到旧版的人知道改了什么。"
        "更正的记录不在目录里的（例如依申请提供的），不写 items。",
        "Where a record names the items that were corrected, each must have a change of kind 更正 on the day of receipt or "
        "later, so that readers see what changed. A correction of what is not in the catalogue names none.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each item that was not corrected since."""
    received = record.first("received")
    if record.register != corrections.REGISTER or received is None:
        return
    for number, event in enumerate(record.events):
        for place, index in enumerate(event.fields.get("items", [])):
            item = context.items.get(str(index))
            if item and not _is_corrected(item, received.day):  # without one: rule record-item
                zh = f"{index} 自 {received.day} 以来没有更正"
                pointer = ("events", number, event.kind, "items", place)
                en = f"{index} was not corrected since {received.day}"
                yield RULE.finding(record.path, record.raw.at(*pointer), zh, en)


def _is_corrected(item: Item, since: date) -> bool:
    return any(change.kind == "更正" and change.date >= since for change in item.changes)
