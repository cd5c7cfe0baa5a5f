"""What the product and stock OpenSSH say to the signatures in a file: the two should agree."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime

import rfc8785

import approvals
from approvals import DOMAIN, Approval
from gongkai.model import Verdict
from signed_repo import INDEX, SignedRepo


def ours(repo: SignedRepo, index: str = INDEX) -> list[bool]:
    """Whether the product takes each signature in the file of an item."""
    path = repo.path(index).relative_to(repo.root).as_posix()
    found = repo.checked().context.verifications[path]
    return [each.verdict is Verdict.GOOD for each in found]


def stock(repo: SignedRepo, index: str = INDEX) -> list[bool]:
    """Whether `ssh-keygen -Y verify` does, at the time that the file says, over a statement made anew."""
    data = repo.path(index).read_bytes()
    return [_accepts(repo, data, index, each) for each in approvals.read_fields(data)["approvals"]]


def _accepts(repo: SignedRepo, data: bytes, index: str, entry: Mapping[str, str]) -> bool:
    role, by, at, armoured = entry["role"], entry["by"], entry["at"], repo.root / ".git/sig"
    frame = b"-----BEGIN SSH SIGNATURE-----\n%s-----END SSH SIGNATURE-----\n"
    armoured.write_bytes(frame % base64.encodebytes(base64.b64decode(entry["sig"])))
    when = datetime.fromisoformat(at).astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
    asked = ["-f", str(repo.root / "policy/allowed_signers"), "-I", by, "-n", f"gongkai-{role}@{DOMAIN}"]
    command = ["ssh-keygen", "-Y", "verify", *asked, "-s", str(armoured), f"-Overify-time={when}"]
    message = rfc8785.dumps(Approval(role, by, at).statement(data, index))
    return subprocess.run(command, input=message, capture_output=True, check=False).returncode == 0
