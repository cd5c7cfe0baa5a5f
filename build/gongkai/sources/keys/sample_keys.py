"""Worthless keys for the sample: anyone can compute them, so they prove nothing.

They let a newcomer sign and check on the first day. A real catalogue (`sample: false`) refuses them,
however they are renamed, because what is refused is the key itself.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

OFFICES = (
    "mishu-head", "zonghe-head", "zhifa-head", "diaocha-head", "baomi", "lingdao-office",
    "mishu-clerk", "zonghe-clerk", "zhifa-clerk", "diaocha-clerk",
)  # fmt: skip


def private_key(office: str) -> Ed25519PrivateKey:
    """The sample key of an office."""
    seed = hashlib.sha256(f"gongkai: a worthless sample key for {office}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_line(office: str) -> str:
    """Its public half, as allowed_signers has it, marked for what it is."""
    key = private_key(office).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return f"{key.decode()} WORTHLESS-SAMPLE-{office}"


def private_file(office: str) -> str:
    """Its private half, as OpenSSH stores it."""
    key = private_key(office).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    return key.decode()


@cache
def all_public() -> frozenset[bytes]:
    """Every sample key, in SSH wire form."""
    return frozenset(base64.b64decode(public_line(office).split()[1]) for office in OFFICES)
