"""gongkai keys add: one line more for a sound public key; anything else is one line why not."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import sshsig_maker as maker
from approvals import HEADS, SECRECY
from command import Command
from keyfiles import fingerprint, make_key, refused, signers
from signed_repo import SignedRepo

HEAD = HEADS["综合统计科"]


def test_the_line_is_appended_and_no_other_byte_changes(
    repo: SignedRepo, gongkai: Command, new_key: Path
) -> None:
    before = signers(repo)
    done = gongkai("keys", "add", HEAD, new_key)
    kind, key, _ = new_key.read_text().split()
    spaces = "gongkai-issuer@tjj.example,gongkai-publisher@tjj.example,gongkai-handler@tjj.example"
    line = f'{HEAD} namespaces="{spaces}",valid-after="20260320020000Z" {kind} {key}\n'
    assert (done.code, done.err, signers(repo)) == (0, "", before + line)
    assert done.out.startswith(f"policy/allowed_signers: 已登记 {HEAD} 的密钥 {fingerprint(new_key)}")
    assert "policy/ 的改动须另开请求" in done.out
    assert "two approvals of its own" in done.out


def test_role_and_time_may_be_given(repo: SignedRepo, gongkai: Command, new_key: Path) -> None:
    times = ["--from", "2026-04-01T00:00:00", "--until", "2027-04-01T00:00:00+08:00"]
    assert gongkai("keys", "add", HEAD, new_key, "--role", "publisher", "--git", *times).code == 0
    line = signers(repo).splitlines()[-1]
    assert line.split(" ")[1] == (
        'namespaces="gongkai-publisher@tjj.example,git",'
        'valid-after="20260331160000Z",valid-before="20270331160000Z"'
    )


def test_a_clerk_may_have_a_key_for_commits_only(repo: SignedRepo, gongkai: Command, new_key: Path) -> None:
    clerk, before = "zonghe-clerk@tjj.example", signers(repo)
    assert "没有可批准的角色" in refused(gongkai("keys", "add", clerk, new_key), repo, before)
    assert gongkai("keys", "add", clerk, new_key, "--git").code == 0
    assert f'{clerk} namespaces="git",' in signers(repo)


def test_a_file_without_a_newline_at_its_end_gets_one(
    repo: SignedRepo, gongkai: Command, new_key: Path
) -> None:
    repo.put("policy/allowed_signers", signers(repo).rstrip("\n"))
    assert gongkai("keys", "add", HEAD, new_key).code == 0
    assert repo.checked().setup.keys.signers[HEAD][-1].valid_after


@pytest.mark.parametrize(
    "how", [("-t", "ecdsa", "-b", "521"), ("-t", "rsa", "-b", "2048")], ids=["ecdsa", "rsa"]
)
def test_other_kinds_that_are_sound_are_accepted(
    repo: SignedRepo, gongkai: Command, how: tuple[str, ...]
) -> None:
    assert gongkai("keys", "add", HEAD, make_key(repo, "other", *how)).code == 0


def test_the_comment_of_a_key_is_nobodys_business(repo: SignedRepo, gongkai: Command, new_key: Path) -> None:
    gongkai("keys", "add", HEAD, new_key)
    assert "somebody" not in signers(repo)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["nobody@tjj.example"], "不在 policy/people.yml 里"),
        ([SECRECY, "--role", "issuer"], "没有给 baomi@tjj.example 角色 issuer，它的角色是：secrecy"),
        ([SECRECY, "--role", "boss"], "角色 boss"),
        ([SECRECY, "--until", "2026-03-20T10:00:00+08:00"], "valid-before 必须晚于 valid-after"),
    ],
)
def test_what_people_yml_does_not_give_is_refused(
    repo: SignedRepo, gongkai: Command, new_key: Path, given: list[str], told: str
) -> None:
    before = signers(repo)
    assert told in refused(gongkai("keys", "add", given[0], new_key, *given[1:]), repo, before)


def test_a_key_that_is_listed_is_refused_under_any_name(
    repo: SignedRepo, gongkai: Command, new_key: Path
) -> None:
    gongkai("keys", "add", HEAD, new_key)
    before = signers(repo)
    for principal in (HEAD, SECRECY):
        done = gongkai("keys", "add", principal, new_key)
        assert f"这把密钥已登记在 {HEAD} 名下" in refused(done, repo, before)


def test_a_compromised_key_is_refused(repo: SignedRepo, gongkai: Command, new_key: Path) -> None:
    since = "{since: 2026-01-01T00:00:00Z, reason: 遗失}"
    repo.put("policy/compromised.yml", f"{fingerprint(new_key)}: {since}\n")
    before = signers(repo)
    assert "已登记为泄露" in refused(gongkai("keys", "add", HEAD, new_key), repo, before)


def test_a_sample_key_is_refused_in_earnest(repo: SignedRepo, gongkai: Command, new_key: Path) -> None:
    policy = repo.root / "policy/policy.yml"
    repo.put("policy/policy.yml", policy.read_bytes().replace(b"sample: true", b"sample: false"))
    before = repo.put("policy/allowed_signers", "# 空\n").read_text(encoding="utf-8")
    done = gongkai("keys", "add", SECRECY, repo.key_file("baomi").with_suffix(".pub"))
    assert "示例密钥" in refused(done, repo, before)
    assert gongkai("keys", "add", SECRECY, new_key).code == 0


def certificate(repo: SignedRepo) -> Path:
    public = make_key(repo, "certified")
    ca = public.with_suffix("")
    subprocess.run(["ssh-keygen", "-q", "-s", ca, "-I", "x", "-n", "x", public], check=True)
    return public.with_name("certified-cert.pub")


def converted(repo: SignedRepo, form: str) -> bytes:
    public = make_key(repo, form, "-t", "rsa", "-b", "2048")
    command = ["ssh-keygen", "-e", "-m", form, "-f", str(public)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def public_line(blob: bytes) -> bytes:
    return maker.kind_of(blob) + b" " + base64.b64encode(blob) + b" somebody@some-machine\n"


WRONG: Mapping[str, tuple[Callable[[SignedRepo], bytes], str]] = {
    "a private key": (lambda repo: make_key(repo, "x").with_suffix("").read_bytes(), "这是私钥"),
    "a private key in PEM": (
        lambda _: b"-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n", "这是私钥",
    ),
    "a private key of PuTTY": (lambda _: b"PuTTY-User-Key-File-3: ssh-ed25519\nc2VjcmV0\n", "这是私钥"),
    "a private key after a public one": (
        lambda repo: make_key(repo, "x").read_bytes() + (repo.root / ".git/keys/x").read_bytes(), "这是私钥",
    ),
    "DSA": (lambda _: public_line(maker.dsa(b"")[0]), "不接受这一种类的公钥"),
    "short RSA": (lambda _: public_line(maker.public_blob(maker.rsa_key(1024))), "公钥太弱"),
    "a certificate": (lambda repo: certificate(repo).read_bytes(), "这是 SSH 证书"),
    "a public key in PEM": (lambda repo: converted(repo, "PKCS8"), "这是 PEM 文件"),
    "a public key of RFC 4716": (lambda repo: converted(repo, "RFC4716"), "RFC 4716"),
    "a certificate in PEM": (
        lambda _: b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "这是 PEM 文件",
    ),
    "PGP": (lambda _: b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n", "这是 PGP 密钥"),
    "two keys": (
        lambda repo: make_key(repo, "x").read_bytes() + make_key(repo, "y").read_bytes(), "应只有一把公钥",
    ),
    "a line of authorized_keys with options": (
        lambda repo: b"no-pty " + make_key(repo, "x").read_bytes(), "这不是 SSH 密钥文件",
    ),
    "a key cut short": (lambda repo: make_key(repo, "x").read_bytes()[:60], "不完整，或有多余的字节"),
    "an empty file": (lambda _: b"", "这不是 SSH 密钥文件"),
    "binary": (lambda _: bytes(range(256)) * 400, "这不是 SSH 密钥文件"),
    "UTF-16": (lambda repo: make_key(repo, "x").read_text().encode("utf-16"), "这不是 SSH 密钥文件"),
    "a text": (lambda _: "密钥在保险柜里\n".encode(), "这不是 SSH 密钥文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_no_fit_public_key_is_one_line(repo: SignedRepo, gongkai: Command, name: str) -> None:
    make, told = WRONG[name]
    data = make(repo)
    file, before = repo.put(".git/given", data), signers(repo)
    line = refused(gongkai("keys", "add", HEAD, file), repo, before)
    assert line.startswith(f"gongkai: {file}: ")
    assert told in line
    assert not any(word in line for word in data.decode("utf-8", "replace").split() if len(word) > 30)


def test_a_key_file_that_is_not_there_is_one_line(repo: SignedRepo, gongkai: Command) -> None:
    before = signers(repo)
    for path in ("nowhere.pub", "content"):
        assert "没有这个密钥文件" in refused(gongkai("keys", "add", HEAD, path), repo, before)
