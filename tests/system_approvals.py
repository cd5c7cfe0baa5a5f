"""Approvals of the system made without the product's help, so that the two agree or a test fails.

The digest is made here a second time, from a checkout on the disk instead of git's objects.
"""

from __future__ import annotations

import base64
import hashlib
import os
import tempfile
from pathlib import Path

import rfc8785

import sshsig_maker
from approvals import DOMAIN
from gongkai.sources.keys import sample_keys
from signed_repo import LANDED, SignedRepo

FILE = "policy/approvals.yml"
OFFICE, HEAD = f"lingdao-office@{DOMAIN}", f"mishu-head@{DOMAIN}"
"""The two offices of tests/policy that have the role policy."""


def digest(repo: SignedRepo, commit: str = "HEAD", *, whole: bool = False) -> str:
    """SHA-256 over mode, SHA-256 and path of every file outside content/, by path; `whole` with FILE."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "state")
        repo.git("worktree", "add", "--quiet", "--detach", str(folder), commit)
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        lines = [
            f"{'100755' if os.access(files[path], os.X_OK) else '100644'} "
            f"{hashlib.sha256(files[path].read_bytes()).hexdigest()} {path}\0"
            for path in sorted(files)
            if path != ".git" and not path.startswith("content/") and (whole or path != FILE)
        ]
        repo.git("worktree", "remove", "--force", str(folder))
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def entry(  # noqa: PLR0913 - each is one way for it to be wrong
    repo: SignedRepo,
    by: str,
    *,
    at: str = LANDED,
    key: str = "",
    base: str = "main",
    domain: str = DOMAIN,
    **claims: str,
) -> str:
    """One approval of the state at HEAD by an office; what is given besides makes it wrong."""
    statement = {
        "type": "gongkai/system/1",
        "domain": domain,
        "system": digest(repo),
        "replaces": digest(repo, base, whole=True),
        "role": "policy",
        "approver": by,
        "at": at,
        **claims,
    }
    private = sample_keys.private_key(key or by.partition("@")[0])
    blob = sshsig_maker.sign(private, rfc8785.dumps(statement), f"gongkai-policy@{domain}")
    return f"- role: policy\n  by: {by}\n  at: '{at}'\n  sig: {base64.b64encode(blob).decode()}\n"


def approve(repo: SignedRepo, *entries: str) -> None:
    """Write these approvals, by default those of both offices, and commit them."""
    given = entries or (entry(repo, OFFICE), entry(repo, HEAD))
    repo.put(FILE, "approvals:\n" + "".join(given))
    repo.commit("Approve the change", author=OFFICE)
