"""自收到申请之日起15个工作日内答复（第十六条），最迟不超过条例的20个工作日（条例第三十三条）。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.model import Context, Finding, Reckoning, Record, Rule, Severity, Text
from gongkai.reckoning import told
from gongkai.registers.request_limits import handling
from gongkai.registers.requests import REGISTER, is_closed
from gongkai.rules._landed import severity

RULE = Rule(
    slug="request-overdue",
    title=Text("答复超过期限", "answered later than the time limit"),
    article=Text("第十六条；条例第三十三条", "article 16; Regulations article 33"),
    remedy=Text(
        "尽快答复；已经逾期的，在 answered 里用 late 写明理由，随登记公示。",
        "answer soon; what is late gives its reason in `late` of `answered`, which is public.",
    ),
    page=Text(
        "本局的期限是15个工作日，经批准延长的最多再加15个；条例的是20个，延长的最多再加20个。第一日不计（民法典第二百零一条），"
        "放假的不计，调休上班的计入，征求第三方和其他机关意见的时间不计；补正的申请自收到补正之日重新起算。超过本局期限提醒；"
        "超过条例期限的答复，写明理由（late）才能登记。还没有答复的、已经进入主分支的，只提醒：时间过去不该使别的信息不能公开。"
        "`gongkai request show` 列出两个期限的算法。",
        "The bureau's limit is 15 working days, with consent up to 15 more; the law's 20 and 20. The first day is not "
        "counted, days off are not, days made up are; hearing others is not; a corrected request begins anew. Past the "
        "bureau's limit this warns; an answer past the law's is recorded only with its reason (`late`). What is still "
        "unanswered, or has landed, warns only: time that passes must not keep other items from being published. `gongkai request "
        "show` prints the working of both.",
    ),
)  # fmt: skip


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield one finding: for the law's limit or, if only that was missed, the bureau's."""
    if record.register != REGISTER:
        return
    stands = handling(record, context.policy, context.calendar)
    answered = stands.answered
    if not (stands.own and stands.legal) or (answered and answered.said("late")):
        return
    if not answered and is_closed(record.events):
        return
    until = answered.day if answered else context.today
    if missed := next((each for each in (stands.legal, stands.own) if _is_past(each, until)), None):
        yield _finding(record, missed, context, lawful=missed is stands.own)


def _is_past(limit: Reckoning, day: date) -> bool:
    return limit.due is not None and day > limit.due


def _finding(record: Record, limit: Reckoning, context: Context, *, lawful: bool) -> Finding:
    answered = record.first("answered")
    number = record.events.index(answered or record.events[-1])
    where = record.raw.at("events", number, record.events[number].kind, "at")
    working = told(limit)
    state = Text("答复", "answered") if answered else Text("还没有答复，已经", "unanswered and")
    whose = Text("本局的期限", "the bureau's limit") if lawful else Text("条例的期限", "the law's limit")
    zh, en = f"{state.zh}超过{whose.zh}：{working.zh}", f"{state.en} past {whose.en}: {working.en}"
    severe = severity(record, number, context) if answered and not lawful else Severity.WARNING
    return RULE.finding(record.path, where, zh, en, severe)
