"""年度报告写全六个部分，次序不变（第二十八条；条例第五十条；国办公开办函〔2021〕30号）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.forms import SECTIONS
from gongkai.annual.prose import unknown
from gongkai.markdown import to_html
from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.rules._reports import report

RULE = Rule(
    slug="report-sections",
    title=Text("年度报告的结构不对", "the annual report is not built as it should be"),
    article=Text("第二十八条；条例第五十条；国办公开办函〔2021〕30号", "article 28; Regulations article 50"),
    remedy=Text(
        "六个二级标题依次是：" + "；".join(SECTIONS) + "。正文用段落、三级以下的标题、列表、表格。",
        "six headings of the second level, in the order of the State Council's form; paragraphs, headings of lower "
        "levels, lists and tables below them.",
    ),
    page=Text(
        "报告分六个部分，标题用二级标题（##），一字不改，各有一个，依次排列；三张表自动放在第二、三、四部分的开头。"
        "报告还要做成 Word 文档和 PDF 送交，所以正文只用段落、加粗、链接、三级以下的标题、列表和表格，不用图片。",
        "The report has six sections, each with its heading of the second level, word for word and in order; the tables "
        "are put at the beginning of sections two to four. As it is delivered as DOCX and PDF too, its prose has "
        "paragraphs, bold, links, headings of lower levels, lists and tables, and no images.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for the first section out of its place, and one for what cannot be drawn everywhere."""
    if not (found := report(record, context)):
        return
    for number, wanted in enumerate(SECTIONS):
        own = found.sections[number] if number < len(found.sections) else None
        if own is None or own.title != wanted:
            where = record.raw.in_body(own.offset if own else len(record.raw.body.rstrip()))
            said = f"，写的是“{own.title}”" if own else ""
            zh = f"第{number + 1}个二级标题应是“{wanted}”{said}"
            yield RULE.finding(record.path, where, zh, f"heading {number + 1} should be {wanted}")
            break
    for extra in found.sections[len(SECTIONS) :][:1]:
        zh = f"六个部分以外还有二级标题“{extra.title}”"
        yield RULE.finding(
            record.path, record.raw.in_body(extra.offset), zh, f"a seventh section: {extra.title}"
        )
    # The six headings themselves are of the second level; what else is, was told of above.
    if odd := [tag for tag in unknown(to_html(record.raw.body)) if tag != "h2"]:
        zh = f"正文里有不能排印的内容：{'、'.join(odd)}"
        yield RULE.finding(record.path, record.raw.in_body(0), zh, f"cannot be drawn: {', '.join(odd)}")
