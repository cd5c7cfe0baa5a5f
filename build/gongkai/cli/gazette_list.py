"""What waits to be delivered, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.artefacts.spreadsheet import as_csv
from gongkai.deadline import is_public, updated_on
from gongkai.interpreting import is_normative
from gongkai.json_text import document
from gongkai.model import Item
from gongkai.pipeline import Checked
from gongkai.registers import deliveries
from gongkai.report import plain

_COLUMNS = ("索引号", "版次", "标题", "发文字号", "成文日期", "公开日期", "制作科室", "目录启用前已公开")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document that waits to be delivered to somebody."""

    item: Item
    public: str
    """The day on which this revision became public here."""

    @property
    def told(self) -> dict[str, str]:
        """What is told of it, by name."""
        item = self.item
        return {
            "index": item.index,
            "revision": str(item.revision),
            "title": item.title,
            "number": item.number or "",
            "created": str(item.created),
            "published": self.public,
            "department": item.department,
            "before_catalogue": "是" if item.first_published else "",
        }


def waiting(checked: Checked, to: str) -> list[Waiting]:
    """What is public and not recorded as delivered to `to`, oldest first.

    The gazette prints normative documents (article 24); archives and libraries get everything (条例 art. 25).
    """
    context = checked.context
    done = deliveries.delivered(context.records.values(), to)
    every = to != deliveries.GAZETTE
    items = (item for item in checked.items if (every or is_normative(item)) and is_public(item, context))
    found = [Waiting(item, str(updated_on(item, context))) for item in items if deliveries.waits(item, done)]
    return sorted(found, key=lambda each: (each.public, each.item.index))


def _as_text(found: Iterable[Waiting]) -> str:
    lines = []
    for each in found:
        said = each.told
        before = "；目录启用前已公开，请核实当时是否送过" if said["before_catalogue"] else ""
        lines.append(
            f"{said['index']} 第 {said['revision']} 版  {said['department']}  {plain(said['title'])}\n"
            f"  {said['number'] or '无文号'}；{said['created']} 成文，{said['published']} 公开{before}\n"
        )
    return "".join(lines) + f"待送 {len(lines)} 件 ({len(lines)} to deliver)\n"


FORMATS: Mapping[str, Callable[[Iterable[Waiting]], str]] = {
    "text": _as_text,
    "csv": lambda found: as_csv(_COLUMNS, (each.told.values() for each in found)),
    "json": lambda found: document([each.told for each in found]),
}
