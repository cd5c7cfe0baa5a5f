"""平常信函在收到的当日与申请人确认（条例第三十一条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Severity, Text
from gongkai.registers.requests import REGISTER

RULE = Rule(
    slug="request-receipt",
    title=Text("平常信函没有当日确认", "an ordinary letter was not confirmed on its day"),
    article=Text("条例第三十一条", "Regulations article 31"),
    remedy=Text("收到平常信函，当日与申请人确认。", "confirm the receipt of an ordinary letter on the same day."),
    page=Text(
        "以平常信函提出的申请，应当于收到的当日与申请人确认，确认之日为收到申请之日。晚了的只提醒：登记要真实。网络、传真、"
        "电子邮件以双方确认之日为准，没有当日的要求；挂号信、现场申请不用确认。",
        "A request by ordinary letter is confirmed with the applicant on the day that it arrives. Later only warns: the "
        "record must be true. For internet, fax and e-mail the day counts on which both sides confirm.",
    ),
)  # fmt: skip


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield a warning if it was confirmed on a later day."""
    received = record.first("received") if record.register == REGISTER else None
    confirmed = record.first("confirmed")
    if received and confirmed and received.said("post") == "平常" and confirmed.day > received.day:
        where = record.raw.at("events", record.events.index(confirmed), "confirmed", "at")
        zh = f"{received.day} 收到平常信函，{confirmed.day} 才确认"
        en = f"received on {received.day}, confirmed on {confirmed.day}"
        yield RULE.finding(record.path, where, zh, en, Severity.WARNING)
