"""Keys live and die: which may be added, ended or declared lost, and which approvals that costs.

Nothing is written here: what comes back is the new text of a file of policy/, read back as it will be read.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai import keyring
from gongkai.front import one_line, quoted
from gongkai.layout import COMPROMISED, SIGNERS
from gongkai.model import Compromise, Item, SetupError, Verdict, in_china
from gongkai.pipeline import Checked
from gongkai.proving import Setup, moment
from gongkai.sources import tree
from gongkai.sources.git import commits
from gongkai.sources.keys import allowed_signers, sshsig, trust
from gongkai.sources.keys.key_file import PublicKey
from gongkai.statement import namespace


@dataclass(frozen=True, slots=True)
class Use:
    """What a key is for: whose, in which roles (none: all of that office), for commits too, and how long."""

    principal: str
    roles: tuple[str, ...]
    git: bool
    after: datetime
    before: datetime | None


def add(setup: Setup, text: str, key: PublicKey, use: Use) -> str:
    """allowed_signers with this key. Raises SetupError where the key or its use is not as people.yml says."""
    namespaces = _namespaces(setup, use)
    for owner in (each.principal for each in all_keys(setup) if each.blob == key.blob):
        raise SetupError(f"这把密钥已登记在 {owner} 名下 (this key is already listed)")
    if sshsig.fingerprint(key.blob) in setup.keys.compromised:
        raise SetupError("这把密钥已登记为泄露，不能再用 (this key is compromised)")
    new = keyring.add(
        text, principal=use.principal, namespaces=namespaces, after=use.after, before=use.before,
        kind=key.kind, key=key.text,
    )  # fmt: skip
    _read_back(setup, new)
    return new


def _namespaces(setup: Setup, use: Use) -> list[str]:
    person = setup.people.get(use.principal)
    if person is None:
        raise SetupError(
            f"{use.principal} 不在 policy/people.yml 里，请先登记岗位 (not in policy/people.yml: list it first)"
        )
    for role in use.roles:
        if role not in person.roles:
            raise SetupError(
                f"policy/people.yml 没有给 {use.principal} 角色 {role}，它的角色是：{_words(person.roles)}"
                " (a role that policy/people.yml does not give)"
            )
    chosen = [role for role in setup.policy.roles if role in (use.roles or person.roles)]
    spaces = [namespace(role, setup.policy.domain) for role in chosen] + [commits.NAMESPACE] * use.git
    if not spaces:
        raise SetupError(
            f"{use.principal} 没有可批准的角色；只用来签提交的密钥请加 --git (no roles; for commits add --git)"
        )
    return spaces


def _words(roles: Iterable[str]) -> str:
    return " ".join(sorted(roles)) or "无"


def all_keys(setup: Setup) -> list[allowed_signers.Key]:
    """Every line of allowed_signers."""
    return [key for keys in setup.keys.signers.values() for key in keys]


def find(setup: Setup, which: str, at: datetime) -> allowed_signers.Key:
    """The key that a fingerprint names, or the only one of an office not retired by `at`; or SetupError."""
    found = [key for key in all_keys(setup) if which in (key.principal, key.fingerprint)]
    if not found:
        raise SetupError(f"{which}: 没有登记这样的岗位或密钥指纹 (no key of this office or fingerprint)")
    live = [key for key in found if key.valid_before is None or key.valid_before > at]
    if not live:
        ended = max(key.valid_before for key in found if key.valid_before)
        raise SetupError(
            f"{which}: 已于 {in_china(ended)} 停用，不能延长 (already retired; its time cannot be extended)"
        )
    if len({key.blob for key in live}) > 1:
        prints = " ".join(key.fingerprint for key in live)
        raise SetupError(
            f"{which}: 有不止一把密钥，请写指纹 (more than one key: give the fingerprint): {prints}"
        )
    return live[0]


def retire(
    setup: Setup, text: str, key: allowed_signers.Key, at: datetime
) -> tuple[str, allowed_signers.Keys]:
    """allowed_signers with every line of `key` ending at `at`, and what it then says. Raises SetupError."""
    for each in all_keys(setup):
        if each.blob == key.blob and each.valid_after and each.valid_after >= at:
            raise SetupError(
                f"密钥自 {in_china(each.valid_after)} 起才有效，停用须在其后 (it is not valid before that)"
            )
    new = keyring.retire(text, base64.b64encode(key.blob).decode(), at)
    return new, _read_back(setup, new)


def _read_back(setup: Setup, text: str) -> allowed_signers.Keys:
    signers = allowed_signers.read(SIGNERS, text, sample=setup.policy.sample)
    return allowed_signers.Keys(signers, setup.keys.compromised)


def lose(
    setup: Setup, signers: str, lost: str, fingerprint: str, how: Compromise
) -> tuple[str, str, allowed_signers.Keys]:
    """Both files with a key that others may hold, and what they then say. Raises SetupError.

    The line of the key ends there too, so that stock ssh-keygen refuses what it signs later.
    """
    if known := setup.keys.compromised.get(fingerprint):
        raise SetupError(
            f"{fingerprint}: 已登记为自 {known.since.isoformat()} 起泄露；要改时间请改 {COMPROMISED}"
            " (already listed; to change it edit the file)"
        )
    reason = one_line(how.reason)
    if not reason.isprintable():
        raise SetupError("缘由里有控制字符 (a control character in the reason)")
    lost = keyring.lose(lost, fingerprint, how.since, quoted(reason))
    compromised = setup.schemas.compromised(COMPROMISED, tree.parse_yaml(COMPROMISED, lost))
    for key in all_keys(setup):
        if key.fingerprint == fingerprint:
            signers = keyring.retire(
                signers, base64.b64encode(key.blob).decode(), how.since - timedelta(seconds=1)
            )
    return signers, lost, allowed_signers.Keys(_read_back(setup, signers).signers, compromised)


def signed_with(checked: Checked, key: allowed_signers.Key) -> tuple[list[Item], list[Item]]:
    """The items whose approvals need this key: those that have landed, and the others."""
    keys = checked.setup.keys
    rest = {name: tuple(each for each in own if each.blob != key.blob) for name, own in keys.signers.items()}
    return spoilt(checked, allowed_signers.Keys(rest, keys.compromised))


def spoilt(checked: Checked, keys: allowed_signers.Keys) -> tuple[list[Item], list[Item]]:
    """The items with an approval that is good now and would not be with `keys`: landed, and others."""
    context = checked.context
    landed: list[Item] = []
    pending: list[Item] = []
    for item in checked.items:
        when = moment(context.lineages[item.path], context.today)
        after = trust.verify(item, context.policy, keys, when)
        pairs = zip(context.verifications[item.path], after, strict=True)
        if any(now.verdict is Verdict.GOOD is not then.verdict for now, then in pairs):
            (landed if context.lineages[item.path].unchanged else pending).append(item)
    return landed, pending
