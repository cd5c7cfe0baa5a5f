"""送交的是已经公开的版次，同一版不重复送交同一单位（第二十四条；条例第二十五条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Finding, Item, Record, Rule, Text
from gongkai.registers import deliveries

RULE = Rule(
    slug="delivery",
    title=Text("送交的登记不成立", "the record of a delivery does not hold"),
    article=Text("第二十四条；条例第二十五条", "article 24; Regulations article 25"),
    remedy=Text(
        "用 gongkai gazette deliver 登记：它写明送的是哪一版、哪一包。",
        "record it with `gongkai gazette deliver`.",
    ),
    page=Text(
        "主动公开的规范性文件及时送市政府办公室，供市政府公报刊登。一件登记写一次送交：哪个条目、哪一版、何时、送到何处、"
        "送交包的校验值。没有公开的不能送；送交不能早于公开；同一版送同一单位，只登记一次。改版以后要再送。",
        "Normative documents go to the municipal office for its gazette. A record tells of one delivery: which item, which "
        "revision, when, to whom, and the checksum of the package. Nothing goes before it is public; the same revision is "
        "recorded once for each addressee, and a new revision goes again.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for a revision that was not public then, or that had gone there before."""
    gone: dict[tuple[str, int, str], Record] = {}
    for record in context.register(deliveries.REGISTER):
        if item := context.items.get(deliveries.what(record)[0]):  # else rule record-item
            yield from _too_early(record, item, context)
            same = (*deliveries.what(record), deliveries.to(record))
            if (before := gone.setdefault(same, record)) is not record:
                zh, en = (
                    f"同一版已由 {before.name} 送交{deliveries.to(record)}",
                    f"went there before: {before.name}",
                )
                yield RULE.finding(record.path, record.raw.at("item"), zh, en)


def _too_early(record: Record, item: Item, context: Context) -> Iterator[Finding]:
    _, revision = deliveries.what(record)
    day, public = record.events[0].day, _public_since(item, revision, context)
    if public is None or day < public:
        zh = f"第 {revision} 版" + (f" {public} 才公开" if public else "没有公开")
        en = f"revision {revision} " + (f"was public only on {public}" if public else "is not public")
        yield RULE.finding(record.path, record.raw.at("revision"), zh, en)


def _public_since(item: Item, revision: int, context: Context) -> date | None:
    """The day on which a revision landed."""
    lineage = context.lineages[item.path]
    landed = (each for each in (*lineage.earlier, lineage.landed) if each)
    return next((each.landing.day for each in landed if each.item.revision == revision), None)
