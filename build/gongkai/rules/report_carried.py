"""年度报告的上年结转，就是上一年报告的结转下年度（第二十八条；国办公开办函〔2021〕30号）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual import sums
from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.rules._reports import before, place, report

RULE = Rule(
    slug="report-carried",
    title=Text("上年结转与上年报告不一致", "what was carried over is not what the year before says"),
    article=Text("第二十八条；条例第五十条；国办公开办函〔2021〕30号", "article 28; Regulations article 50"),
    remedy=Text(
        "按上一年报告的第四项改正第二项；上一年的报告有误的，在本年报告第六部分说明。",
        "give in two what four of the report of the year before says; explain in section six if that was wrong.",
    ),
    page=Text(
        "上一年没有办完的申请，本年接着办，一件不多，一件不少：本年表三第二项的每一栏，等于上一年报告第四项的同一栏。"
        "目录里没有上一年的报告的，不核对。",
        "What was not finished goes on in the next year, no more and no less: every column of two equals that of four in "
        "the report of the year before. Without such a report nothing is compared.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each column of row two that differs."""
    found, last = report(record, context), before(record, context)
    if found and last:
        for each in sums.carried(found.tables, last.tables):
            yield RULE.finding(record.path, place(record, each.cell), *each.said)
