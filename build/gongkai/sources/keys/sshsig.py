"""A sign-off counts only if the signer's own key signed exactly these bytes: that is checked here.

Specification: OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f; RFC 4251 section 5 (strings, mpints).
Where these let one key or signature be written in two ways, only one is accepted here.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key
from nacl.bindings import crypto_sign_BYTES, crypto_sign_open
from nacl.exceptions import BadSignatureError

_HASHES: Final = {b"sha256": hashlib.sha256, b"sha512": hashlib.sha512}
_KINDS: Final = {  # of key, and of how many strings it is made
    b"ssh-ed25519": 2,
    b"ecdsa-sha2-nistp256": 3,
    b"ecdsa-sha2-nistp384": 3,
    b"ecdsa-sha2-nistp521": 3,
    b"ssh-rsa": 3,
    b"sk-ssh-ed25519@openssh.com": 3,
    b"sk-ecdsa-sha2-nistp256@openssh.com": 4,
}
_ECDSA_HASHES: Final = {256: SHA256(), 384: SHA384(), 521: SHA512()}
# The algorithm named ssh-rsa, as the key is, would be SHA-1.
_RSA_HASHES: Final = {b"rsa-sha2-256": SHA256(), b"rsa-sha2-512": SHA512()}
_RSA_BITS: Final = range(2048, 8192 + 1)
_PRESENCE: Final = 0x01
_PRIME: Final = 2**255 - 19
_LONGEST: Final = 8192
"""Bytes; a signature by RSA of 8192 bits takes 2.2 KB. Bounds the work, and the cache of keys."""

_Public: TypeAlias = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey


class SshsigError(ValueError):
    """The blob is not an acceptable SSHSIG over these bytes; `zh` and `en` say why, in one line."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} ({self.en})"


class AlteredError(SshsigError):
    """Well formed and for this purpose, but it does not fit: other bytes were signed, or by another key."""


def verify(blob: bytes, *, message: bytes, namespace: str) -> bytes:
    """Return the public key that made `blob` (a raw SSHSIG) over `message`; else raise SshsigError.

    The key is in SSH wire form, as in allowed_signers after base64; whose it is, that file knows.
    Source: PROTOCOL.sshsig, sections 2 and 3.
    """
    if not blob.startswith(b"SSHSIG\0\0\0\1"):
        raise SshsigError("不是第 1 版 SSHSIG 签名", "not an SSHSIG of version 1")
    key, signed_for, reserved, name, signature = _strings(blob[10:], 5)
    # surrogatepass: a namespace that is not Unicode must compare unequal, not raise.
    if not namespace or signed_for != namespace.encode("utf-8", "surrogatepass"):
        raise SshsigError("签名用于别的用途（命名空间不符）", "signed for another namespace")
    # Section 2 says to ignore `reserved`, but OpenSSH does not sign it: it could be altered.
    if reserved:
        raise SshsigError("签名的保留字段不为空", "the reserved field is not empty")
    if name not in _HASHES:
        raise SshsigError("散列算法只能是 sha256 或 sha512", "the hash is not sha256 or sha512")
    fields = (signed_for, reserved, name, _HASHES[name](message).digest())
    try:
        _check(_read_key(key), signature, b"SSHSIG" + b"".join(map(_string, fields)))
    except InvalidSignature:
        raise AlteredError("签名与内容不符", "the signature does not fit the content") from None
    return key


@lru_cache(maxsize=1024)
def fingerprint(key: bytes) -> str:
    """The short name of a public key in SSH wire form, as `ssh-keygen -l` prints it: SHA256:…"""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def check_public_key(key: bytes) -> None:
    """Raise SshsigError if `key` (SSH wire form) is of a kind or size that is not accepted.

    Source: docs/evidence.md, part 1.
    """
    _read_key(key)


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def _strings(data: bytes, count: int) -> list[bytes]:
    """Split `data` into exactly `count` strings."""
    if len(data) > _LONGEST:
        raise SshsigError("签名或公钥过长", f"longer than {_LONGEST} bytes")
    found = []
    start = 0
    for _ in range(count):
        end = start + 4 + int.from_bytes(data[start : start + 4], "big")
        found.append(data[start + 4 : end])
        start = end
    # Past the end nothing is left to read, so `start` only grows: one test is enough for all.
    if start != len(data):
        raise SshsigError("签名或公钥不完整，或有多余的字节", "cut short, or bytes left over")
    return found


class _Key(NamedTuple):
    kind: bytes
    public: _Public
    application: bytes | None  # what a FIDO2 key was enrolled for


