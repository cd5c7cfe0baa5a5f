"""未经批准不得发布：内容只能经请求合并到主分支，不得直接推送（第五条）。

A squash, a rebase and a fast-forward put commits of a branch onto the line themselves: the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Audit, Finding, Rule, Text

RULE = Rule(
    slug="direct-push",
    title=Text("不经合并就进了主分支", "landed without a merge of two parents"),
    article=Text("第五条", "article 5"),
    remedy=Text(
        "在代码平台上禁止直接推送、压缩合并和快进；已经进来的，由审核人核对内容后，从这一提交之后开始审计。",
        "forbid pushing, squashing and fast-forwarding on the forge; have a reviewer check what is in, and "
        "audit from this commit on.",
    ),
    page=Text(
        "改动 content/ 的提交要么是审核人签名的、恰有两个父提交的合并（git merge --no-ff），"
        "要么就没有经过请求。直接推送、压缩合并（squash）、变基、快进都把提交直接放到主线上；"
        "一次合并多个分支，git 无法逐个核对。gongkai audit --since 提交 从这个提交之后开始审计。",
        "A commit that changes content/ is a merge of exactly two parents, signed by a reviewer (git merge "
        "--no-ff), or it came without a request. A push, a squash, a rebase and a fast-forward put commits "
        "onto the line themselves; an octopus cannot be checked branch by branch. `gongkai audit --since "
        "COMMIT` begins after that commit.",
    ),
)

_PUSH = Text(
    "改动了 content/，却不是合并：直接推送、压缩合并或快进",
    "changes content/ and is no merge: a push, a squash or a fast-forward",
)
_OCTOPUS = Text("一次合并了两个以上的分支", "merges more than one branch at once")


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each landing that has not exactly two parents."""
    for landed in audit.line.landings:
        if not landed.is_merge:
            yield RULE.of_commit(landed.commit.sha, *(_OCTOPUS if landed.parents > 1 else _PUSH))
