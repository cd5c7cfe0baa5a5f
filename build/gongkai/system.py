"""What a policy approval says: the exact state of everything outside content/, and what it replaces.

The system is all files that a department's request may not touch: policy, schemas, code, hooks, theme,
workflows. Its approvals, policy/approvals.yml, cannot be part of what they approve.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from gongkai.json_text import canonical
from gongkai.layout import APPROVALS, CONTENT

ROLE = "policy"
_HEADER = "# 对 content/ 以外全部文件当前状态的批准，由 gongkai policy approve 写入（第三条）。\napprovals:\n"


def is_system(path: str) -> bool:
    """Whether a path of the repository is covered by policy approvals."""
    return not path.startswith(CONTENT) and path != APPROVALS


def digest(files: Iterable[tuple[str, str, str]]) -> str:
    """SHA-256, in hex, of files: each its path, its mode as git has it, and the SHA-256 of its bytes.

    Not git's own tree, whose SHA-1 two states could be made to share.
    """
    lines = sorted(
        (path.encode("utf-8", "surrogateescape"), f"{mode} {sha256} ".encode())
        for path, mode, sha256 in files
    )
    return hashlib.sha256(b"".join(about + path + b"\0" for path, about in lines)).hexdigest()


def statement(*, domain: str, system: str, replaces: str, by: str, at: str) -> bytes:
    """The JSON that is signed, in the canonical form of RFC 8785.

    `system` is the digest that is approved. `replaces` is the digest of the system at the base together
    with its approvals: since these name what they replaced in turn, no state comes twice, and an
    approval given once cannot bring an old policy back.
    """
    claim = {
        "approver": by,
        "at": at,
        "domain": domain,
        "replaces": replaces,
        "role": ROLE,
        "system": system,
        "type": "gongkai/system/1",
    }
    return canonical(claim)


def document(entries: Iterable[str]) -> bytes:
    """The file policy/approvals.yml, of entries as `statement.entry` words them."""
    return (_HEADER + "".join(entries)).encode()
