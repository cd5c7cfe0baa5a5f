"""分类分科室公开：由第十四条指定的科室负责公开。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text, Verdict
from gongkai.standing import capacities, deputy_days, publisher

RULE = Rule(
    slug="routing",
    title=Text("公开科室不对", "published by the wrong department"),
    article=Text("第十四条", "article 14"),
    remedy=Text(
        "请第十四条指定的科室的负责人以 publisher 角色批准。",
        "have the head of the department that article 14 names approve as publisher.",
    ),
    page=Text(
        "第十四条：重要文件由秘书科公开；统计数据、统计分析由综合统计科公开；统计法律法规由执法监督科公开；"
        "其他信息由制作科室公开。policy/policy.yml 的 routing 自上而下写明，取第一条相符的。",
        "Article 14: important documents are published by 秘书科, statistics and analysis by 综合统计科, laws and "
        "regulations by 执法监督科, all else by the department that made it. `routing` in policy/policy.yml says so "
        "in order; the first line that fits counts.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for an approval that speaks for the wrong publishing department."""
    policy, named = context.policy, publisher(item, context.policy)
    for number, verified in enumerate(context.verifications[item.path]):
        approval = verified.approval
        if verified.verdict is not Verdict.GOOD or policy.roles[approval.role].signs_for != "publisher":
            continue
        offices = capacities(approval.by, approval.role, approval.day, policy, context.people)
        departments = [office.department for office in offices]
        if offices and named not in departments:  # without any office: rule signer
            theirs, days = "、".join(departments), deputy_days(approval.by, approval.role, policy)
            yield RULE.finding(
                item.path,
                item.raw.at("approvals", number, "by"),
                f"应由{named}公开，{approval.by} 代表{theirs}{days.zh}",
                f"{named} must publish this; {approval.by} speaks for {theirs}{days.en}",
            )
