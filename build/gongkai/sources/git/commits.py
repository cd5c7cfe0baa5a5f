"""A commit as git stores it, byte for byte, and whose key signed it.

Git signs the object without its `gpgsig` header, in the SSHSIG namespace `git` (gitformat-signature).
`git verify-commit` believes the committer's date; here the caller says at which moment the key must
have been valid, because whoever holds a retired key can write any date.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from gongkai.model import SetupError, SignedCommit, Text
from gongkai.sources.git.authorship import coauthors
from gongkai.sources.keys import sshsig
from gongkai.sources.keys.allowed_signers import Key, Keys

NAMESPACE = "git"
_SECOND = timedelta(seconds=1)
_HEAD = re.compile(
    rb"tree ([0-9a-f]+)\n((?:parent [0-9a-f]+\n)*)"
    rb"author [^<\n]*<([^>\n]*)>.*\ncommitter .*> *([0-9]*).*\n"  # where git reads address and date
)
_SIGNATURE = re.compile(rb"^gpgsig (.*\n(?: .*\n)*)", re.MULTILINE)
_ARMOUR = re.compile(rb"-----BEGIN SSH SIGNATURE-----\n([^-]*)-----END SSH SIGNATURE-----\s*")
_LAST_SECOND = int(datetime.max.replace(tzinfo=UTC).timestamp()) - 86400  # any time zone can show it


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit object; `signed` is what its signature covers, `signature` the armoured text or empty."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    at: datetime
    author: str
    authors: frozenset[str]
    signed: bytes
    signature: bytes


def parse(sha: str, data: bytes) -> Commit:
    """Read a commit object. Raises SetupError for one that git itself would not have written."""
    end = data.find(b"\n\n") + 1  # without one, nothing matches
    head = _HEAD.match(data, 0, end)
    if head is None:
        raise SetupError(f"{sha}: 不是完好的提交 (not a sound commit)")
    tree, parents, author, seconds = head.groups()
    # A date past all calendars is one in the future: a finding, not the end of the audit.
    at = datetime.fromtimestamp(min(int(seconds[:20] or b"0"), _LAST_SECOND), UTC)
    found = _SIGNATURE.search(data, head.end(), end)
    email = _text(author).lower()
    return Commit(
        sha=sha,
        tree=tree.decode(),
        parents=tuple(parents.decode().split()[1::2]),
        at=at,
        author=email,
        authors=frozenset([email, *coauthors(_text(data[end:]))]),
        signed=data[: found.start()] + data[found.end() :] if found else data,
        signature=found[1].replace(b"\n ", b"\n") if found else b"",
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


Holders = Mapping[bytes, tuple[Key, ...]]
"""Public key in SSH wire form → the lines of allowed_signers that list it."""


def holders(keys: Keys) -> Holders:
    """The lines of allowed_signers, found by the key instead of the principal.

    A key that others may hold counts for what landed before that, and no longer.
    """
    found: dict[bytes, tuple[Key, ...]] = defaultdict(tuple)
    for key in (key for lines in keys.signers.values() for key in lines):
        lost = keys.compromised.get(sshsig.fingerprint(key.blob))
        ends = [lost.since - _SECOND] if lost else []
        ends += [key.valid_before] if key.valid_before else []
        found[key.blob] += (replace(key, valid_before=min(ends, default=None)),)
    return found


def judge(commit: Commit, held: Holders, moment: datetime) -> SignedCommit:
    """Whose key signed `commit`, of those that count at `moment`."""
    signer, reason = _signer(commit, held, moment)
    return SignedCommit(commit.sha, commit.author, commit.authors, signer, reason)


def _signer(commit: Commit, held: Holders, moment: datetime) -> tuple[str | None, Text]:
    if not commit.signature:
        return None, Text("没有签名", "not signed")
    armour = _ARMOUR.fullmatch(commit.signature)
    if armour is None:
        return None, _stranger("不是 SSH 签名", "not an SSH signature")
    try:
        blob = base64.b64decode(armour[1].replace(b"\n", b""), validate=True)
        key = sshsig.verify(blob, message=commit.signed, namespace=NAMESPACE)
    except binascii.Error:
        return None, Text("签名不是规范的 base64", "the signature is not proper base64")
    except sshsig.SshsigError as error:
        return None, Text(error.zh, error.en)
    return _holder(sshsig.fingerprint(key), held.get(key, ()), moment)


def _holder(name: str, lines: tuple[Key, ...], moment: datetime) -> tuple[str | None, Text]:
    if not lines:
        return None, _stranger(name, name)
    entitled = [line for line in lines if NAMESPACE in line.namespaces]
    if not entitled:
        by = lines[0].principal
        zh = f"{by} 的这把密钥不得用于签提交（allowed_signers 里没有 {NAMESPACE}）"
        return None, Text(zh, f"this key of {by} is not for commits (namespace {NAMESPACE})")
    for line in entitled:
        if line.valid_at(moment):
            return line.principal, Text("签名有效", "good signature")
    by, day = entitled[0].principal, f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return None, Text(f"{by} 的密钥在合入时（{day}）无效", f"{by}'s key was not valid at the landing, {day}")


def _stranger(zh: str, en: str) -> Text:
    return Text(f"签名所用的密钥本目录不认得（{zh}）", f"signed by a key this catalogue does not know ({en})")
