"""What an approval says: the bytes it covers, the statement that is signed, and its place in the file.

Content is judged by bytes, never by re-serialised YAML, which reads `012` as 10 and `no` as False.
The format is part 1 of docs/evidence.md.
"""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.json_text import canonical
from gongkai.model import Approval, Attachment, Batch, Place, Value, openssh_time

_OPENING = b"---\n"
_CLOSING = re.compile(rb"\n---(?:\n|\Z)")
_APPROVALS = re.compile(rb"\napprovals:")


def approvals_block(data: bytes) -> tuple[int, int]:
    """Byte range from the line `approvals:` to the closing fence; empty, at the fence, if there is none.

    Raises ValueError where there is no front matter.
    """
    line_end = len(_OPENING) - 1
    closing = _CLOSING.search(data, line_end) if data.startswith(_OPENING) else None
    if closing is None:
        raise ValueError("no front matter")
    found = _APPROVALS.search(data, line_end, closing.start() + 1)
    return (found or closing).start() + 1, closing.start() + 1


def covered(data: bytes) -> bytes:
    """What approvals cover: the file without its approvals block."""
    start, end = approvals_block(data)
    return data[:start] + data[end:]


def content_sha256(data: bytes) -> str:
    """SHA-256, in hex, of the file without its approvals block."""
    return hashlib.sha256(covered(data)).hexdigest()


def namespace(role: str, domain: str) -> str:
    """The SSHSIG namespace: stock `ssh-keygen` then enforces role and catalogue by itself."""
    return f"gongkai-{role}@{domain}"


def statement(  # noqa: PLR0913 - the seven things that a signature binds together
    *,
    item: str,
    revision: int,
    content: str,
    attachments: Iterable[Attachment],
    role: str,
    by: str,
    at: str,
) -> bytes:
    """The JSON that is signed, in the canonical form of RFC 8785.

    `item` is the full index number, `content` the hash of `content_sha256`, `at` the text as written.
    """
    files = {each.file: each.sha256 for each in attachments}
    claim = {
        "approver": by,
        "at": at,
        "attachments": _ordered(files),
        "content": content,
        "item": item,
        "revision": str(revision),
        "role": role,
        "type": "gongkai/approval/1",
    }
    return canonical(claim)


def batch_statement(*, role: str, by: str, at: str, root: bytes, size: int) -> bytes:
    """The JSON that is signed for a batch, canonical likewise: the root over `size` statements."""
    claim = {
        "approver": by,
        "at": at,
        "role": role,
        "root": root.hex(),
        "size": str(size),
        "type": "gongkai/batch/1",
    }
    return canonical(claim)


def event_digests(
    head: Mapping[str, Value], body: str, events: Iterable[Mapping[str, Value]]
) -> tuple[str, ...]:
    """Of each event of a record, SHA-256, in hex, of what its signature covers: all that came before, too.

    `events` are as they are meant, each without `signed`. Values, not bytes, as there are nothing but texts, lists and
    mappings: the strict reader takes no others.
    """
    so_far: list[Mapping[str, Value]] = []
    digests = []
    for event in events:
        so_far.append(event)
        claim = {"body": body, "events": so_far, "head": head}
        digests.append(hashlib.sha256(canonical(_ordered(claim))).hexdigest())
    return tuple(digests)


def _ordered(value: Any) -> Any:
    """The same with the keys in the order of RFC 8785."""
    if isinstance(value, Mapping):
        return {key: _ordered(value[key]) for key in sorted(value, key=_utf16)}
    return [_ordered(each) for each in value] if isinstance(value, list) else value


def _utf16(key: str) -> bytes:
    """RFC 8785 orders by UTF-16 code units; Python orders by code points."""
    return key.encode("utf-16-be")


def event_statement(  # noqa: PLR0913 - the six things that a signature binds together
    *, record: str, event: int, content: str, role: str, by: str, at: str
) -> bytes:
    """The JSON that is signed for event number `event`, counted from 1, of a record (requests/2026-003).

    `content` is its digest, one of `event_digests`.
    """
    claim = {
        "approver": by,
        "at": at,
        "content": content,
        "event": str(event),
        "record": record,
        "role": role,
        "type": "gongkai/event/1",
    }
    return canonical(claim)


def openssh_commands(
    index: str, approval: Approval, domain: str, *, revision: int | None = None, broken: bool = False
) -> tuple[str, str]:
    """The two commands by which anyone checks an approval with stock OpenSSH; `broken` for narrow pages.

    `revision` names one that has landed; without it, the file as it lies there is meant.
    """
    which = f" --revision {revision}" if revision else ""
    ours = f"gongkai statement {index}{which} --role {approval.role}"
    return _commands(ours, f"{approval.role}.sig", approval, domain, " \\\n    " if broken else " ")


def event_commands(record: str, event: int, signed: Approval, domain: str) -> tuple[str, str]:
    """The same for event number `event`, counted from 1, of a record (requests/2026-003)."""
    return _commands(f"gongkai statement {record} --event {event}", f"event-{event}.sig", signed, domain, " ")


def _commands(ours: str, file: str, approval: Approval, domain: str, between: str) -> tuple[str, str]:
    parts = (
        f"{ours} |",
        "ssh-keygen -Y verify -f policy/allowed_signers",
        f"-I {shlex.quote(approval.by)} -n {namespace(approval.role, domain)}",
        f"-s {file} -Overify-time={openssh_time(approval.at)}",
    )
    return f"{ours} --signature > {file}", between.join(parts)


def entry(*, role: str, by: str, at: str, sig: str, batch: Batch | None = None) -> str:
    """One approval as it stands in front matter; `sig` is base64 on one line."""
    proof = f"  batch: {_proof(batch)}\n" if batch else ""
    return f"- role: {role}\n  by: {by}\n  at: '{at}'\n{proof}  sig: {sig}\n"


def _proof(batch: Batch) -> str:
    path = ", ".join(f"'{each.hex()}'" for each in batch.path)
    return f"{{leaf: '{batch.leaf}', of: '{batch.size}', path: [{path}]}}"


def splice(data: bytes, text: str, places: list[Place], replaces: int | None = None) -> bytes:
    """Put an approval into the file; every byte outside the approvals block stays as it was.

    `places` are where the entries now stand, in order; `replaces` is the one that gives way.
    """
    start, end = approvals_block(data)
    if not places:
        return data[:start] + b"approvals:\n" + text.encode() + data[end:]
    lines = data[:end].splitlines(keepends=True)
    written = lines[places[0].line - 1]
    indent = written[: len(written) - len(written.lstrip(b" "))]
    new = [indent + line for line in text.encode().splitlines(keepends=True)]
    first, after = _rows(places, replaces, len(lines))
    return b"".join(lines[:first] + new + lines[after:]) + data[end:]


def _rows(places: list[Place], replaces: int | None, total: int) -> tuple[int, int]:
    """The rows, counted from 0, that a new entry takes: those of the old one, or none at the end."""
    if replaces is None:
        return total, total
    following = places[replaces + 1].line - 1 if replaces + 1 < len(places) else total
    return places[replaces].line - 1, following
