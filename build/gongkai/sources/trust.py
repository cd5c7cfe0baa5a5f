"""Whose keys count, and what each approval is worth: policy/allowed_signers and the signatures.

The file is OpenSSH's own format, held to a strict subset, so that `ssh-keygen -Y verify` reads the
same thing from it on every machine: one exact principal a line, its namespaces, times in UTC.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from gongkai.model import Approval, Item, Policy, SetupError, Text, Verdict, Verification
from gongkai.sources import sample_keys, sshsig
from gongkai.statement import namespace, statement

_PRINCIPAL = r"[a-z0-9][a-z0-9._-]*@[a-z0-9][a-z0-9.-]*"
_LINE = re.compile(
    rf'(?P<principal>{_PRINCIPAL}) (?P<options>[a-z-]+="[^"\s]*"(?:,[a-z-]+="[^"\s]*")*) '
    r"(?P<kind>[a-z0-9@.-]+) (?P<key>[A-Za-z0-9+/]+={0,2})(?: .*)?"
)
_OPTION = re.compile(r'([a-z-]+)="([^"]*)"')
_OPTIONS = {"namespaces", "valid-after", "valid-before"}
_MOMENT = re.compile(r"[0-9]{14}Z")


@dataclass(frozen=True, slots=True)
class Key:
    """One line of allowed_signers: a principal's key, for which namespaces, from when to when."""

    principal: str
    blob: bytes
    namespaces: frozenset[str]
    valid_after: datetime | None
    valid_before: datetime | None

    def valid_at(self, moment: datetime) -> bool:
        """Both ends belong to the time, as with OpenSSH."""
        after = self.valid_after is None or moment >= self.valid_after
        return after and (self.valid_before is None or moment <= self.valid_before)


Keys = Mapping[str, tuple[Key, ...]]


def read_allowed_signers(path: str, text: str, *, sample: bool) -> Keys:
    """Principal → keys. Raises SetupError for a line that is not in the subset, or a sample key."""
    keys: dict[str, tuple[Key, ...]] = {}
    for number, line in enumerate(text.split("\n"), start=1):  # as OpenSSH does: at LF only
        if line.strip() and not line.startswith("#"):
            try:
                key = _key(line, sample=sample)
            except ValueError as error:
                raise SetupError(f"{path}:{number}: {error}") from error
            keys[key.principal] = (*keys.get(key.principal, ()), key)
    return keys


def _key(line: str, *, sample: bool) -> Key:
    found = _LINE.fullmatch(line)
    if found is None or not line.isprintable():
        raise ValueError(
            '应为“岗位@域名 namespaces="…" 密钥类型 密钥”，岗位不用通配符'
            ' (not: principal namespaces="…" type key; no wildcards)'
        )
    blob = _blob(found["kind"], found["key"])
    if blob in sample_keys.all_public() and not sample:
        raise ValueError(
            f"{found['principal']} 用的是一文不值的示例密钥；正式目录请换成真密钥"
            " (a worthless sample key; policy.yml does not say sample: true)"
        )
    return Key(found["principal"], blob, **_options(found["options"]))


def _blob(kind: str, text: str) -> bytes:
    """The key in wire form: of the kind the line says, and written in the one proper way."""
    try:
        blob = base64.b64decode(text, validate=True)
    except binascii.Error:
        blob = b""
    named = len(kind).to_bytes(4, "big") + kind.encode()
    if base64.b64encode(blob).decode() != text or not blob.startswith(named):
        raise ValueError(
            "密钥不是规范的 base64，或不是所写的类型 (not proper base64, or not of the type it says)"
        )
    sshsig.check_public_key(blob)
    return blob


def _options(text: str) -> dict[str, Any]:
    pairs = _OPTION.findall(text)
    given = dict(pairs)
    if len(given) != len(pairs) or not given.keys() <= _OPTIONS or not given.get("namespaces"):
        raise ValueError(
            "选项只能是 namespaces（必须有）、valid-after、valid-before，各写一次"
            " (options: namespaces, which is required, valid-after, valid-before, each once)"
        )
    if any(mark in given["namespaces"] for mark in "*?!"):
        raise ValueError("namespaces 不用通配符 (no wildcards in namespaces)")
    return {
        "namespaces": frozenset(given["namespaces"].split(",")),
        "valid_after": _moment(given.get("valid-after")),
        "valid_before": _moment(given.get("valid-before")),
    }


def _moment(text: str | None) -> datetime | None:
    """Only UTC, to the second: without the Z, OpenSSH would take the time zone of whoever verifies."""
    if text is None:
        return None
    try:
        if _MOMENT.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise ValueError(f"时间 {text} 应如 20260101000000Z (a time must be like 20260101000000Z)")


def approval_statement(item: Item, policy: Policy, *, role: str, by: str, at: str) -> bytes:
    """The statement that an approval of this item signs."""
    return statement(
        item=policy.full_index(item.index),
        revision=item.revision,
        content=item.raw.content_sha256,
        attachments=item.attachments,
        role=role,
        by=by,
        at=at,
    )


def verify(item: Item, policy: Policy, keys: Keys) -> tuple[Verification, ...]:
    """One verdict for each approval, in order."""
    return tuple(_verify(item, approval, policy, keys) for approval in item.approvals)


def _verify(item: Item, approval: Approval, policy: Policy, keys: Keys) -> Verification:
    message = approval_statement(item, policy, role=approval.role, by=approval.by, at=approval.at_text)
    return verify_one(approval, message, policy, keys)


def verify_one(approval: Approval, message: bytes, policy: Policy, keys: Keys) -> Verification:
    """The verdict on one approval of whatever `message` states."""
    space = namespace(approval.role, policy.domain)
    try:
        blob = sshsig.verify(approval.sig, message=message, namespace=space)
    except sshsig.AlteredError as error:
        return Verification(approval, Verdict.ALTERED, Text(error.zh, error.en))
    except sshsig.SshsigError as error:
        return Verification(approval, Verdict.MALFORMED, Text(error.zh, error.en))
    verdict, reason = _judge(approval, blob, space, keys.get(approval.by, ()))
    return Verification(approval, verdict, reason)


def _judge(approval: Approval, blob: bytes, space: str, keys: tuple[Key, ...]) -> tuple[Verdict, Text]:
    """Whether the key that signed is one this principal may use for this role at that time."""
    print_ = sshsig.fingerprint(blob)
    if not keys:
        return Verdict.UNKNOWN, Text(f"{approval.by} 没有登记密钥", f"{approval.by} has no registered key")
    own = [key for key in keys if key.blob == blob]
    if not own:
        return Verdict.FOREIGN, Text(
            f"签名所用的密钥 {print_} 不是 {approval.by} 的", f"key {print_} is not {approval.by}'s"
        )
    entitled = [key for key in own if space in key.namespaces]
    if not entitled:
        return Verdict.UNENTITLED, Text(
            f"{approval.by} 的这把密钥不得用于 {space}", f"this key of {approval.by} is not for {space}"
        )
    if not any(key.valid_at(approval.at) for key in entitled):
        return Verdict.EXPIRED, Text(
            f"{approval.by} 的密钥在 {approval.at_text} 无效", f"{approval.by}'s key was not valid then"
        )
    return Verdict.GOOD, Text("签名有效", "good signature")
