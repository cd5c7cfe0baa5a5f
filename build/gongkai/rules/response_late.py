"""重大突发事件5小时内发布权威信息，其他政务舆情48小时内回应，精确到分（第二十一条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Severity, Text
from gongkai.registers import responses

RULE = Rule(
    slug="response-late",
    title=Text("没有在时限内回应", "no response within the hours"),
    article=Text("第四条、第二十一条", "articles 4 and 21"),
    remedy=Text(
        "还没有回应的，立即回应并登记；已经晚了的，如实登记，计入考核。不得改动获知和回应的时间。",
        "respond and record it now; what was late stays recorded as it was, and the assessment counts it. Never change "
        "the times to fit.",
    ),
    page=Text(
        "特别重大、重大突发事件，最迟在5小时内发布权威信息；其他政务舆情48小时内回应（第二十一条，policy.yml 的 clocks）。"
        "虚假或者不完整的信息应及时澄清（第四条），没有另定时限，按48小时判定。自获知起算，到第一次回应或决定不需回应为止，"
        "按北京时间计到分；还没有回应的，计到现在。只警告：不让公开只会更晚。",
        "Major emergencies within 5 hours, other matters of public concern within 48 (article 21; `clocks` of policy.yml). "
        "What is false or incomplete is cleared up in time (article 4), which names no hours: 48. From when it was learnt to "
        "the first response, or to the decision that none is needed, to the minute of China; until then, to now. It only "
        "warns: to publish nothing would make it later still.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield at most one warning."""
    if record.register != responses.REGISTER or record.events[0].kind != "learnt":
        return
    if over := responses.over(record, context.policy, context.now):
        done = responses.ended(record)
        number = record.events.index(done) if done else 0
        place = record.raw.at("events", number, record.events[number].kind, "at")
        ends = Text(f"晚了{responses.told(over)}", f"late by {over}")
        if done is None:
            ends = Text(f"至今没有，已过{responses.told(over)}", f"there is none, {over} too late by now")
        limit = responses.limit(record, context.policy)
        zh, en = f"{limit.zh}；{ends.zh}", f"{limit.en}; {ends.en}"
        yield RULE.finding(record.path, place, zh, en, Severity.WARNING)
