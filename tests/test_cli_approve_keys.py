"""gongkai approve where signing fails: one line says which key and what to do; the item stays as it was."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)

import sshsig_maker as maker
from approvals import SECRECY
from command import Command, approve
from gongkai.sources.keys import sample_keys
from signed_repo import SignedRepo

REFUSES = "#!/bin/sh\nexit 255\n"
"""An ssh-keygen whose touch was cancelled, or passphrase wrong."""


@pytest.fixture
def tools(repo: SignedRepo, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is all of PATH: git, and what a test puts there."""
    folder = repo.root / ".git" / "tools"
    folder.mkdir()
    (folder / "git").symlink_to(shutil.which("git") or "")
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def lonely(monkeypatch: pytest.MonkeyPatch) -> None:
    """No agent, and nobody to ask for a passphrase."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("SSH_ASKPASS", "false")
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")


def refused(repo: SignedRepo, gongkai: Command, draft: Path, key: Path) -> str:
    """The one line of ours with which the approval failed; ssh-keygen may have spoken before it."""
    before = draft.read_bytes()
    done = approve(repo, gongkai, "secrecy", SECRECY, key=key)
    assert (done.code, done.out, draft.read_bytes()) == (2, "", before)
    ours = [line for line in done.err.splitlines() if line.startswith("gongkai: ")]
    assert [ours[-1]] == ours == done.err.splitlines()[-1:]
    return ours[0]


def program(tools: Path, name: str, text: str) -> None:
    (tools / name).write_text(text)
    (tools / name).chmod(0o755)


def security_key_file(*, encrypted: bool = False) -> bytes:
    """What ssh-keygen writes for a FIDO2 key; the private part, which never leaves the device, is empty."""
    public = maker.public_blob(maker.SecurityKey(maker.ed25519_key("x")))
    cipher, kdf = (b"aes256-ctr", b"bcrypt") if encrypted else (b"none", b"none")
    start = b"openssh-key-v1\0" + b"".join(map(maker.string, (cipher, kdf, b"")))
    body = base64.encodebytes(start + (1).to_bytes(4, "big") + maker.string(public) + maker.string(b""))
    name = b"OPENSSH PRIVATE KEY-----\n"
    return b"-----BEGIN " + name + body + b"-----END " + name


def encrypted(repo: SignedRepo) -> Path:
    """The secrecy reviewer's key under a passphrase, by ssh-keygen itself."""
    key = repo.key_file("baomi")
    subprocess.run(["ssh-keygen", "-q", "-p", "-N", "secret", "-f", key], check=True)
    return key


def encrypted_pem(_: SignedRepo) -> bytes:
    secret = BestAvailableEncryption(b"secret")
    return sample_keys.private_key("baomi").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret)


def certificate(_: SignedRepo) -> bytes:
    line = sample_keys.public_line("baomi").replace("ssh-ed25519", "ssh-ed25519-cert-v01@openssh.com")
    return line.encode()


