"""Signing with the reviewer's own OpenSSH: a key file, an agent, or a FIDO2 key that wants a touch."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

from gongkai.model import SetupError


def sign(message: bytes, *, key: Path, namespace: str) -> bytes:
    """The SSHSIG blob of `ssh-keygen -Y sign` over `message`. Raises SetupError.

    `key` is a private key file, or a public one whose private half an agent holds. What ssh-keygen
    has to say (a passphrase, a touch) it says on the terminal itself.
    """
    if not key.is_file():
        raise SetupError(f"{key}: 没有这个密钥文件 (no such key file)")
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    try:
        done = subprocess.run(command, input=message, stdout=subprocess.PIPE, check=False)
    except FileNotFoundError as error:
        raise SetupError("找不到 ssh-keygen，请安装 OpenSSH 客户端 (ssh-keygen is missing)") from error
    if done.returncode != 0:
        raise SetupError(f"{key}: ssh-keygen 没有签名，文件未改动 (ssh-keygen did not sign)")
    return _unarmour(done.stdout)


def _unarmour(armoured: bytes) -> bytes:
    """The bytes between the BEGIN and END lines."""
    return base64.b64decode(b"".join(armoured.split(b"\n")[1:-2]))


def armour(blob: bytes) -> str:
    """A blob as `ssh-keygen -Y verify -s` reads it."""
    text = base64.b64encode(blob).decode()
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])
