"""合并不得夹带：合并的结果须恰是 git 自动合并的结果（第五条、第十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Audit, Content, Finding, Rule, Text

RULE = Rule(
    slug="merge-content",
    title=Text("合并的结果不是两个分支自动合并的结果", "a merge is not what git makes of its parents"),
    article=Text("第五条、第十条", "articles 5 and 10"),
    remedy=Text(
        "用 git show --remerge-diff 提交 看夹带了什么，由审核人核对；有冲突的，先在分支上合并主分支、"
        "解决冲突并签名，再合并到主分支。",
        "see what was slipped in with `git show --remerge-diff COMMIT` and have a reviewer check it; on a "
        "conflict, merge main into the branch, resolve it there in a signed commit, then merge.",
    ),
    page=Text(
        "合并提交自己也可以带内容：两个分支里都没有的改动，谁也没有作为作者签过，谁也没有审过。"
        "所以合并的结果要与 git merge-tree --write-tree 的结果一致；"
        "有冲突要人来定的、两边没有共同历史的，都不算。",
        "A merge commit can itself carry content: a change that is on neither branch, that nobody signed as "
        "its author and nobody reviewed. So its tree must be the one that `git merge-tree --write-tree` makes "
        "of its parents; a conflict decided by hand and a merge of unrelated histories do not pass.",
    ),
)

_FAULTS = {
    Content.EDITED: Text(
        "合并夹带了改动：结果与自动合并不同", "an evil merge: not what git makes of its parents"
    ),
    Content.CONFLICT: Text("合并有冲突，由人在合并时解决", "the parents conflict, and were merged by hand"),
    Content.UNRELATED: Text("合并的两边没有共同的历史", "merges unrelated histories"),
}


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each merge of two parents that is not clean."""
    for landed in audit.line.landings:
        if fault := _FAULTS.get(landed.content):
            yield RULE.of_commit(landed.commit.sha, *fault)