UNFIT: Mapping[str, tuple[Callable[[SignedRepo], bytes], str]] = {
    "a text": (lambda repo: (repo.root / "policy/policy.yml").read_bytes(), "这不是 SSH 密钥文件"),
    "nothing": (lambda _: b"", "这不是 SSH 密钥文件"),
    "bytes": (lambda _: bytes(range(256)), "这不是 SSH 密钥文件"),
    "a certificate of the web": (
        lambda _: b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "这是 PEM 文件",
    ),
    "a certificate of SSH": (certificate, "这是 SSH 证书"),
    "PGP": (lambda _: b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n", "这是 PGP 密钥"),
    "a key of PuTTY": (lambda _: b"PuTTY-User-Key-File-3: ssh-ed25519\n", "puttygen"),
    "a damaged key": (lambda repo: repo.key_file("baomi").read_bytes()[:200], "私钥已损坏"),
    "a key in damaged armour": (
        lambda _: b"-----BEGIN OPENSSH PRIVATE KEY-----\nA\n-----END OPENSSH PRIVATE KEY-----\n", "私钥已损坏",
    ),
    "an encrypted key": (lambda repo: encrypted(repo).read_bytes(), "口令不对或没有输入"),
    "an encrypted key in PEM": (encrypted_pem, "口令不对或没有输入"),
}  # fmt: skip


@pytest.mark.usefixtures("lonely")
@pytest.mark.parametrize("name", UNFIT)
def test_a_file_that_cannot_sign_is_told_for_what_it_is(
    repo: SignedRepo, gongkai: Command, draft: Path, name: str
) -> None:
    make, told = UNFIT[name]
    key = repo.put(".git/key", make(repo))
    key.chmod(0o600)
    line = refused(repo, gongkai, draft, key)
    assert line.startswith(f"gongkai: {key}: 没有签名，文件未改动：")
    assert told in line
    assert "not signed, the file is as it was: " in line


@pytest.mark.usefixtures("lonely")
def test_a_private_key_that_others_may_read_is_told(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    key = repo.key_file("baomi")
    key.chmod(0o644)
    assert "请先 chmod 600" in refused(repo, gongkai, draft, key)


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_touch_that_was_cancelled(
    repo: SignedRepo,
    gongkai: Command,
    draft: Path,
    tools: Path,
    encrypted: bool,  # noqa: FBT001
) -> None:
    program(tools, "ssh-keygen", REFUSES)
    key = repo.put(".git/key", security_key_file(encrypted=encrypted))
    key.chmod(0o600)
    line = refused(repo, gongkai, draft, key)
    assert "没有触碰安全密钥或已取消" in line
    assert ("口令不对" in line) is encrypted


def test_an_agent_that_holds_the_key_and_refuses(
    repo: SignedRepo, gongkai: Command, draft: Path, tools: Path
) -> None:
    key = repo.key_file("baomi")
    program(tools, "ssh-keygen", REFUSES)
    program(tools, "ssh-add", f"#!/bin/sh\n[ $1 = -L ] && echo '{sample_keys.public_line('baomi')}'\n")
    assert "代理（ssh-agent）没有签" in refused(repo, gongkai, draft, key.with_suffix(".pub"))


def test_an_agent_without_the_key(repo: SignedRepo, gongkai: Command, draft: Path, agent: Path) -> None:
    other = repo.key_file("zonghe-head")
    other.unlink()
    assert agent.exists()
    assert "代理（ssh-agent）里没有这把密钥" in refused(repo, gongkai, draft, other.with_suffix(".pub"))


@pytest.mark.usefixtures("lonely")
def test_a_public_key_without_an_agent(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    key = repo.key_file("baomi")
    key.unlink()
    assert "没有代理（ssh-agent）在运行" in refused(repo, gongkai, draft, key.with_suffix(".pub"))


@pytest.mark.usefixtures("lonely")
def test_of_a_public_key_the_private_one_beside_it_is_meant(
    repo: SignedRepo, gongkai: Command, draft: Path
) -> None:
    key = encrypted(repo)
    assert "口令不对" in refused(repo, gongkai, draft, key.with_suffix(".pub"))


def test_an_ssh_keygen_that_answers_nonsense(
    repo: SignedRepo, gongkai: Command, draft: Path, tools: Path
) -> None:
    for answer in ("", "echo good", "echo -----BEGIN SSH SIGNATURE-----; echo A; echo; exit 1"):
        program(tools, "ssh-keygen", f"#!/bin/sh\n{answer}\n")
        assert "没有签名，文件未改动" in refused(repo, gongkai, draft, repo.key_file("baomi"))


@pytest.mark.parametrize("present", [False, True])
def test_without_an_ssh_keygen_that_runs(
    repo: SignedRepo,
    gongkai: Command,
    draft: Path,
    tools: Path,
    present: bool,  # noqa: FBT001
) -> None:
    if present:
        (tools / "ssh-keygen").mkdir()
    line = refused(repo, gongkai, draft, repo.key_file("baomi"))
    assert line == "gongkai: 找不到 ssh-keygen，请安装 OpenSSH 客户端 (ssh-keygen is missing)"
