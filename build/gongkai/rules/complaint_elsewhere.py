"""不属于本机关职责的投诉、举报，先转送并告知，再办结（第三条（八））。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.registers import complaints

RULE = Rule(
    slug="complaint-elsewhere",
    title=Text("投诉、举报的结果与转送不符", "the outcome of a complaint and its transfer do not agree"),
    article=Text("第三条（八）、第十九条；附件二第四条（二）", "articles 3(8) and 19; Annex 2 article 4(2)"),
    remedy=Text(
        "不属于本机关职责的，先登记 transferred（转送何处、已告知）；转送了的，结果写“不属于本机关职责”。",
        "record `transferred` (to whom, and that they were told) before closing it as not ours; what was transferred is closed as "
        "不属于本机关职责.",
    ),
    page=Text(
        "对收到的举报不积极处理的，要追究责任（附件二第四条（二））。所以不能只写“不属于本机关职责”了事，"
        "要转送有权处理的机关并告知；转送出去的，本机关也不再写查明的结果。",
        "Whoever leaves a report unhandled answers for it (Annex 2, article 4(2)). So none is closed as not ours before it "
        "went to whom it belongs and the sender was told; and of what went elsewhere we state no finding of our own.",
    ),
)


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield at most one finding."""
    handled = record.first("handled")
    if record.register != complaints.REGISTER or handled is None:
        return
    elsewhere = handled.said("outcome") == complaints.ELSEWHERE
    if elsewhere != (record.first("transferred") is not None):
        zh = "没有转送，不能这样办结" if elsewhere else "已转送，结果应为“不属于本机关职责”"
        en = (
            "not transferred: it cannot be closed so"
            if elsewhere
            else "transferred: the outcome is 不属于本机关职责"
        )
        place = record.raw.at("events", record.events.index(handled), "handled", "outcome")
        yield RULE.finding(record.path, place, zh, en)
