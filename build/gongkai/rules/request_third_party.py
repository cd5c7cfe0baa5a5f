"""涉及第三方权益的，征求第三方的意见；第三方不同意的，不得公开，公共利益除外（第十八条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Event, Finding, Record, Rule, Text
from gongkai.reckoning import working_days
from gongkai.registers.requests import (
    PARTLY,
    PROTECTED,
    PUBLISHED,
    REFUSED,
    REGISTER,
    SILENT,
    before,
    current,
    is_open,
    needs_reason,
)
from gongkai.rules._landed import severity

RULE = Rule(
    slug="request-third-party",
    title=Text("第三方的意见没有得到尊重", "the third party was not heard as it should be"),
    article=Text("第十八条；条例第三十二条", "article 18; Regulations article 32"),
    remedy=Text(
        "等第三方答复，或者等满15个工作日；不同意而仍公开的，写明公共利益的理由（reason），书面通知第三方（third_party_told）。",
        "wait for the answer, or 15 working days; to publish against it give the public interest (`reason`) and tell "
        "the third party (`third_party_told`).",
    ),
    page=Text(
        "征求了第三方意见的，第三方答复以前不能公开，也不能以保护第三方为由不公开；15个工作日内没有答复的，登记“未答复”，由本局依法决定。"
        "第三方不同意的，写明它的理由；本局仍然公开的，须是不公开可能对公共利益造成重大影响，写明理由，并把决定公开的内容和"
        "理由书面通知第三方。同意、没有答复的，不用写；部分公开的，不同意的内容不在公开之列。",
        "While a third party that was asked has not answered, nothing is published, nor refused for its sake. After 15 working days without "
        "an answer that is recorded (未答复) and the bureau decides. A refusal gives its reason; to publish against it "
        "needs a public interest, its reason, and written notice to the third party; where a part is published, what was refused is not in it.",
    ),
)  # fmt: skip

_HEARD = (PUBLISHED, PARTLY, PROTECTED)
"""The outcomes that the third party's answer bears on."""


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each answer, of the third party or to the applicant, that may not be so."""
    if record.register != REGISTER:
        return
    for number, event in enumerate(record.events):
        then = before(record, number)
        if event.kind == "third_party_answered":
            found = _of_party(event, then, context)
        elif event.kind == "answered":
            found = _of_bureau(event, then)
        else:
            continue
        if found:
            field, text = found
            where = record.raw.at("events", number, event.kind, field)
            yield RULE.finding(record.path, where, text.zh, text.en, severity(record, number, context))


def _of_party(event: Event, then: Record, context: Context) -> tuple[str, Text] | None:
    consent, asked = event.said("consent"), then.last("third_party_asked")
    if needs_reason(event.kind, event.fields) and not event.said("reason"):
        return "consent", Text(
            "第三方不同意，没有写它的理由", "a refusal without the reason of the third party"
        )
    if consent == SILENT and asked:
        days = context.policy.clocks.third_party
        limit = working_days(asked.day, days, context.calendar)
        if event.day <= limit.earliest:
            zh = f"{asked.day} 征求意见，满 {days} 个工作日（{limit.earliest}）以后才算未答复"
            return "at", Text(zh, f"asked on {asked.day}: silence counts after {limit.earliest}")
    return None


def _of_bureau(event: Event, then: Record) -> tuple[str, Text] | None:
    if event.said("outcome") in _HEARD and is_open(current(then.events), "third_party_asked"):
        return "at", Text("第三方还没有答复", "the third party has not answered")
    refused = any(each.said("consent") == REFUSED for each in then.all("third_party_answered"))
    if not refused or event.said("outcome") != PUBLISHED:  # of a part, what it refused may have been left out
        return None
    if not event.said("reason"):
        return "outcome", Text(
            "第三方不同意，公开而没有写公共利益的理由", "published against a refusal, without reason"
        )
    if not event.said("third_party_told"):
        return "outcome", Text(
            "第三方不同意而公开，没有书面通知第三方", "published against a refusal, not told"
        )
    return None
