"""登记的签名必须有效，签名人须有权登记这一事项（第五条、第十条、第十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Event, Finding, Record, Rule, Text, Verdict, Verification
from gongkai.standing import capacities, deputy_days

RULE = Rule(
    slug="record-signer",
    title=Text("登记的签名不成立", "the signature of an event does not hold"),
    article=Text("第五条、第十条、第十六条", "articles 5, 10 and 16"),
    remedy=Text(
        "恢复签名时的内容；由有该角色的岗位运行 gongkai record sign 登记 重新签名（已经公开的事项不能改）。",
        "restore what was signed, or let an office of the role run `gongkai record sign RECORD` (what is public stays).",
    ),
    page=Text(
        "每一事项的签名签的是登记的标题各项、正文和到这一项为止的全部事项：改了哪一处，从那里起的签名都不再成立。"
        "签名人的密钥须登记在册、可用于这个角色、当时有效；角色须是 policy.yml 的 registers 为这一事项指定的；"
        "签名人须有这个角色，或在那一天代理有这个角色的岗位；提交工作总结的，须代表该科室。",
        "A signature covers the head of the record, its body and all events up to its own: change one, and none from "
        "there on holds. The key must be registered, for this role, and valid then; the role must be the one that "
        "`registers` of policy.yml names; the signer must have it, or be the deputy of an office that has. A summary is "
        "signed for its department.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield at most one finding an event, the first reason that applies."""
    for number, verified in enumerate(context.recordings[record.id].verifications):
        event = record.events[number]
        if verified and (text := _fault(record, event, verified, context)):
            where = record.raw.at("events", number, event.kind, "signed")
            yield RULE.finding(
                record.path, where, f"第 {number + 1} 项：{text.zh}", f"event {number + 1}: {text.en}"
            )


def _fault(record: Record, event: Event, verified: Verification, context: Context) -> Text | None:
    if verified.verdict is not Verdict.GOOD:
        return verified.reason
    given, policy = verified.approval, context.policy
    wanted = policy.registers[record.register][event.kind]
    if given.role != wanted:
        title = policy.roles[wanted].title
        return Text(f"{event.kind} 应以“{title}”签名", f"{event.kind} is signed as {wanted}")
    offices = capacities(given.by, given.role, given.day, policy, context.people)
    named = record.said("department") if policy.roles[wanted].signs_for == "maker" else None
    if any(named in (None, office.department) for office in offices):
        return None
    days = deputy_days(given.by, given.role, policy)
    zh = f"{given.by} 没有“{policy.roles[given.role].title}”的权限{days.zh}"
    return Text(zh, f"{given.by} may not sign this as {given.role}{days.en}")
