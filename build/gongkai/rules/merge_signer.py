"""谁发布、谁负责：合并到主分支须由审核人签名（第五条、第十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Audit, Finding, Person, Rule, SignedCommit, Text

RULE = Rule(
    slug="merge-signer",
    title=Text("合并不是审核人签名的", "a merge is not signed by a reviewer"),
    article=Text("第五条、第十条", "articles 5 and 10"),
    remedy=Text(
        "由审核人核对这次合并的内容；今后由审核人用登记的密钥签名合并：git merge --no-ff -S。"
        "平台代签合并的，在 policy.yml 的 audit 里写明。",
        "have a reviewer check what this merge brought in; let reviewers sign merges with their registered "
        "keys: git merge --no-ff -S. If the forge signs merges itself, say so under `audit` in policy.yml.",
    ),
    page=Text(
        "合并就是公开，所以要由在 policy/people.yml 里有审核角色的岗位签名，"
        "密钥在 policy/allowed_signers 里登记、可用于 git，并且在合入时有效。"
        "合入的时间取主线上到此为止最晚的提交日期：停用的密钥写一个从前的日期也没有用。"
        "条目自己的签名才是批准的依据，这里是第二道防线。",
        "Merging is publishing, so an office with a role in policy/people.yml signs it, with a key that "
        "policy/allowed_signers lists for `git` and that was valid at the landing. The time of landing is the "
        "latest commit date on the line so far, so a retired key gains nothing by an old date. The evidence "
        "is the item's own signatures; this is a second line of defence.",
    ),
)


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each merge whose signature no reviewer made."""
    for landed in audit.line.landings:
        if landed.is_merge and (fault := _fault(landed.commit, audit)):
            yield RULE.of_commit(landed.commit.sha, *fault)


def _fault(merge: SignedCommit, audit: Audit) -> Text | None:
    if merge.signer is None:
        return merge.reason
    person: Person | None = audit.people.get(merge.signer)
    if person is None:
        return Text(
            f"{merge.signer} 不在 policy/people.yml 里", f"{merge.signer} is not in policy/people.yml"
        )
    if not person.roles:
        zh = f"{merge.signer}（{person.name}）不是审核人，不能合并"
        return Text(zh, f"{merge.signer} is no reviewer and may not merge")
    return None
