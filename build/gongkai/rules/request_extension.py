"""需延长答复期限的，须经领导小组组长同意并告知申请人，最长不超过15个工作日（第十六条）。

That it is the leading group who signs is for rule record-signer; that the applicant is told, for the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Event, Finding, Record, Rule, Text
from gongkai.registers.request_limits import handling
from gongkai.registers.requests import REGISTER, before
from gongkai.rules._landed import severity

RULE = Rule(
    slug="request-extension",
    title=Text("延长答复期限不合规定", "an extension that the rule does not allow"),
    article=Text("第十六条；条例第三十三条", "article 16; Regulations article 33"),
    remedy=Text(
        "只延长一次，不超过规定的天数，在期限届满以前批准并告知申请人。",
        "extend once, by no more than the rule allows, before the limit ends, and tell the applicant.",
    ),
    page=Text(
        "因特殊原因需延长答复期限的，报领导小组组长同意并告知申请人，最长不超过15个工作日：由 leader 角色签名，写明理由，"
        "told 写“是”。一件申请只延长一次；期限已满的不能再延长。",
        "An extension needs the consent of the head of the leading group (it signs as `leader`), a reason, and that the "
        "applicant is told; at most 15 working days, once, and not after the limit has ended.",
    ),
)  # fmt: skip


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each extension that may not be."""
    if record.register != REGISTER:
        return
    for number, event in enumerate(record.events):
        if event.kind == "extended" and (fault := _fault(record, number, event, context)):
            field, text = fault
            where = record.raw.at("events", number, event.kind, field)
            yield RULE.finding(record.path, where, text.zh, text.en, severity(record, number, context))


def _fault(record: Record, number: int, event: Event, context: Context) -> tuple[str, Text] | None:
    most, then = context.policy.clocks.extension, before(record, number)
    if any(then.all("extended")):
        return "at", Text("已经延长过一次", "it was extended before")
    if int(event.said("days")) > most:
        days = event.said("days")
        return "days", Text(f"延长 {days} 个工作日，最多 {most} 个", f"{days} working days, at most {most}")
    limit = handling(then, context.policy, context.calendar).own
    if limit and limit.due and event.day > limit.due:
        return "at", Text(f"期限已于 {limit.due} 届满，不能再延长", f"the limit ended on {limit.due}")
    return None
