"""Keys made with ssh-keygen, the policy's file of them, and what was published with them, for `gongkai keys`."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from approvals import HEADS
from command import Result
from gongkai.sources import clock
from gongkai.statement import openssh_commands
from signed_repo import INDEX, LANDED, SignedRepo
from test_cli_verify import shell

HEAD, OFFICE = HEADS["综合统计科"], "lingdao-office@tjj.example"
OLD = "SHA256:TfX20Z21YMj28Iq5AMlYIGvroqNX3tWIoOh6xNAmfSo"
"""The sample key of the secrecy reviewer."""
ITEM = "content/items/2026/00012.md"
REMINDER = "policy/ 的改动须另开请求"
OTHER_ITEM = "content/items/2026/00013.md"


def make_key(repo: SignedRepo, name: str, *how: str) -> Path:
    """A new key, out of the way of commits; the `.pub` file of it."""
    file = repo.root / ".git" / "keys" / name
    file.parent.mkdir(exist_ok=True)
    kind = how or ("-t", "ed25519")
    command = ["ssh-keygen", "-q", *kind, "-N", "", "-C", "somebody@some-machine", "-f", str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file.with_suffix(".pub")


def fingerprint(public: Path) -> str:
    """As stock OpenSSH prints it."""
    command = ["ssh-keygen", "-l", "-f", str(public)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]


def signers(repo: SignedRepo) -> str:
    """The policy's keys, to the byte."""
    return (repo.root / "policy/allowed_signers").read_bytes().decode()


def put_option(repo: SignedRepo, principal: str, option: str) -> None:
    """Give an office's line one option more."""
    text = signers(repo).replace(f"{principal} namespaces", f"{principal} {option},namespaces")
    repo.put("policy/allowed_signers", text)


def refused(done: Result, repo: SignedRepo, before: str) -> str:
    """The one line with which a command refused, having written nothing."""
    assert (done.code, done.out, signers(repo)) == (2, "", before)
    assert done.err.count("\n") == 1
    return done.err


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Let it be that moment."""
    when = datetime.fromisoformat(moment)
    monkeypatch.setattr(clock, "now", lambda: when)


def published(repo: SignedRepo, moment: str = LANDED) -> None:
    """An item, signed by all and landed."""
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.approve()
    repo.commit("Approve", author=HEAD)
    repo.merge(at=moment)


def stock_agrees(repo: SignedRepo) -> list[bool]:
    """What stock ssh-keygen says to each approval of the item, at the time that was signed."""
    said = []
    for approval in repo.checked().items[0].approvals:
        for command in openssh_commands(INDEX, approval, "tjj.example"):
            done = shell(repo, command)
        said.append(done.returncode == 0)
    return said