# Reading an RSA key takes as long as checking a signature, and a few people sign many items.
@lru_cache(maxsize=1024)
def _read_key(blob: bytes) -> _Key:
    kind = blob[4 : 4 + int.from_bytes(blob[:4], "big")]
    if kind not in _KINDS:
        raise SshsigError("不接受这一种类的公钥", "a key of this kind is not accepted")
    _, *fields = _strings(blob, _KINDS[kind])
    application = fields.pop() if kind.startswith(b"sk-") else None
    if b"\0" in (application or b""):  # OpenSSH would end the text there, or refuse it
        raise SshsigError("公钥的用途中有空字符", "the key's application has a NUL")
    plain = kind.removeprefix(b"sk-").removesuffix(b"@openssh.com")
    return _Key(kind, _load(plain, *fields), application)


def _load(kind: bytes, *fields: bytes) -> _Public:
    line = kind + b" " + base64.b64encode(b"".join(map(_string, (kind, *fields))))
    try:
        public = load_ssh_public_key(line)
    except (ValueError, NotImplementedError):  # the second for a compressed point
        raise SshsigError("公钥无效", "not a sound key") from None
    # Else one key could have two fingerprints.
    if public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH) != line:
        raise SshsigError("公钥的写法不规范", "the key is not written in its one proper form")
    if isinstance(public, EllipticCurvePublicKey):
        return public
    if isinstance(public, RSAPublicKey) and public.key_size in _RSA_BITS:
        return public
    if isinstance(public, Ed25519PublicKey) and _is_sound(public.public_bytes_raw()):
        return public
    raise SshsigError("公钥太弱（RSA 须为 2048 至 8192 位）", "a weak key (RSA: 2048 to 8192 bits)")


def _is_sound(point: bytes) -> bool:
    """Whether an Ed25519 key is in its one proper form, and not a point of order 1, 2, 4 or 8.

    Under such a point, a zero of this polynomial, one signature fits many messages. That the point
    is on the curve is not asked: under one that is not, no signature verifies.
    """
    y = int.from_bytes(point, "little") % 2**255
    return y < _PRIME and y * (y**2 - 1) * (121665 * y**4 - 243332 * y**2 + 121666) % _PRIME != 0


def _check(key: _Key, signature: bytes, data: bytes) -> None:
    if key.application is not None:
        signature, data = _by_device(key.application, signature, data)
    algorithm, proof = _strings(signature, 2)
    if isinstance(key.public, Ed25519PublicKey) and algorithm == key.kind:
        _check_ed25519(key.public, proof, data)
    elif isinstance(key.public, RSAPublicKey) and algorithm in _RSA_HASHES:
        # RFC 8332 lets leading zeros be left out; OpenSSL does not.
        key.public.verify(proof, data, PKCS1v15(), _RSA_HASHES[algorithm])
    elif isinstance(key.public, EllipticCurvePublicKey) and algorithm == key.kind:
        key.public.verify(_der(proof), data, ECDSA(_ECDSA_HASHES[key.public.key_size]))
    else:
        raise SshsigError("签名算法与公钥种类不符", "the signature algorithm does not fit the key")


def _check_ed25519(public: Ed25519PublicKey, proof: bytes, data: bytes) -> None:
    """By libsodium, in two thirds of the time that OpenSSL takes, which judges what libsodium refuses.

    Both want S reduced and compare R byte by byte, as OpenSSH does; libsodium takes no R of low order.
    """
    try:
        # It takes both in one piece: a longer proof would be read as more data.
        if len(proof) == crypto_sign_BYTES and crypto_sign_open(proof + data, public.public_bytes_raw()):
            return
    except BadSignatureError:
        pass
    public.verify(proof, data)


def _by_device(application: bytes, signature: bytes, data: bytes) -> tuple[bytes, bytes]:
    """The signature proper, and what the device signed for `data`: PROTOCOL.u2f, "Signatures"."""
    signature, seen = signature[:-5], signature[-5:]  # one byte of flags, four of a counter
    # ssh-keygen 9.2 does not look. Without a touch, malware could have asked the device to sign.
    if not seen or not seen[0] & _PRESENCE:
        raise SshsigError("签名时无人触按安全密钥", "nobody touched the security key")
    # The counter is not compared with earlier ones: approvals come to us in no order.
    return signature, hashlib.sha256(application).digest() + seen + hashlib.sha256(data).digest()


def _der(proof: bytes) -> bytes:
    # That s is the smaller of s and n - s is not asked: OpenSSH makes both.
    r, s = _strings(proof, 2)
    # As mpints: positive, and no zero byte in front but one that keeps the number positive.
    if not all(b"\0\x80" <= number < b"\x80" for number in (r, s)):
        raise SshsigError("签名中的整数写法不规范", "a number is not positive or has spare zeros")
    return encode_dss_signature(int.from_bytes(r, "big"), int.from_bytes(s, "big"))
