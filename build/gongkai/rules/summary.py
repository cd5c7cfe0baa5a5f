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


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for an empty summary, and one for each but the first of a department in a year."""
    if record.register != SUMMARIES:
        return
    if not record.raw.body.strip():
        yield RULE.finding(record.path, record.raw.at(), "总结没有内容", "the summary is empty")
    own, others = record.said("department"), context.records.values()
    every = (each for each in others if each.register == SUMMARIES and each.year == record.year)
    first = min((each for each in every if each.said("department") == own), key=lambda each: each.name)
    if record is not first:
        zh = f"{own}{record.year}年已有一份总结：{first.path}"
        where = record.raw.at("department")
        yield RULE.finding(record.path, where, zh, f"there is one of this department already: {first.path}")
