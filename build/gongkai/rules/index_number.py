"""索引号由路径而来，一个号只属于一条信息，用过的永不再用（条例第十二条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.layout import ITEMS, document_index, folder_index
from gongkai.model import Context, Finding, Place, Rule, Text

RULE = Rule(
    slug="index-number",
    title=Text("索引号有问题", "the index number is not in order"),
    article=Text("第十一条；条例第十二条", "article 11; Regulations article 12"),
    remedy=Text(
        "文件放在 content/items/年份/五位流水号.md；取号用 gongkai new。",
        "put the file at content/items/YEAR/NNNNN.md; `gongkai new` takes the next free number.",
    ),
    page=Text(
        "索引号是“机构代码/年份-五位流水号”，后半段就是文件的路径，所以只写一处，永久不变。"
        "有附件的写成 content/items/年份/流水号/index.md。两个文件不能占同一个号；"
        "公开过又删去的号，历史里查得到，不能再用。",
        "An index number is code/year-serial; its second half is the file's path, so it stands in one place and "
        "is permanent. With attachments the file is content/items/YEAR/SERIAL/index.md. No two files share a "
        "number; a number that was on the main line and taken away is never used again.",
    ),
)

TOP = Place(1, 1)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each misplaced file, shared number, orphan folder and number used before."""
    for path in context.files:
        if path.startswith(ITEMS) and not (document_index(path) or folder_index(path)):
            yield RULE.finding(path, TOP, "路径不合规定", "not a path of an item or an attachment")
    for index, paths in context.documents.items():
        for path in paths[1:]:
            zh, en = f"索引号 {index} 已属于 {paths[0]}", f"index number {index} is already {paths[0]}"
            yield RULE.finding(path, TOP, zh, en)
        if index in context.history.removed:
            zh = f"索引号 {index} 曾经公开后删去，不能再用"
            yield RULE.finding(paths[0], TOP, zh, f"index number {index} was used before and removed")
    for index, paths in context.folders.items():
        if index not in context.documents:
            yield RULE.finding(paths[0], TOP, f"文件夹 {index} 里没有 index.md", "a folder without index.md")
