"""登记的事项按发生的先后排列，不早于上一项，不在将来（第十六条）。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gongkai.model import Context, Finding, Record, Rule, Text, in_china

RULE = Rule(
    slug="record-order",
    title=Text("登记的时间不对", "the times of a record are not in order"),
    article=Text("第十六条", "article 16"),
    remedy=Text("按实际发生的时间改正，再签名。", "give the time at which it happened, and sign again."),
    page=Text(
        "期限从登记的时间算起，精确到分，一律按北京时间。所以后一项不能早于前一项，也不能在今天以后；"
        "签名不能早于所记的事。",
        "Limits run from the times in the record. So no event is earlier than the one before it, none is after today, and "
        "none is signed before it happened.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each event whose time cannot be."""
    for number, (before, event) in enumerate(pairwise([None, *record.events])):
        assert event is not None  # noqa: S101 - only the first of befores is none
        if before and event.at < before.at:
            text = Text(
                f"早于上一项的 {in_china(before.at)}", f"before the event before it, {in_china(before.at)}"
            )
        elif event.day > context.today:
            text = Text(f"{in_china(event.at)} 在今天以后", f"{in_china(event.at)} is after today")
        elif event.signed and event.signed.at < event.at:
            text = Text(
                f"签名早于所记的 {in_china(event.at)}", f"signed before it happened, {in_china(event.at)}"
            )
        else:
            continue
        yield RULE.finding(record.path, record.raw.at("events", number, event.kind, "at"), *text)
