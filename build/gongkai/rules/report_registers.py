"""年度报告的数从登记和目录里数出，不是估计（第二十八条；条例第五十条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.annual.forms import TABLE2
from gongkai.annual.tables import Cell, cells, told
from gongkai.model import Context, Finding, Record, Rule, Severity, Text
from gongkai.registers.reports.counting import counted
from gongkai.rules._reports import mendable, place, report

RULE = Rule(
    slug="report-registers",
    title=Text("年度报告与登记不一致", "the annual report differs from the registers"),
    article=Text("第二十八条；条例第五十条", "article 28; Regulations article 50"),
    remedy=Text(
        "运行 gongkai report 年份 按登记重新计数；登记漏了的，先补登记。",
        "`gongkai report YEAR` counts anew; enter first what the registers lack.",
    ),
    page=Text(
        "表三、表四从依申请公开的登记里数：收到、答复、复议、诉讼，按申请人类别，以当年12月31日为准。表二的行政规范性文件从"
        "目录里数。报告公开以前不一致的，是错误；已经公开的，或者目录在那一年里才启用、登记不全的，只警告；目录启用以前的年度不核对。"
        "表二也只警告：目录里的规范性文件可以有别的机关制发的。",
        "Tables 3 and 4 are counted from the register of requests as it stood on 31 December; the normative documents of "
        "table 2 from the catalogue. A difference is an error before the report is public; a warning afterwards, for a "
        "year in which the catalogue only began (earlier ones are not compared), and in table 2, as the catalogue may hold documents of other organs.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each cell in which the registers know another number."""
    found = report(record, context)
    if found is None or record.year < context.policy.starts_on.year:
        return
    own = counted(context, record.year)
    for cell in cells():
        value, expected = found.tables.value(cell), own.value(cell)
        if value is not None and expected is not None and value != expected:
            zh = f"{cell.name}是 {told(value)}，登记里是 {told(expected)}"
            en = f"{cell.name} is {told(value)}, the registers have {told(expected)}"
            yield RULE.finding(record.path, place(record, cell), zh, en, _severity(record, cell, context))


def _severity(record: Record, cell: Cell, context: Context) -> Severity:
    whole = context.policy.starts_on <= date(record.year, 1, 1)
    return mendable(record, context) if whole and cell.form is not TABLE2 else Severity.WARNING
