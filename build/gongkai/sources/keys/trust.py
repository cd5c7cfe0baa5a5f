"""What each approval is worth: its signature, and whether that key counts for it, then and when it landed."""

from __future__ import annotations

from datetime import datetime

from gongkai import merkle
from gongkai.model import (
    Approval,
    Compromise,
    Item,
    Policy,
    Text,
    Verdict,
    Verification,
    in_china,
)
from gongkai.sources.keys import sshsig
from gongkai.sources.keys.allowed_signers import Key, Keys
from gongkai.statement import batch_statement, namespace, statement

_GOOD = Verdict.GOOD, Text("签名有效", "good signature")


def approval_statement(item: Item, policy: Policy, *, role: str, by: str, at: str) -> bytes:
    """The statement that an approval of this item signs."""
    return statement(
        item=policy.full_index(item.index),
        revision=item.revision,
        content=item.content_sha256,
        attachments=item.attachments,
        role=role,
        by=by,
        at=at,
    )


def signed_statement(item: Item, approval: Approval, policy: Policy) -> bytes:
    """The bytes that this approval's signature must be over: its statement, or that of its whole batch.

    Raises SshsigError where the batch could not hold it where it says.
    """
    role, by, at, batch = approval.role, approval.by, approval.at_text, approval.batch
    own = approval_statement(item, policy, role=role, by=by, at=at)
    if batch is None:
        return own
    try:
        root = merkle.fold(own, batch.leaf, batch.size, batch.path)
    except ValueError as error:
        raise sshsig.SshsigError("批次证明不成立", f"no proof of a batch: {error}") from error
    return batch_statement(role=role, by=by, at=at, root=root, size=batch.size)


def verify(item: Item, policy: Policy, keys: Keys, moment: datetime) -> tuple[Verification, ...]:
    """One verdict for each approval, in order; `moment` is when the item was public, as git proves."""
    return tuple(_verify(item, approval, policy, keys, moment) for approval in item.approvals)


def _verify(item: Item, approval: Approval, policy: Policy, keys: Keys, moment: datetime) -> Verification:
    try:
        message = signed_statement(item, approval, policy)
    except sshsig.SshsigError as error:
        return Verification(approval, Verdict.MALFORMED, Text(error.zh, error.en))
    return verify_one(approval, message, policy, keys, moment)


def verify_one(
    approval: Approval, message: bytes, policy: Policy, keys: Keys, moment: datetime
) -> Verification:
    """The verdict on one approval of whatever `message` states; `moment` is when it came into effect."""
    space = namespace(approval.role, policy.domain)
    try:
        blob = sshsig.verify(approval.sig, message=message, namespace=space)
    except sshsig.AlteredError as error:
        return Verification(approval, Verdict.ALTERED, Text(error.zh, error.en))
    except sshsig.SshsigError as error:
        return Verification(approval, Verdict.MALFORMED, Text(error.zh, error.en))
    bad = _not_theirs(approval, blob, space, keys.signers.get(approval.by, ()))
    bad = bad or _lost(approval, keys.compromised.get(sshsig.fingerprint(blob)), moment)
    bad = bad or _out_of_time(approval, blob, space, keys.signers[approval.by], moment)
    return Verification(approval, *(bad or _GOOD))


def _not_theirs(
    approval: Approval, blob: bytes, space: str, keys: tuple[Key, ...]
) -> tuple[Verdict, Text] | None:
    """Whether the key that signed is one this principal may use for this role."""
    if not keys:
        return Verdict.UNKNOWN, Text(f"{approval.by} 没有登记密钥", f"{approval.by} has no registered key")
    own = [key for key in keys if key.blob == blob]
    if not own:
        print_ = sshsig.fingerprint(blob)
        return Verdict.FOREIGN, Text(
            f"签名所用的密钥 {print_} 不是 {approval.by} 的", f"key {print_} is not {approval.by}'s"
        )
    if not any(space in key.namespaces for key in own):
        return Verdict.UNENTITLED, Text(
            f"{approval.by} 的这把密钥不得用于 {space}", f"this key of {approval.by} is not for {space}"
        )
    return None


def _lost(approval: Approval, compromise: Compromise | None, moment: datetime) -> tuple[Verdict, Text] | None:
    """Whether others may have held the key before the item was public; what they sign, they may date back."""
    if compromise is None or moment < compromise.since:
        return None
    since = in_china(compromise.since)
    return Verdict.COMPROMISED, Text(
        f"{approval.by} 的密钥自 {since} 起泄露，本条此前没有公开，须换密钥重新批准",
        f"{approval.by}'s key is compromised since {since} and the item was not public before: approve again",
    )


def _out_of_time(
    approval: Approval, blob: bytes, space: str, keys: tuple[Key, ...], moment: datetime
) -> tuple[Verdict, Text] | None:
    """Whether the key was not valid when it signed, or had been retired before the item was public."""
    valid = [
        key for key in keys if key.blob == blob and space in key.namespaces and key.valid_at(approval.at)
    ]
    if not valid:
        return Verdict.EXPIRED, Text(
            f"{approval.by} 的密钥在 {approval.at_text} 无效", f"{approval.by}'s key was not valid then"
        )
    if all(key.retired_by(moment) for key in valid):
        return Verdict.EXPIRED, Text(
            f"{approval.by} 的密钥在公开之前已停用，须重新批准",
            f"{approval.by}'s key was retired before the item was public: approve again",
        )
    return None
