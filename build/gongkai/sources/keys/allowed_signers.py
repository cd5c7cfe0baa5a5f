"""policy/allowed_signers: whose keys there are, for what, and from when to when.

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

from gongkai.model import Compromise, SetupError, from_openssh
from gongkai.sources.keys import sample_keys, sshsig

_PRINCIPAL = r"[a-z0-9][a-z0-9._-]*@[a-z0-9][a-z0-9.-]*"
_LINE = re.compile(
    rf'(?P<principal>{_PRINCIPAL}) (?P<options>[a-z-]+="[^"\s]*"(?:,[a-z-]+="[^"\s]*")*) '
    r"(?P<kind>[a-z0-9@.-]+) (?P<key>[A-Za-z0-9+/]+={0,2})(?: .*)?"
)
_OPTION = re.compile(r'([a-z-]+)="([^"]*)"')
_OPTIONS = {"namespaces", "valid-after", "valid-before"}
_MOMENT = re.compile(r"[0-9]{14}Z")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Key:
    """One line of allowed_signers: a principal's key, for which namespaces, from when to when."""

    principal: str
    blob: bytes
    namespaces: frozenset[str]
    valid_after: datetime | None
    valid_before: datetime | None

    @property
    def kind(self) -> str:
        """As OpenSSH names it: ssh-ed25519."""
        return self.blob[4 : 4 + int.from_bytes(self.blob[:4], "big")].decode()

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` prints it: SHA256:…"""
        return sshsig.fingerprint(self.blob)

    def valid_at(self, moment: datetime) -> bool:
        """Both ends belong to the time, as with OpenSSH."""
        after = self.valid_after is None or moment >= self.valid_after
        return after and not self.retired_by(moment)

    def retired_by(self, moment: datetime) -> bool:
        """Whether its time was over then."""
        return self.valid_before is not None and moment > self.valid_before


@dataclass(frozen=True, slots=True)
class Keys:
    """All that the bureau says of keys: whose each is, and which others may hold."""

    signers: Mapping[str, tuple[Key, ...]]
    """By principal."""
    compromised: Mapping[str, Compromise]
    """By fingerprint, whether or not the key is still somebody's."""


def read(path: str, text: str, *, sample: bool) -> Mapping[str, tuple[Key, ...]]:
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
    blob = key_blob(found["kind"], found["key"])
    if blob in sample_keys.all_public() and not sample:
        raise ValueError(
            f"{found['principal']} 用的是一文不值的示例密钥；正式目录请换成真密钥"
            " (a worthless sample key; policy.yml does not say sample: true)"
        )
    return Key(found["principal"], blob, **_options(found["options"]))


def key_blob(kind: str, text: str) -> bytes:
    """The key in wire form: of the kind the line says, and written in the one proper way; else ValueError."""
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
    after, before = (_moment(given.get(name)) for name in ("valid-after", "valid-before"))
    if after and before and before <= after:  # OpenSSH would not read the line
        raise ValueError("valid-before 必须晚于 valid-after (valid-before must be later than valid-after)")
    spaces = frozenset(given["namespaces"].split(","))
    return {"namespaces": spaces, "valid_after": after, "valid_before": before}


def _moment(text: str | None) -> datetime | None:
    """Only UTC, to the second: without the Z, OpenSSH would take the time zone of whoever verifies."""
    if text is None:
        return None
    try:
        moment = from_openssh(text)
    except ValueError:
        moment = _EPOCH  # which OpenSSH refuses, as all before it
    if _MOMENT.fullmatch(text) and moment > _EPOCH:
        return moment
    raise ValueError(f"时间 {text} 应如 20260101000000Z (a time must be like 20260101000000Z)")
