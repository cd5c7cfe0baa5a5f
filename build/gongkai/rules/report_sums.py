"""年度报告的表格里，应当相等的数要相等（第二十八条；国办公开办函〔2021〕30号的勾稽关系）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual import sums
from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.rules._reports import place, report

RULE = Rule(
    slug="report-sums",
    title=Text("年度报告的数对不上", "the numbers of the annual report do not add up"),
    article=Text("第二十八条；条例第五十条；国办公开办函〔2021〕30号", "article 28; Regulations article 50"),
    remedy=Text(
        "按登记核对这一格和与它相加的各格；运行 gongkai report 年份 按登记重新计数。",
        "compare the cell, and those that it is summed with, with the registers; `gongkai report YEAR` counts anew.",
    ),
    page=Text(
        "表三每一栏：第一项加第二项之和，等于第三项加第四项之和；第三项的（七）是（一）至（六）各行之和；每一行的总计是"
        "前面六栏之和。表四每一组的总计是前面四格之和。还没有填的格（〔待填〕）不核对。",
        "In every column of table 3 one and two together are three and four together, and three (7) is the sum of three "
        "(1) to (6); in every row the total is the sum of the six before it. In table 4 each total is the sum of the four "
        "before it. Blank cells are not checked.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each cell that its table contradicts."""
    if found := report(record, context):
        for each in sums.wrong(found.tables):
            yield RULE.finding(record.path, place(record, each.cell), *each.said)
