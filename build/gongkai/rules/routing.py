"""分类分科室公开：由第十四条指定的科室负责公开。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Policy, Rule, Text, Verdict

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


def publisher(item: Item, policy: Policy) -> str:
    """The department that must publish `item`: the first line of article 14 that fits."""
    for route in policy.routing:
        category = route.category in (None, item.category)
        topic = not route.topics or item.topic in route.topics
        if category and topic and (item.important or not route.important):
            return route.publisher or item.department
    return item.department


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for an approval that speaks for the wrong publishing department."""
    named = publisher(item, context.policy)
    for number, verified in enumerate(context.verifications[item.path]):
        approval, person = verified.approval, context.people.get(verified.approval.by)
        role = context.policy.roles[approval.role]
        judged = verified.verdict is Verdict.GOOD and person and approval.role in person.roles
        if judged and person and role.signs_for == "publisher" and person.department != named:
            yield RULE.finding(
                item.path,
                item.raw.at("approvals", number, "by"),
                f"应由{named}公开，{approval.by} 属于{person.department}",
                f"{named} must publish this; {approval.by} is of {person.department}",
            )
