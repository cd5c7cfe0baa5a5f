"""Giving an approval: sign, put it into the file, and keep it only if the rules accept it.

Nothing is written here: what comes back is the file's new bytes, or the reasons against them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gongkai import rules
from gongkai.model import Finding, Item, SetupError
from gongkai.pipeline import Checked
from gongkai.proving import prove
from gongkai.rules import created
from gongkai.sources import frontmatter, trust
from gongkai.statement import entry, splice

Sign = Callable[[bytes], bytes]
"""From a statement to the SSHSIG blob over it."""


def approve(  # noqa: PLR0913 - who, what, as what, when, with which key
    root: Path, checked: Checked, item: Item, data: bytes, *, role: str, by: str, at: datetime, sign: Sign
) -> bytes | tuple[Finding, ...]:
    """The bytes `data` of `item` with one more approval, or the findings that approval would cause.

    An approval of the same role gives way. Raises SetupError where signing fails.
    """
    at_text = at.isoformat(timespec="seconds")
    message = trust.approval_statement(item, checked.setup.policy, role=role, by=by, at=at_text)
    text = entry(role=role, by=by, at=at_text, sig=base64.b64encode(sign(message)).decode())
    roles = [approval.role for approval in item.approvals]
    replaces = roles.index(role) if role in roles else None
    places = [item.raw.at("approvals", number) for number in range(len(roles))]
    signed = splice(data, text, places, replaces)
    return _against(root, checked, signed, item, replaces) or signed


def _against(
    root: Path, checked: Checked, signed: bytes, item: Item, replaces: int | None
) -> tuple[Finding, ...]:
    """What the rules say against the new approval: findings in its lines, or about its date."""
    raw = frontmatter.read(item.path, signed)
    if isinstance(raw, tuple):
        raise SetupError(f"{item.path}: approvals 的写法无法续写 (approvals not in block style)")
    new = checked.setup.schemas.item(raw, item.index)
    if isinstance(new, tuple):
        return new
    proof = prove(root, checked.setup, [new], checked.context.today)
    context = replace(
        checked.context,
        history=proof.history,
        lineages=proof.lineages,
        verifications=proof.verifications,
    )
    number = len(item.approvals) if replaces is None else replaces
    first = raw.at("approvals", number).line
    lines = range(first, first + 4)
    found = (finding for rule in rules.OF_ITEMS for finding in rule.check(new, context))
    return tuple(each for each in found if each.place.line in lines or each.rule == created.RULE.slug)
