"""每年1月31日以前公布上一年度的年度报告（第二十八条；条例第四十九条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.layout import report_document
from gongkai.model import Context, Finding, Place, Rule, Severity, Text
from gongkai.registers.reports import REGISTER, due

RULE = Rule(
    slug="report-late",
    title=Text("年度报告逾期", "the annual report is late"),
    article=Text("第二十八条；条例第四十九条", "article 28; Regulations article 49"),
    remedy=Text(
        "运行 gongkai report 年份 写出草稿，填写、批准、公布。",
        "`gongkai report YEAR` writes a draft: fill it in, have it approved, publish it.",
    ),
    page=Text(
        "本机关的年度报告，每年1月31日以前公布。过了这一天还没有公布的，或者公布晚了的，警告，不阻止别的公开。"
        "目录启用以前的年度不看。",
        "The report of a year is published by 31 January of the next. One that is not public by then, or was published "
        "later, is a warning that blocks nothing else. Years before the catalogue began are not looked at.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a warning for each year whose report is missing or came late."""
    for year in range(context.policy.starts_on.year, context.today.year):
        recording = context.recordings.get(f"{REGISTER}/{year}")
        landed = next((each for each in recording.landed if each), None) if recording else None
        public, last = landed.day if landed else context.today, due(year)
        if public > last:
            over = (public - last).days
            zh = f"{year}年度报告应在 {last} 以前公布，{'公布晚了' if landed else '已逾期'} {over} 天"
            en = f"the report of {year} was due by {last}: {over} days late"
            yield RULE.finding(report_document(year), Place(1, 1), zh, en, Severity.WARNING)
