"""工作总结每个科室每年一份，写有内容（第二十八条：在各科室政务公开工作总结的基础上编制年度报告）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.registers.reports import SUMMARIES

RULE = Rule(
    slug="summary",
    title=Text("工作总结有问题", "a summary is not in order"),
    article=Text("第二十八条", "article 28"),
    remedy=Text(
        "写上总结的内容；一个科室一年只交一份。",
        "write what the year was; one summary a department and year.",
    ),
    page=Text(
        "各科室的政务公开工作总结是 content/reports/年/科室.md，正文是总结，由科室负责人签名提交；gongkai report 把它们"
        "按科室的次序收进年度报告的草稿。空的总结、同一科室同一年的第二份，不接受。",
        "A department's summary of a year is content/reports/YEAR/DEPARTMENT.md, signed by its head; `gongkai report` "
        "collects them. An empty one is refused, and so is a second one of the same department and year.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each empty summary, and one for each but the first of a department in a year."""
    first: dict[tuple[int, str], Record] = {}
    for record in context.register(SUMMARIES):
        if not record.raw.body.strip():
            yield RULE.finding(record.path, record.raw.at(), "总结没有内容", "the summary is empty")
        own = record.said("department")
        if (known := first.setdefault((record.year, own), record)) is not record:
            zh = f"{own}{record.year}年已有一份总结：{known.path}"
            en = f"there is one of this department already: {known.path}"
            yield RULE.finding(record.path, record.raw.at("department"), zh, en)
