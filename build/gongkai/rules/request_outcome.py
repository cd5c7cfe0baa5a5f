"""申请的答复写清结果和理由：不予公开的说明理由，非本局公开的告知机关和联系方式（第十七条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Event, Finding, Record, Rule, Text
from gongkai.registers.requests import (
    REGISTER,
    UNCLARIFIED,
    UNPAID,
    before,
    current,
    is_closed,
    is_open,
    needs_reason,
)

RULE = Rule(
    slug="request-outcome",
    title=Text("答复的内容不全", "the answer does not say all that it should"),
    article=Text("第十七条；条例第三十六条、第三十七条", "article 17; Regulations articles 36 and 37"),
    remedy=Text(
        "按第十七条补全：理由、条目、公开机关的名称和联系方式；一件申请只有一个结果，区分处理的只写“部分公开”。",
        "complete it as article 17 says: reason, items, the organ and how to reach it; one request has one outcome, "
        "and where only a part is given that is 部分公开.",
    ),
    page=Text(
        "结果是年度报告表三的一行。予以公开以外的都要写理由 reason。本机关不掌握、能够确定公开机关的，写 organ 和 contact。"
        "补正后仍不明确的，要告知过补正并收到补正；逾期不补正、逾期不缴费的，要告知过、没有收到、"
        "期限已过。一件申请有几项请求的，全部处理完毕后统一答复，只有一个结果；复议、诉讼纠正以后可以重新答复。",
        "The outcome is a row of table 3 of the annual report. All but 予以公开 give a `reason`. Where another organ is "
        "known to hold it, `organ` and `contact`. An outcome that says that the applicant "
        "did not answer needs the question, no answer, and that its time is over. One request has one outcome; after "
        "a review or a court corrected it there may be a new answer.",
    ),
)  # fmt: skip

_ELSEWHERE, _UNCLEAR = "本机关不掌握相关政府信息", "补正后申请内容仍不明确"
_GIVEN_UP = {
    UNCLARIFIED: ("clarification_asked", "补正", "clarification"),
    UNPAID: ("fee_asked", "缴费", "a fee"),
}


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield what each answer lacks."""
    if record.register != REGISTER:
        return
    for number, event in enumerate(record.events):
        if event.kind == "answered":
            then = before(record, number)
            for field, text in (*_plain(event, then), *_given_up(event, then)):
                where = record.raw.at("events", number, event.kind, *field)
                yield RULE.finding(record.path, where, text.zh, text.en)


_Fault = tuple[tuple[str, ...], Text]


def _plain(event: Event, then: Record) -> Iterator[_Fault]:
    outcome = event.said("outcome")
    if is_closed(then.events):
        yield ("outcome",), Text("一件申请只有一个结果，此前已经答复", "it was answered before: one outcome")
    if needs_reason(event.kind, event.fields) and not event.said("reason"):
        yield ("outcome",), Text(f"“{outcome}”没有写理由", f"{outcome} without a reason")
    if bool(event.said("organ")) != bool(event.said("contact")):
        yield ("outcome",), Text("公开机关的名称和联系方式要一起写", "`organ` and `contact` belong together")
    if event.said("organ") and outcome != _ELSEWHERE:
        yield ("organ",), Text(f"只有“{_ELSEWHERE}”才写公开机关", f"`organ` is only for {_ELSEWHERE}")
    if outcome == _UNCLEAR and not then.first("clarified"):
        yield ("outcome",), Text("没有收到过补正", "nothing was clarified")


def _given_up(event: Event, then: Record) -> Iterator[_Fault]:
    if not (found := _GIVEN_UP.get(event.said("outcome"))):
        return
    asked, zh, en = found
    question = then.last(asked)
    if not question or not is_open(current(then.events), asked):
        yield ("outcome",), Text(f"没有等待中的{zh}", f"{en} is not waited for")
    elif str(event.day) <= question.said("until"):
        until = question.said("until")
        yield ("at",), Text(f"{zh}的期限 {until} 还没有过", f"there is time for {en} until {until}")
