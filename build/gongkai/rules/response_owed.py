"""重大突发事件和虚假、不完整的信息，不能不回应（第四条、第二十一条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.registers import responses

RULE = Rule(
    slug="response-owed",
    title=Text("应当回应而没有回应", "left unanswered, though an answer is owed"),
    article=Text("第四条、第二十一条", "articles 4 and 21"),
    remedy=Text("发布权威、准确的信息，登记 responded。", "publish what is true, and record `responded`."),
    page=Text(
        "特别重大、重大突发事件的舆情，应当发布权威信息（第二十一条）；影响社会稳定的虚假或者不完整的信息，应当发布准确的信息"
        "予以澄清（第四条）。只有其他政务舆情，经研判可以写明理由不予回应（closed）。",
        "Of major emergencies there must be authoritative information (article 21), and what is false or incomplete must be "
        "cleared up (article 4). Only other matters may be closed without a response, with the reason.",
    ),
)


def check(record: Record, _context: Context) -> Iterator[Finding]:
    """Yield at most one finding."""
    if record.register == responses.REGISTER and record.said("kind") in responses.OWED:
        for number, event in enumerate(record.events):
            if event.kind == "closed":
                zh = f"{record.said('kind')}，应当回应"
                place = record.raw.key_at("events", number, "closed")
                yield RULE.finding(
                    record.path, place, zh, "a response is owed: this cannot be closed without"
                )
