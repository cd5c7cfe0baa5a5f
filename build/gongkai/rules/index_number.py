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
        "公开过又删去的号，历史里查得到，不能再用，除非把原来的文件原样放回；"
        "写稿期间主分支上被别的科室用掉的号，须换号（gongkai renumber）。",
        "An index number is code/year-serial; its second half is the file's path, so it stands in one place and "
        "is permanent. With attachments the file is content/items/YEAR/SERIAL/index.md. No two files share a "
        "number; a number that was on the main line and taken away is never used again, but by putting its "
        "file back as it was; nor one that main gave to another item meanwhile (`gongkai renumber`).",
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
        if any(path in context.lineages and context.lineages[path].usurps for path in paths):
            zh = (
                f"索引号 {index} 已属于另一条信息（曾经公开，或主分支上已被占用），运行 gongkai renumber 换号"
            )
            yield RULE.finding(paths[0], TOP, zh, f"index number {index} is another item's: gongkai renumber")
    for index, paths in context.folders.items():
        if index not in context.documents:
            yield RULE.finding(paths[0], TOP, f"文件夹 {index} 里没有 index.md", "a folder without index.md")
