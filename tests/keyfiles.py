"""Keys made with ssh-keygen, and the policy's file of them, for the tests of `gongkai keys`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from command import Result
from signed_repo import SignedRepo


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
