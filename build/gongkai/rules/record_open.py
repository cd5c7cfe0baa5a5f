"""更正申请、投诉举报三个月没有办理的提醒（第三条（八）、第十九条；国办秘函〔2019〕19号）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Severity, Text
from gongkai.registers import complaints, corrections

RULE = Rule(
    slug="record-open",
    title=Text("久未办理", "left open for long"),
    article=Text(
        "第三条（八）、第十九条；附件二第四条（二）；国办秘函〔2019〕19号",
        "articles 3(8) and 19; Annex 2 article 4(2); State Council inspection 2019 No. 19",
    ),
    remedy=Text("尽快办理，用 gongkai record event 登记结果。", "deal with it, and record the outcome."),
    page=Text(
        "制度没有规定更正申请和投诉、举报在几日内办结，但是对收到的举报不积极处理的要追究责任，政府网站检查里来信超过三个月不回复的单项否决。"
        "所以收到以后超过 policy.yml 的 freshness.messages 日、还没有任何结果的，提醒。只警告。",
        "The rule names no days for corrections and complaints; but whoever leaves a report unhandled answers for it, and an "
        "inspection is failed by messages that wait for more than three months. So what is without any outcome for more than "
        "`freshness.messages` days is warned of. It blocks nothing.",
    ),
)

_OF = (corrections.REGISTER, complaints.REGISTER)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield at most one warning."""
    received = record.events[0]
    waited = (context.today - received.day).days
    if record.register in _OF and len(record.events) == 1 and waited > context.policy.freshness.messages:
        zh = f"{received.day} 收到，{waited} 天没有结果"
        place = record.raw.at("events", 0, received.kind, "at")
        yield RULE.finding(
            record.path, place, zh, f"received {waited} days ago, without an outcome", Severity.WARNING
        )
