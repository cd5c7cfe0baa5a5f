"""防篡改：审计过的主线不得改写（第二十二条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Audit, Finding, Rule, Text

RULE = Rule(
    slug="main-history",
    title=Text("主线的历史被改写", "the main line was rewritten"),
    article=Text("第二十二条", "article 22"),
    remedy=Text(
        "用 git log 比较两边，查清是谁、为什么强制推送，从备份或他人的克隆恢复；确属正当的，"
        "核对全部内容后运行 git update-ref -d refs/gongkai/audited，重新审计。",
        "compare the two with git log, find out who forced the push and why, restore it from a backup or a "
        "colleague's clone; if it was right, check all content, run `git update-ref -d refs/gongkai/audited` "
        "and audit anew.",
    ),
    page=Text(
        "每次没有错误的审计之后，gongkai audit 把主线的末端记在本地克隆的 refs/gongkai/audited；"
        "以后的主线必须沿第一父提交包含它。记住的提交（或 --since 写的提交）不在主线上了，"
        "说明有人强制推送、改写了历史，或把主分支并进自己的分支再推上来（第一父提交换了位置）。",
        "After each audit without errors `gongkai audit` remembers the head of the main line as "
        "refs/gongkai/audited in the local clone; along first parents, later lines must contain it. When the "
        "commit remembered, or named by --since, is not on the line any more, somebody forced a push, rewrote "
        "history, or merged main into a branch and pushed that (a foxtrot merge).",
    ),
)


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each commit that was on the line and is not now."""
    for sha in audit.line.lost:
        yield RULE.of_commit(
            sha,
            f"曾在主线上，现在不在了：主线现在到 {audit.line.tip[:12]}",
            f"was on the main line and is no more; the line now ends at {audit.line.tip[:12]}",
        )
