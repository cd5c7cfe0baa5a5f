"""自己写的不能自己放行：合并进来的提交须由作者本人签名，合并的人不得是作者（第十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Audit, Finding, Intake, Rule, SignedCommit, Text

RULE = Rule(
    slug="merge-authors",
    title=Text("合并进来的提交不是作者本人签名，或合并的人是作者", "an inner commit is not its author's, or is the merger's"),
    article=Text("第十条", "article 10"),
    remedy=Text(
        "请作者用自己登记的密钥重新签名提交（git rebase -S），由没有写过这些提交的审核人合并。"
        "平台代签提交的，在 policy.yml 的 audit 里写明。",
        "have the author sign the commit again with the registered key (git rebase -S), and a reviewer merge "
        "who wrote none of it. If the forge signs commits itself, say so under `audit` in policy.yml.",
    ),
    page=Text(
        "合并把分支上的提交带进主线。每一个提交的作者邮箱都要登记在 policy/people.yml 的某个岗位名下，"
        "由这个岗位的密钥签名，密钥在合入时有效；合并的人不能是其中任何提交的作者或合作者"
        "（Co-authored-by），只写入批准的提交也算：提交了批准的人，请另一位审核人合并。",
        "A merge brings the commits of a branch onto the line. The author's address of each must be an "
        "office's in policy/people.yml, and that office's key, valid at the landing, must have signed it. The "
        "merger must be author or co-author of none of them, even of one that only adds an approval: who "
        "committed an approval lets another reviewer merge.",
    ),
)  # fmt: skip


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each inner commit that is the merger's or not signed by its author."""
    for landed in audit.line.landings:
        if landed.is_merge:
            for commit in landed.inner:
                if fault := _of_merger(commit, landed, audit) or _not_own(commit, audit):
                    where = landed.commit.sha[:12]
                    zh, en = f"{fault.zh}（由 {where} 合入）", f"{fault.en} (merged by {where})"
                    yield RULE.of_commit(commit.sha, zh, en)


def _of_merger(commit: SignedCommit, landed: Intake, audit: Audit) -> Text | None:
    merger = landed.commit.signer or ""
    person = audit.people.get(merger)
    if person and (own := commit.authors & person.emails):
        zh = f"合并的人 {merger} 以 {min(own)} 写了这个提交"
        return Text(zh, f"{merger}, who merged it, wrote it as {min(own)}")
    return None


def _not_own(commit: SignedCommit, audit: Audit) -> Text | None:
    if commit.signer is None:
        return commit.reason
    person = audit.people.get(commit.signer)
    if person and commit.author in person.emails:
        return None
    zh = f"作者写的是 {commit.author}，签名的却是 {commit.signer}"
    return Text(zh, f"the author is {commit.author}, but {commit.signer} signed it")
