"""责任追究要有凭据：所指的条目或者登记确实存在（附件二第三条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text
from gongkai.registers import accountability

RULE = Rule(
    slug="accountability-evidence",
    title=Text("责任追究的凭据不存在", "evidence that is not there"),
    article=Text("附件二第三条（实事求是）", "Annex 2, article 3"),
    remedy=Text(
        "写条目的索引号后段（2026-00012）或登记的名称（requests/2026-003）；改正后重新签名。",
        "give the number of an item (2026-00012) or the name of a record (requests/2026-003); then sign anew.",
    ),
    page=Text(
        "责任追究实事求是：发现的情形逐一指明是哪一条信息、哪一件登记。删去的信息也可以作凭据：进入过主分支的，git 里有。"
        "一件不能拿自己作凭据。",
        "Accountability rests on facts: what was seen names the items and records that show it. An item that was deleted is "
        "evidence too, since git has it. A record is no evidence of itself.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each piece of evidence that is nowhere."""
    if record.register != accountability.REGISTER:
        return
    for number, place, name in accountability.evidence(record):
        at = record.raw.at("events", number, "seen", "evidence", place)
        if name == record.id:
            yield RULE.finding(record.path, at, "不能拿自己作凭据", "a record is no evidence of itself")
        elif not _exists(name, context):
            yield RULE.finding(record.path, at, f"没有 {name}", f"no {name}")


def _exists(name: str, context: Context) -> bool:
    """Whether an item or a record of this name is there, or once was public."""
    return name in context.records or name in context.items or name in context.history.landings
