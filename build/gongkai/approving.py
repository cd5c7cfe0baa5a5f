"""Giving approvals: sign, put them into the files, and keep them only if the rules accept them.

Nothing is written here: what comes back are the files' new bytes, or the reasons against them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from gongkai import merkle, rules
from gongkai.model import Batch, Finding, Item, SetupError, Severity, Verdict
from gongkai.pipeline import Checked
from gongkai.proving import moment
from gongkai.rules import bad_signature, created, unsigned
from gongkai.sources import frontmatter
from gongkai.sources.keys import trust
from gongkai.standing import wanted
from gongkai.statement import batch_statement, entry, splice

Sign = Callable[[str, bytes], bytes]
"""From a role and the statement to be signed in it to the SSHSIG blob over it."""

CURED = (unsigned.RULE.slug, bad_signature.RULE.slug)
"""What approvals, given or given anew, put right."""

_NOT_YET = b"?"
"""In the place of a signature while it is judged whether there should be one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody is about to approve: an item, its file as it stands, in which roles, who and when."""

    item: Item
    data: bytes
    roles: tuple[str, ...]
    by: str
    at: datetime

    @property
    def at_text(self) -> str:
        """The time as it will be written and signed."""
        return self.at.isoformat(timespec="seconds")


def approve(checked: Checked, wishes: Iterable[Wish], sign: Sign) -> dict[str, bytes] | tuple[Finding, ...]:
    """The new bytes of each file by its path, with one signature a role; or why the rules refuse it.

    All wishes are of one approver and one time. Raises SetupError where signing fails.
    """
    standing = {wish.item.path: wish for wish in sorted(wishes, key=lambda each: each.item.index)}
    for role in checked.setup.policy.roles:
        batch = [wish for wish in standing.values() if role in wish.roles]
        results = list(_signed(checked, batch, role, sign)) if batch else []
        if faults := [fault for each in results if isinstance(each, tuple) for fault in each]:
            return tuple(faults)
        standing |= {each.item.path: each for each in results if isinstance(each, Wish)}
    return {path: wish.data for path, wish in standing.items()}


def _signed(
    checked: Checked, batch: list[Wish], role: str, sign: Sign
) -> Iterator[Wish | tuple[Finding, ...]]:
    """Each wish with the approval in its file, or what the rules say against it. One signature for all."""
    first, policy = batch[0], checked.setup.policy
    statements = [
        trust.approval_statement(wish.item, policy, role=role, by=wish.by, at=wish.at_text) for wish in batch
    ]
    root, paths = merkle.prove(statements)
    size = len(batch)
    whole = batch_statement(role=role, by=first.by, at=first.at_text, root=root, size=size)
    sig = sign(role, whole if size > 1 else statements[0])
    for number, (wish, path) in enumerate(zip(batch, paths, strict=True)):
        new = _put(checked, wish, role, sig, Batch(number, size, path) if size > 1 else None)
        yield new if isinstance(new, tuple) else _against(checked, new, role) or new


def refusals(checked: Checked, wish: Wish) -> tuple[Finding, ...]:
    """What the rules will say against a wish, told before anything is signed: as if its signatures held."""
    for role in wish.roles:
        new = _put(checked, wish, role, _NOT_YET, None)
        faults = new if isinstance(new, tuple) else _against(checked, new, role, held=True)
        if isinstance(new, tuple) or faults:
            return faults
        wish = new
    return ()


def uncured(checked: Checked, item: Item) -> tuple[Finding, ...]:
    """The errors of an item that no approval puts right: not those of approvals that must be given anew."""
    anew = wanted(item, checked.context)
    lines = {
        line
        for number, approval in enumerate(item.approvals)
        if approval.role in anew
        for line in _lines(item, number)
    }
    return tuple(
        each
        for each in checked.findings
        if each.path == item.path
        and each.severity is Severity.ERROR
        and each.rule not in CURED
        and each.place.line not in lines
    )


def _put(
    checked: Checked, wish: Wish, role: str, sig: bytes, batch: Batch | None
) -> Wish | tuple[Finding, ...]:
    """The wish with one more approval in its file; one of the same role gives way."""
    text = entry(role=role, by=wish.by, at=wish.at_text, sig=base64.b64encode(sig).decode(), batch=batch)
    roles = [approval.role for approval in wish.item.approvals]
    places = [wish.item.raw.at("approvals", number) for number in range(len(roles))]
    data = splice(wish.data, text, places, roles.index(role) if role in roles else None)
    raw = frontmatter.read(wish.item.path, data)
    if isinstance(raw, tuple):
        raise SetupError(f"{wish.item.path}: approvals 的写法无法续写 (approvals not in block style)")
    item = checked.setup.schemas.item(raw, wish.item.index)
    return item if isinstance(item, tuple) else replace(wish, item=item, data=data)


def _against(checked: Checked, wish: Wish, role: str, *, held: bool = False) -> tuple[Finding, ...]:
    """What the rules say against the new approval: findings in its lines, or about its date."""
    item = wish.item
    number = [approval.role for approval in item.approvals].index(role)
    when = moment(checked.context.lineages[item.path], checked.context.today)
    verified = list(trust.verify(item, checked.setup.policy, checked.setup.keys, when))
    if held:
        verified[number] = verified[number]._replace(verdict=Verdict.GOOD)
    context = replace(checked.context, verifications={item.path: tuple(verified)})
    lines = _lines(item, number)
    found = (finding for rule in rules.OF_ITEMS for finding in rule.check(item, context))
    return tuple(each for each in found if each.place.line in lines or each.rule == created.RULE.slug)


def _lines(item: Item, number: int) -> range:
    """The lines of one approval."""
    last = number + 1 == len(item.approvals)
    after = item.raw.in_text(item.raw.body_at) if last else item.raw.at("approvals", number + 1)
    return range(item.raw.at("approvals", number).line, after.line)
