"""Signing with the reviewer's own OpenSSH: a key file, an agent, or a FIDO2 key that wants a touch."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

from gongkai.model import SetupError, Text
from gongkai.sources.keys import key_file

_BEGIN = b"-----BEGIN SSH SIGNATURE-----\n"


def sign(message: bytes, *, key: Path, namespace: str) -> bytes:
    """The SSHSIG blob of `ssh-keygen -Y sign` over `message`. Raises SetupError.

    `key` is a private key file, or a public one whose private half an agent holds. What ssh-keygen
    has to say (a passphrase, a touch) it says on the terminal itself.
    """
    key_file.read(key)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    try:
        done = subprocess.run(command, input=message, stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise SetupError("找不到 ssh-keygen，请安装 OpenSSH 客户端 (ssh-keygen is missing)") from error
    if done.returncode != 0 or not done.stdout.startswith(_BEGIN):
        why = _why_not(key)
        raise SetupError(
            f"{key}: 没有签名，文件未改动：{why.zh} (not signed, the file is as it was: {why.en})"
        )
    return _unarmour(done.stdout)


def _why_not(key: Path) -> Text:
    """What kept ssh-keygen from signing: of a public key, what the agent says to it, or the file beside it."""
    data = key_file.read(key)
    if not key_file.is_public(data):
        return key_file.why_unused(key)
    private = key.with_suffix("")
    held = _held_by_agent()
    if held is not None and data.split()[1] in held.split():
        return Text(
            "代理（ssh-agent）没有签：没有触碰安全密钥，或已取消，请重试",
            "the agent refused: not touched or cancelled, try again",
        )
    if key.suffix == ".pub" and private.is_file():
        return key_file.why_unused(private)
    if held is None:
        return Text(
            "没有代理（ssh-agent）在运行：请先启动代理并 ssh-add 私钥，或让 --key 指向私钥文件",
            "no ssh-agent is running: start one and ssh-add the key, or give --key the private key file",
        )
    return Text(
        "代理（ssh-agent）里没有这把密钥：请先 ssh-add 私钥，或让 --key 指向私钥文件",
        "the ssh-agent does not hold this key: ssh-add it, or give --key the private key file",
    )


def _held_by_agent() -> bytes | None:
    """The public keys of the agent; None if there is no agent. Source: ssh-add(1), "EXIT STATUS"."""
    try:
        done = subprocess.run(["ssh-add", "-L"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode in (0, 1) else None


def _unarmour(armoured: bytes) -> bytes:
    """The bytes between the BEGIN and END lines."""
    return base64.b64decode(b"".join(armoured.split(b"\n")[1:-2]))


def armour(blob: bytes) -> str:
    """A blob as `ssh-keygen -Y verify -s` reads it."""
    text = base64.b64encode(blob).decode()
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])
