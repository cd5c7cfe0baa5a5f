"""信息处理费按规定的标准收取，给足缴费的时间（条例第四十二条；附件二第五条（三））。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Event, Finding, Record, Rule, Severity, Text
from gongkai.reckoning import working_days
from gongkai.registers.fees import BY_ITEM, tariff
from gongkai.registers.requests import REGISTER, current, is_open
from gongkai.rules._landed import severity

RULE = Rule(
    slug="request-fee",
    title=Text("信息处理费不合标准", "a fee that is not the standard one"),
    article=Text(
        "附件二第五条（三）；条例第四十二条；国办函〔2020〕109号",
        "Annex 2 article 5 (3); Regulations article 42",
    ),
    remedy=Text(
        "按依申请公开页的算法改正金额；缴费期限写收到通知次日起第20个工作日或者以后。",
        "correct the amount by the tables of the page 依申请公开; give 20 working days to pay.",
    ),
    page=Text(
        "按件：同一申请人一个自然月内第1至第10件不收，第11至第30件每件100元，第31件起每10件一档，每档再加100元；before 写此前"
        "已有的件数。按量：每件申请分别计算，第1至第30页不收，至第100页每页10元，至第200页20元，以后40元。两种只用一种，"
        "逐档累进。收费通知之后20个工作日内缴费；过了期限没有缴的，提醒。",
        "By item: of one applicant in a month ten are free, to the 30th 100 yuan each, then 100 more for every ten; "
        "`before` says how many came before. By page: 30 are free, to the 100th 10 yuan, to the 200th 20, then 40. "
        "There are 20 working days to pay; once they have passed in vain, this warns.",
    ),
)  # fmt: skip


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each amount or date that is not the standard one."""
    if record.register != REGISTER:
        return
    for number, event in enumerate(record.events):
        if event.kind == "fee_asked":
            for field, text in _asked(event, context):
                yield _finding(record, number, field, text, severity(record, number, context))
        for field, text in (*_paid(event, record), *_unpaid(event, record, context)):
            yield _finding(record, number, field, text, Severity.WARNING)


def _finding(record: Record, number: int, field: str, text: Text, severe: Severity) -> Finding:
    where = record.raw.at("events", number, record.events[number].kind, field)
    return RULE.finding(record.path, where, text.zh, text.en, severe)


def _asked(event: Event, context: Context) -> Iterator[tuple[str, Text]]:
    basis, before = event.said("basis"), event.said("before")
    if before and basis != BY_ITEM:
        yield "before", Text("按量的不写此前件数", "`before` is only for 按件")
        return
    right = tariff(basis).amount(int(event.said("count")), int(before or 0))
    if int(event.said("amount")) != right:
        zh, en = f"{basis}应收 {right} 元", f"by the standard it is {right} yuan"
        yield "amount", Text(zh, en)
    least = working_days(event.day, context.policy.clocks.fee, context.calendar).earliest
    if event.said("until") < str(least):
        zh, en = f"缴费期限早于 {least}", f"the time to pay ends before {least}"
        yield "until", Text(zh, en)


def _paid(event: Event, record: Record) -> Iterator[tuple[str, Text]]:
    asked = record.first("fee_asked")
    if event.kind == "fee_paid" and asked and str(event.day) > asked.said("until"):
        zh, en = f"缴费晚于期限 {asked.said('until')}", f"paid after {asked.said('until')}"
        yield "at", Text(zh, en)


def _unpaid(event: Event, record: Record, context: Context) -> Iterator[tuple[str, Text]]:
    until = event.said("until")
    if (
        event.kind == "fee_asked"
        and until < str(context.today)
        and is_open(current(record.events), event.kind)
    ):
        yield (
            "until",
            Text(f"缴费期限 {until} 已过，没有缴费", f"not paid by {until}: end it, or wait no longer"),
        )
