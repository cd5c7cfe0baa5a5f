"""申请的各项按法定的程序先后登记（第十六条、第十八条；条例第三十条至第三十四条）。"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.model import Context, Event, Finding, Record, Rule, Text
from gongkai.registers.requests import (
    ANSWER_OF,
    NAMES,
    OTHERWISE,
    REGISTER,
    UNCLARIFIED,
    UNPAID,
    current,
    is_closed,
    is_open,
    needs_confirming,
)

RULE = Rule(
    slug="request-order",
    title=Text("申请的登记顺序不对", "the events of a request do not follow one another"),
    article=Text(
        "第十六条、第十八条；条例第三十条至第三十四条", "articles 16 and 18; Regulations articles 30–34"
    ),
    remedy=Text("按实际发生的先后登记，缺的先补登。", "record what happened in its order; first what is missing."),
    page=Text(
        "每件申请从“收到”开始，只收到一次。网络、传真、电子邮件、平常信函须先与申请人确认（条例第三十一条），挂号信和现场申请"
        "不用。补正只能告知一次（条例第三十条），收费通知只发一次；等待补正、等待缴费时只能登记补正、缴费、"
        "因此结束的答复（逾期不补正、逾期不缴费、申请人撤回等其他处理）或者复议诉讼。"
        "答复第三方、其他机关、复议、诉讼的，前面要有相应的一项。答复以后不再办理，除非复议、诉讼的结果是纠正。",
        "A request begins with its receipt, once. What comes by internet, fax, mail or ordinary letter is confirmed "
        "first (Regulations art. 31). Clarification is asked for once (art. 30), a fee too; while either is waited for "
        "only that, an answer that ends it for that or another reason (其他处理), a review or a suit may come. An answer of others needs its question. After the answer "
        "nothing is handled, unless a review or a court corrected it.",
    ),
)  # fmt: skip

_Log = tuple[Event, ...]
_ONCE = ("received", "confirmed", "clarification_asked", "fee_asked")
_DISPUTES = ("review_asked", "review_decided", "sued", "judged")
"""What an applicant may do at any time: also because nothing is answered (article 29)."""
_WAITING = {"clarification_asked": ("clarified", UNCLARIFIED), "fee_asked": ("fee_paid", UNPAID)}
"""What stops the handling → what goes on with it, and the outcome if nothing comes."""


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield at most one finding an event, the first reason that applies."""
    if record.register != REGISTER:
        return
    for number, event in enumerate(record.events):
        before = record.events[:number]
        if text := next(filter(None, (fault(event, before) for fault in _FAULTS)), None):
            where = record.raw.key_at("events", number, event.kind)
            yield RULE.finding(record.path, where, text.zh, text.en)


def _beginning(event: Event, before: _Log) -> Text | None:
    if not before and event.kind != "received":
        return Text("第一项应当是“收到”", "the first event is `received`")
    return None


def _repeated(event: Event, before: _Log) -> Text | None:
    if event.kind in _ONCE and any(each.kind == event.kind for each in before):
        return Text(f"“{NAMES[event.kind].zh}”只能有一次", f"{event.kind} comes once")
    return None


def _confirming(event: Event, before: _Log) -> Text | None:
    if not before:
        return None
    needed = needs_confirming(before[0]) and all(each.kind != "confirmed" for each in before)
    if needed and event.kind != "confirmed":
        return Text(
            "还没有与申请人确认收到（条例第三十一条）", "the receipt is not confirmed (Regulations art. 31)"
        )
    if event.kind == "confirmed" and not needed:
        return Text("挂号信、现场申请不须确认收到", "a registered letter, or a visit, needs no confirmation")
    return None


def _unasked(event: Event, before: _Log) -> Text | None:
    asked = ANSWER_OF.get(event.kind)
    if asked and not is_open(before, asked):
        name, question = NAMES[event.kind], NAMES[asked]
        return Text(
            f"“{name.zh}”之前没有“{question.zh}”", f"{event.kind} without a {asked} that waits for it"
        )
    return None


def _asked_again(event: Event, before: _Log) -> Text | None:
    if event.kind in ("review_asked", "sued") and is_open(before, event.kind):
        return Text(f"上一次“{NAMES[event.kind].zh}”还没有结果", f"the last {event.kind} is not decided")
    return None


def _closed(event: Event, before: _Log) -> Text | None:
    if is_closed(before) and event.kind not in ("answered", *_DISPUTES):
        return Text(f"已经答复，不能再登记“{NAMES[event.kind].zh}”", f"{event.kind} after the answer")
    return None


def _waiting(event: Event, before: _Log) -> Text | None:
    for asked, (answer, outcome) in _WAITING.items():
        given_up = event.kind == "answered" and event.said("outcome") in (outcome, OTHERWISE)
        if is_open(current(before), asked) and event.kind not in (answer, *_DISPUTES) and not given_up:
            name, reply = NAMES[event.kind], NAMES[answer]
            return Text(
                f"还没有“{reply.zh}”，不能登记“{name.zh}”", f"{event.kind} while {answer} is waited for"
            )
    return None


def _suing(event: Event, before: _Log) -> Text | None:
    if event.kind != "sued":
        return None
    reviewed = any(each.kind == "review_decided" for each in before)
    if reviewed != (event.said("after") == "复议后"):
        zh = "有复议决定，应写“复议后”" if reviewed else "没有复议决定，应写“未经复议”"
        return Text(zh, "`after` does not fit the log: was there a review or not")
    return None


_FAULTS: tuple[Callable[[Event, _Log], Text | None], ...] = (
    _beginning, _repeated, _confirming, _unasked, _asked_again, _closed, _waiting, _suing,
)  # fmt: skip
