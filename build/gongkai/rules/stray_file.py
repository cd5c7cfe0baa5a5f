"""content/ 里只有栏目页、条目、附件和登记，都是普通文件（第五条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.layout import ITEMS, is_page, record_named
from gongkai.model import Context, Finding, Place, Rule, Text

RULE = Rule(
    slug="stray-file",
    title=Text("不该有的文件", "a file that does not belong"),
    article=Text("第五条", "article 5"),
    remedy=Text(
        "移走该文件：栏目页是 content/名称.md，条目和附件在 content/items/ 里，登记是 content/登记名/年/三位数字.md；"
        "不用链接，不设可执行位。",
        "move it away: pages are content/NAME.md, items and attachments lie in content/items/, records are "
        "content/REGISTER/YEAR/NNN.md; no links, no executable bit.",
    ),
    page=Text(
        "未经批准不得发布。content/ 里的东西都会公开，所以只接受四种：栏目页、条目、列出的附件、登记。"
        "样式、脚本、网页、符号链接、可执行文件都不接受；search、sitemap、shell 这三个名称是系统自己的页面，栏目页不能用。",
        "Nothing is published unapproved, and all in content/ is published: pages, items, listed "
        "attachments and records. Styles, scripts, web pages, links and executables are refused; so are pages "
        "called search, sitemap or shell, which are the system's own.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each file that is none of these, or not an ordinary file."""
    for path, stored in context.files.items():
        item = path.startswith(ITEMS)
        if not item and not is_page(path) and not record_named(path):
            yield RULE.finding(path, Place(1, 1), "content/ 里不该有这个文件", "does not belong in content/")
        elif not stored.ordinary and (not item or path.endswith(".md")):
            yield RULE.finding(
                path, Place(1, 1), "不是普通文件（链接或可执行文件）", "a link, special or executable file"
            )
