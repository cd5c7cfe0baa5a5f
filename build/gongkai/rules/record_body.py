"""登记没有正文：要说的都写在事项里，只有工作总结和年度报告是文章（第十六条、第二十八条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text

RULE = Rule(
    slug="record-body",
    title=Text("登记不应有正文", "a record has no text of its own"),
    article=Text("第十六条、第二十八条", "articles 16 and 28"),
    remedy=Text("把正文移到事项的字段里。", "move the text into a field of an event."),
    page=Text(
        "登记只有事项，一项一项签名；字段区后面的文字没有地方显示。工作总结和年度报告是文章，正文是它们的全文。",
        "A record consists of signed events; what follows the front matter would be shown nowhere. A summary and a "
        "yearly report are texts: their body is what they say.",
    ),
)

TEXTS = ("summaries", "reports")
"""The registers whose records are texts."""


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield at most one finding."""
    if record.register not in TEXTS and record.raw.body.strip():
        start = len(record.raw.body) - len(record.raw.body.lstrip())
        yield RULE.finding(record.path, record.raw.in_body(start), "登记不应有正文", "a record has no body")
