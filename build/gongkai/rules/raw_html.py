"""正文只用 Markdown，不用 HTML：审核人看到的，就是公众看到的（第十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.markdown import find_raw_html
from gongkai.model import Context, Finding, RawItem, Rule, Text

RULE = Rule(
    slug="raw-html",
    title=Text("正文里有 HTML", "raw HTML in the text"),
    article=Text("第十条", "article 10"),
    remedy=Text(
        "改用 Markdown；要写出尖括号，写 \\< 或放进反引号；改后须重新批准。",
        "use Markdown; write \\< or backquotes for a plain `<`; approve again.",
    ),
    page=Text(
        "HTML 标签会被公开页面去掉，也可能夹带脚本，所以不接受：不是悄悄丢掉，而是请作者改写。"
        "表格、标题、列表、链接、图片都用 GitHub 风格的 Markdown。",
        "HTML tags would be stripped from the page and could carry scripts; they are refused rather than lost "
        "in silence. Use GitHub-flavoured Markdown for tables, headings, lists, links and images.",
    ),
)


def check(raw: RawItem, _context: Context) -> Iterator[Finding]:
    """Yield a finding for each line with raw HTML."""
    for offset in find_raw_html(raw.body):
        tag = raw.body[offset : offset + 20].split("\n")[0]
        yield RULE.finding(raw.path, raw.in_body(offset), f"正文里有 HTML：{tag}", f"raw HTML: {tag}")
