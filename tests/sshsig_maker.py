"""Signatures made in software for tests: good ones and, piece by piece, bad ones; none is random.

Source: PROTOCOL.sshsig; PROTOCOL.u2f for FIDO2 keys, whose device is a private key in memory here.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TypeAlias

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

START = b"SSHSIG\0\0\0\1"
_CURVE_HASHES = {256: hashes.SHA256(), 384: hashes.SHA384(), 521: hashes.SHA512()}
_RSA_HASHES: dict[str, hashes.HashAlgorithm] = {
    "ssh-rsa": hashes.SHA1(),  # noqa: S303 - verifiers must refuse it
    "rsa-sha2-256": hashes.SHA256(),
    "rsa-sha2-512": hashes.SHA512(),
    "ssh-rsa-sha256@ssh.com": hashes.SHA256(),
}
# Bits of the modulus: how far its two primes are below a power of two. Good for nothing but tests.
_RSA_PRIMES = {
    1024: (569, 629),
    2048: (105, 179),
    3072: (3453, 4977),
    8192: (2549, 8067),
    8208: (6107, 6633),
}


@dataclass(frozen=True)
class SecurityKey:
    """A FIDO2 key: it signs the application, flags and a counter along with the data."""

    key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey
    application: bytes = b"ssh:"
    flags: int = 0x01  # somebody touched it
    counter: int = 7


PlainKey: TypeAlias = Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PrivateKey: TypeAlias = PlainKey | SecurityKey


def sign(
    key: PrivateKey,
    message: bytes,
    namespace: str,
    hash: str = "sha512",  # noqa: A002 - as `-O hashalg` and the field are called
) -> bytes:
    """A raw SSHSIG over `message`; `hash` may be one that verifiers must refuse, such as md5."""
    data = signed_data(message, namespace, hash)
    return blob(public_blob(key), namespace.encode(), hash.encode(), signature(key, data))


def blob(  # noqa: PLR0913 - the fields of section 2
    key: bytes,
    namespace: bytes,
    hash_name: bytes,
    signature: bytes,
    *,
    start: bytes = START,
    reserved: bytes = b"",
) -> bytes:
    """Section 2 of PROTOCOL.sshsig."""
    return start + b"".join(map(string, (key, namespace, reserved, hash_name, signature)))


def signed_data(message: bytes, namespace: str, hash_name: str, reserved: bytes = b"") -> bytes:
    """Section 3 of PROTOCOL.sshsig."""
    digest = hashlib.new(hash_name.lower(), message).digest()
    fields = (namespace.encode(), reserved, hash_name.encode(), digest)
    return b"SSHSIG" + b"".join(map(string, fields))


def signature(key: PrivateKey, data: bytes, algorithm: str = "") -> bytes:
    """The signature field; `algorithm` overrides the one that fits the key."""
    proof = _proof(key, data, algorithm)
    seen = _seen(key) if isinstance(key, SecurityKey) else b""
    return string(algorithm.encode() or _algorithm(key)) + string(proof) + seen


def public_blob(key: PrivateKey) -> bytes:
    """The public key in SSH wire form."""
    if not isinstance(key, SecurityKey):
        line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        return base64.b64decode(line.split()[1])
    plain = public_blob(key.key)
    kind = kind_of(plain)
    sk = string(b"sk-" + kind + b"@openssh.com")
    return sk + plain[len(string(kind)) :] + string(key.application)


def public_line(key: PrivateKey) -> str:
    """The public key as allowed_signers has it."""
    public = public_blob(key)
    return f"{kind_of(public).decode()} {base64.b64encode(public).decode()}"


def kind_of(public: bytes) -> bytes:
    """The name that a public key in wire form begins with."""
    return public[4 : 4 + int.from_bytes(public[:4], "big")]


def rsa_key(bits: int) -> rsa.RSAPrivateKey:
    """Always the same key of this size."""
    p, q = (2 ** (bits // 2) - below for below in _RSA_PRIMES[bits])
    d = pow(65537, -1, (p - 1) * (q - 1))
    crt = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, *crt, rsa.RSAPublicNumbers(65537, p * q))
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)  # they are primes: skip 1 s


def ed25519_key(seed: str) -> Ed25519PrivateKey:
    """Always the same key for this seed."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())


def scalar(key: Ed25519PrivateKey) -> int:
    """The secret number of RFC 8032 section 5.1.5, of which the public key is the multiple."""
    half = int.from_bytes(hashlib.sha512(key.private_bytes_raw()).digest()[:32], "little")
    return half & (2**254 - 8) | 2**254


def ecdsa_key(seed: str, curve: ec.EllipticCurve) -> ec.EllipticCurvePrivateKey:
    """Always the same key for this seed and curve."""
    secret = hashlib.shake_256(seed.encode()).digest(curve.key_size // 8)
    return ec.derive_private_key(int.from_bytes(secret, "big"), curve)


def webauthn(key: SecurityKey, data: bytes) -> bytes:
    """The signature field as a browser has it made: PROTOCOL.u2f, the variant for WebAuthn."""
    challenge = base64.urlsafe_b64encode(data).rstrip(b"=")
    client = b'{"type":"webauthn.get","challenge":"%s","origin":"ssh:"}' % challenge
    kind = b"webauthn-" + _algorithm(key)
    fields = b"".join(map(string, (b"ssh:", client, b"")))
    return string(kind) + string(_proof(key, client, "")) + _seen(key) + fields


def dsa(data: bytes) -> tuple[bytes, bytes]:
    """A DSA key, in wire form, and its signature field (RFC 4253 section 6.6)."""
    q, cofactor, x, k = 2**160 - 47, 2**864 - 4, 2**150 + 1, 2**149 + 1
    p = q * cofactor + 1
    g = pow(2, cofactor, p)
    r = pow(g, k, p) % q
    digest = hashlib.sha1(data).digest()  # noqa: S324 - verifiers must refuse it
    s = pow(k, -1, q) * (int.from_bytes(digest, "big") + x * r) % q
    public = string(b"ssh-dss") + b"".join(map(mpint, (p, q, g, pow(g, x, p))))
    return public, string(b"ssh-dss") + string(r.to_bytes(20, "big") + s.to_bytes(20, "big"))


def string(value: bytes) -> bytes:
    """RFC 4251 section 5: the length, then the bytes."""
    return len(value).to_bytes(4, "big") + value


def mpint(value: int) -> bytes:
    """RFC 4251 section 5: as a string, with the sign in the first bit."""
    size = (value + (value < 0)).bit_length() // 8 + 1 if value else 0
    return string(value.to_bytes(size, "big", signed=True))


def _algorithm(key: PrivateKey) -> bytes:
    kind = kind_of(public_blob(key))
    return b"rsa-sha2-512" if kind == b"ssh-rsa" else kind


def _proof(key: PrivateKey, data: bytes, algorithm: str) -> bytes:
    if isinstance(key, SecurityKey):
        application, message = (hashlib.sha256(part).digest() for part in (key.application, data))
        return _proof(key.key, application + _seen(key) + message, "")
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(data)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, PKCS1v15(), _RSA_HASHES.get(algorithm, hashes.SHA512()))
    digest = _CURVE_HASHES[key.curve.key_size]
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(digest, deterministic_signing=True)))
    return mpint(r) + mpint(s)


def _seen(key: SecurityKey) -> bytes:
    return bytes([key.flags]) + key.counter.to_bytes(4, "big")
