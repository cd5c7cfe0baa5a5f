"""年度报告不留空：批准的报告里没有〔待填〕（第二十八条；条例第五十条）。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from gongkai.annual.forms import BLANK
from gongkai.annual.tables import cells
from gongkai.model import Context, Finding, Place, Record, Rule, Severity, Text
from gongkai.rules._reports import place, report

RULE = Rule(
    slug="report-blank",
    title=Text("年度报告还有待填的", "the annual report has blanks"),
    article=Text("第二十八条；条例第五十条", "article 28; Regulations article 50"),
    remedy=Text(
        f"填写或者改写每一处{BLANK}，再请领导小组办公室批准。",
        "fill every blank, then have the report approved.",
    ),
    page=Text(
        f"gongkai report 写出的草稿，登记里数不出的数和要由人写的话，都留作{BLANK}。草稿里有，只警告；批准以后还有，是错误。",
        "In the draft that `gongkai report` writes, whatever the registers do not tell is a marked blank. In a draft a "
        "blank is a warning; in a report that was approved it is an error.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each blank."""
    if not (found := report(record, context)):
        return
    severity = Severity.ERROR if found.approved else Severity.WARNING
    state = Text("已批准的报告", "the approved report") if found.approved else Text("草稿", "the draft")
    numbers = (
        (Text(cell.name, cell.name), place(record, cell))
        for cell in cells()
        if found.tables.value(cell) is None
    )
    for what, where in chain(numbers, _in_text(record)):
        zh, en = f"{state.zh}：{what.zh}待填", f"{state.en} has a blank: {what.en}"
        yield RULE.finding(record.path, where, zh, en, severity)


def _in_text(record: Record) -> Iterator[tuple[Text, Place]]:
    """Each blank in the prose."""
    offset = record.raw.body.find(BLANK)
    while offset >= 0:
        yield Text("正文一处", "in its text"), record.raw.in_body(offset)
        offset = record.raw.body.find(BLANK, offset + 1)
