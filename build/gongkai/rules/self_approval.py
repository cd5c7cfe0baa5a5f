"""自己写的不能自己批：批准人不得是写过本条内容的人（第十条）。

Authors are whoever committed a change of the content, co-authors too; a commit that only adds
approvals does not count, and merges only bring in what others wrote.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text, Verdict
from gongkai.standing import wrote

RULE = Rule(
    slug="self-approval",
    title=Text("批准人是本条的作者", "an approver wrote the item"),
    article=Text("第十条", "article 10"),
    remedy=Text("请另一位有权的人批准。", "have somebody else who is entitled to it approve."),
    page=Text(
        "把关的人不能是写稿的人。git 记录了谁提交过对本条内容的改动（包括 Co-authored-by 的合作者），"
        "他们都不能批准本条。只写入批准签名的提交不算改动内容。"
        "岗位提交时用的邮箱登记在 policy/people.yml 的 emails。",
        "Who wrote it cannot be its gatekeeper. Git tells who committed changes of the content (co-authors "
        "included); none of them may approve it. A commit that only adds approvals does not count. The "
        "addresses an office commits under stand in policy/people.yml.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for each approval by an author."""
    for number, verified in enumerate(context.verifications[item.path]):
        approval = verified.approval
        if verified.verdict is Verdict.GOOD and (own := wrote(approval.by, item, context)):
            yield RULE.finding(
                item.path,
                item.raw.at("approvals", number, "by"),
                f"{approval.by} 以 {min(own)} 提交过本条内容，不能批准",
                f"{approval.by} committed to this item as {min(own)} and may not approve it",
            )
