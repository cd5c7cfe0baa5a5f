"""What a file that somebody calls a key really is; of a private key nothing is ever repeated.

Specification: sshd(8), "AUTHORIZED_KEYS FILE FORMAT", for public keys; OpenSSH's PROTOCOL.key for private ones.
"""

from __future__ import annotations

import base64
import binascii
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from gongkai.model import SetupError, Text
from gongkai.sources.keys.allowed_signers import key_blob

_LONGEST = 32 * 1024
_PRIVATE = re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|\APuTTY-User-Key-File-")
_PUBLIC = re.compile(rb"(?:ssh|ecdsa|sk)-\S+ \S+")
_OTHERS = (
    (
        re.compile(rb"\A\S+-cert-v01@openssh\.com "),
        Text("这是 SSH 证书，不接受：请给出密钥本身的 .pub 文件", "an SSH certificate: give the key itself"),
    ),
    (
        re.compile(rb"\A---- BEGIN SSH2 PUBLIC KEY ----"),
        Text(
            "这是 RFC 4716 格式的公钥：请先用 ssh-keygen -i -f 转换",
            "in the form of RFC 4716: convert it with ssh-keygen -i -f",
        ),
    ),
    (
        re.compile(rb"\A-----BEGIN PGP "),
        Text("这是 PGP 密钥，不接受：请用 ssh-keygen 另做一把", "a PGP key: make one with ssh-keygen"),
    ),
    (
        re.compile(rb"-----BEGIN [A-Z0-9 ]+-----"),
        Text("这是 PEM 文件，不是 OpenSSH 密钥：请用 ssh-keygen 另做一把", "a PEM file, not an OpenSSH key"),
    ),
)
_NO_KEY = Text("这不是 SSH 密钥文件", "not an SSH key file")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key as a `.pub` file has it. Its comment, often a person's login, is left there."""

    kind: str
    text: str
    """In base64, as `allowed_signers` has it."""
    blob: bytes
    """In SSH wire form."""


def read_public(path: Path) -> PublicKey:
    """The one key of a `.pub` file. Raises SetupError, in one line, for anything else."""
    data = read(path)
    if _PRIVATE.search(data):
        raise SetupError(
            f"{path}: 这是私钥，不要交给任何人，也不要放进仓库：请给出旁边的 .pub 文件"
            " (a private key: give nobody this file, but the .pub beside it)"
        )
    lines = [line for line in data.splitlines() if line.strip() and not line.startswith(b"#")]
    if not lines or not is_public(lines[0]):
        why = _other(data)
        raise SetupError(f"{path}: {why.zh} ({why.en})")
    if len(lines) > 1:
        raise SetupError(f"{path}: 一个文件里应只有一把公钥 (more than one line)")
    kind, text = lines[0].decode("ascii", "replace").split()[:2]
    try:
        return PublicKey(kind, text, key_blob(kind, text))
    except ValueError as error:
        raise SetupError(f"{path}: 不接受的密钥 (key not accepted): {error}") from error


def read(path: Path) -> bytes:
    """As much of a file as a key could take. Raises SetupError."""
    if not path.is_file():
        raise SetupError(f"{path}: 没有这个密钥文件 (no such key file)")
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST)
    except OSError as error:
        raise SetupError(f"{path}: 读不出来 (cannot be read): {error.strerror}") from error


def is_public(data: bytes) -> bool:
    """Whether it looks like a public key that is no certificate."""
    return bool(_PUBLIC.match(data)) and b"-cert-v01@" not in data.split()[0]


def why_unused(path: Path) -> Text:
    """What may have kept ssh-keygen from signing with this file, and what to do; no public key is asked."""
    data = read(path)
    if data.startswith(b"PuTTY"):
        return Text(
            "这是 PuTTY 的私钥：请用 puttygen 导出为 OpenSSH 格式",
            "a PuTTY key: export it from puttygen in OpenSSH's form",
        )
    if not _PRIVATE.search(data):
        return _other(data)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Text("私钥文件别人也能读，请先 chmod 600", "others may read the private key: chmod 600 first")
    reasons = _reasons(data) or [
        Text("私钥已损坏，或签名被取消", "the key is damaged, or signing was cancelled")
    ]
    return Text("；或".join(each.zh for each in reasons), "; or ".join(each.en for each in reasons))


def _other(data: bytes) -> Text:
    return next((text for pattern, text in _OTHERS if pattern.search(data)), _NO_KEY)


def _reasons(data: bytes) -> list[Text]:
    """What a private key asks of the person who signs: a passphrase, a touch, or neither."""
    try:
        body = base64.b64decode(b"".join(data.split(b"-----")[2].split()))
    except binascii.Error:
        body = b""
    plain = body.startswith(b"openssh-key-v1\0\0\0\0\x04none") or not body.startswith(b"openssh-key-v1\0")
    reasons = []
    if b"ENCRYPTED" in data or not plain:
        reasons.append(Text("口令不对或没有输入，请重试", "the passphrase was wrong or not given: try again"))
    if b"sk-ssh-" in body or b"sk-ecdsa-" in body:  # the public half stands in it unencrypted
        zh = "没有触碰安全密钥或已取消，请插好它重试，闪烁时触碰"
        reasons.append(Text(zh, "the security key was not touched: plug it in, try again, touch it"))
    return reasons
