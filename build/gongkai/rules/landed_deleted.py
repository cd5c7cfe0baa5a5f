"""公开过的不消失：已进入主分支的条目不能删去，只能终止效力，留下说明（第五条；条例第二十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Place, Rule, Text

RULE = Rule(
    slug="landed-deleted",
    title=Text("公开过的条目不见了", "a published item is gone"),
    article=Text("第五条；条例第二十六条", "article 5; Regulations article 26"),
    remedy=Text(
        "用 git 恢复该文件；不再有效的运行 gongkai withdraw 条目，写明终止的种类和理由。",
        "restore the file with git; for what is no longer in force run `gongkai withdraw ITEM`.",
    ),
    page=Text(
        "进入过主分支的索引号，文件必须一直在。不再有效的，写 withdrawn（废止、失效、被替代、依法撤回）成为新的一版，"
        "页面、目录、数据和订阅里都留下记载和理由。只有依法撤回不保留正文。",
        "A file of an index number that has landed stays. What is no longer in force becomes a new revision "
        "with `withdrawn`: a tombstone with its reason remains in page, catalogue, data and feed. Only 依法撤回 "
        "takes the text away.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each number that has landed and has no document."""
    for index, landings in context.history.landings.items():
        if index not in context.documents and any(landing.known for landing in landings):
            path = next(landing.path for landing in reversed(landings) if landing.blob)
            zh = f"索引号 {index} 于 {landings[0].day} 公开，文件被删去"
            yield RULE.finding(path, Place(1, 1), zh, f"{index}, public since {landings[0].day}, was deleted")
