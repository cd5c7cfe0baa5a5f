"""制度和系统的变更也要批准：content/ 以外的每次改动须有此前登记的两个岗位的批准（第三条、第五条）。

Who may change the keys could approve everything; so the main line is asked for these approvals too.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Audit, Finding, Rule, Text

RULE = Rule(
    slug="system-change",
    title=Text("未经批准改动了制度或系统", "an unapproved change of policy or system landed"),
    article=Text("第三条、第五条、第二十二条", "articles 3, 5 and 22"),
    remedy=Text(
        "核对这次改动，尤其是密钥和岗位；不对的恢复原状，对的另开请求补办批准，从那以后开始审计。",
        "look at the change, keys and offices above all; put back what is wrong, have what is right approved by a "
        "request of its own, and audit from there on.",
    ),
    page=Text(
        "能改密钥的人就能批准一切，所以主线上凡是改动 content/ 以外的提交，都按请求的同一条规则（request）核对："
        "只改制度和系统，不夹带内容；policy/approvals.yml 里有改动之前登记的两个岗位对改后状态的批准，密钥在合入之时有效。",
        "Who may change the keys could approve everything. So every commit of the main line that changes anything "
        "outside content/ is held to the rule of requests (`request`): it changes nothing else, and policy/approvals.yml "
        "has the approvals of two offices, by the keys and people before it, good when it landed.",
    ),
)


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each thing that such a commit lacks."""
    for sha, texts in audit.unapproved.items():
        for text in texts:
            yield RULE.of_commit(sha, *text)
