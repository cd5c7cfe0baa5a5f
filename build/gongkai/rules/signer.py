"""谁签发、谁把关：批准人须是登记在册、有权以该角色代表该科室批准的岗位（第十条、第十四条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Approval, Context, Finding, Item, Rule, Text, Verdict, Verification
from gongkai.standing import capacities, deputy_days

RULE = Rule(
    slug="signer",
    title=Text("批准人无权批准", "the approver may not give this approval"),
    article=Text("第十条、第十四条", "articles 10 and 14"),
    remedy=Text(
        "请有权的岗位批准：policy/people.yml 列出岗位、科室和角色，policy/allowed_signers 列出密钥。",
        "have an office entitled to it approve: policy/people.yml has offices and roles, "
        "policy/allowed_signers their keys.",
    ),
    page=Text(
        "签名在数学上成立还不够：签名的密钥须登记在批准人名下，可用于这个角色，在批准时有效；"
        "信息公开之前密钥已停用的，批准时间可能是倒填的，须重新批准；"
        "policy/compromised.yml 所列的密钥，泄露之日起才公开的信息不予承认；"
        "批准人须在 policy/people.yml 里有这个角色，或在 policy.yml 的 deputies 所写的日期内代理有这个角色的岗位"
        "（首尾两日都算，北京时间）；签发人须代表制作科室；"
        "policy.yml 规定不得兼任的角色，不得由一人签。公开的科室另由规则 routing 判定。",
        "A signature that holds is not enough: the key must be registered to the approver, for this role, and "
        "valid at the time. A key retired before the item was public could have dated back, and one that "
        "policy/compromised.yml lists counts only for what was public before: approve again. "
        "policy/people.yml must give the approver the role, or `deputies` of policy.yml must "
        "make the approver on that day (first and last included, China time) the deputy of an office that has "
        "it; the issuer must speak for the making department; roles that policy.yml keeps apart must not be one "
        "person's. The publisher's department is judged by rule routing.",
    ),
)

_BY = {
    Verdict.UNKNOWN: "by",
    Verdict.FOREIGN: "by",
    Verdict.UNENTITLED: "role",
    Verdict.EXPIRED: "at",
    Verdict.COMPROMISED: "by",
}


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield at most one finding an approval, the first reason that applies."""
    for number, verified in enumerate(context.verifications[item.path]):
        if fault := _fault(item, number, verified, context):
            field, text = fault
            yield RULE.finding(item.path, item.raw.at("approvals", number, field), *text)


def _fault(item: Item, number: int, verified: Verification, context: Context) -> tuple[str, Text] | None:
    if verified.verdict in _BY:
        return _BY[verified.verdict], verified.reason
    if verified.verdict is not Verdict.GOOD:
        return None  # rule bad-signature speaks of it
    return _not_entitled(item, verified.approval, context) or _two_roles(item, number, context)


def _not_entitled(item: Item, approval: Approval, context: Context) -> tuple[str, Text] | None:
    person, role = context.people.get(approval.by), context.policy.roles[approval.role]
    if person is None:
        zh = f"{approval.by} 不在 policy/people.yml 里"
        return "by", Text(zh, f"{approval.by} is not in policy/people.yml")
    offices = capacities(approval.by, approval.role, approval.day, context.policy, context.people)
    departments = [office.department for office in offices]
    if offices and (role.signs_for != "maker" or item.department in departments):
        return None
    days = deputy_days(approval.by, approval.role, context.policy)
    if not offices:
        zh = f"{approval.by}（{person.name}）没有“{role.title}”的权限{days.zh}"
        return "by", Text(zh, f"{approval.by} does not have the role {approval.role}{days.en}")
    named = "、".join(departments)
    zh = f"{role.title}人 {approval.by} 代表{named}，不能代表制作科室{item.department}{days.zh}"
    return "by", Text(zh, f"{approval.by} signs for {named}, not for {item.department}{days.en}")


def _two_roles(item: Item, number: int, context: Context) -> tuple[str, Text] | None:
    """A role signed before, or a person who signed one that policy.yml keeps apart from it."""
    approval, title = item.approvals[number], context.policy.roles[item.approvals[number].role].title
    for other in item.approvals[:number]:
        if other.role == approval.role:
            return "role", Text(
                f"{title}有两项批准，一个角色只能有一项", f"{approval.role} is approved twice"
            )
        if other.by == approval.by and context.policy.keeps_apart(other.role, approval.role):
            zh = f"{approval.by} 一人签了{context.policy.roles[other.role].title}、{title}"
            return "by", Text(zh, f"{approval.by} signed {other.role} and {approval.role}")
    return None
