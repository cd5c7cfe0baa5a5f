"""Signed events of records made without the product's help, so that the two agree or a test fails.

The digest is made here a second time, by PyYAML's CBaseLoader and the `rfc8785` package; the signature by `sshsig_maker`. An event to
be signed stands on one line, as `- received: {at: '…', …}`: the signature is put before the closing brace, so that every
place in the file stays.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import rfc8785
import yaml

import sshsig_maker
from approvals import DOMAIN, HEADS, LEADING, parts, read_fields
from gongkai.sources.keys import sample_keys

POLICY = Path(__file__).parent / "policy/policy.yml"
OFFICES = {
    "registrar": f"diaocha-head@{DOMAIN}",
    "handler": f"zonghe-head@{DOMAIN}",
    "leader": LEADING,
    "publisher": HEADS["秘书科"],
}
"""Role → the office of the tests that signs in it; an issuer is the head of the department."""
_EVENT = re.compile(r"^- (\w+): \{(.*)\}$", re.MULTILINE)


@dataclass(frozen=True)
class Signature:
    """The signature of an event, right or, by what is given, wrong."""

    role: str = ""
    by: str = ""
    at: str = ""
    key: str = ""
    """The office whose key signs, if it is not that of `by`."""
    claims: Mapping[str, str] = field(default_factory=dict)
    """What the signed statement says otherwise than the file."""


def record_name(path: str) -> str:
    """requests/2026-003 for content/requests/2026/003.md; summaries/2026-mishuke for content/reports/2026/mishuke.md."""
    register, year, *number = path.removeprefix("content/").removesuffix(".md").split("/")
    register = "summaries" if register == "reports" and number else register
    return f"{register}/{'-'.join([year, *number])}"


def is_record(path: str) -> bool:
    """Whether a file is one of a register."""
    return bool(re.fullmatch(r"content/(?!items/)[a-z]+/\d{4}(/[a-z0-9-]+)?\.md", path))


def sign(data: bytes, path: str, wrong: Mapping[int, Signature] | None = None) -> bytes:
    """The file with a signature at every event that has none; `wrong` by the number of the event, counted from 1.

    Raises ValueError or YAMLError where there are no events.
    """
    for number in range(1, len(read_fields(data)["events"]) + 1):
        data = _sign_one(data, path, number, (wrong or {}).get(number, Signature()))
    return data


def _sign_one(data: bytes, path: str, number: int, how: Signature) -> bytes:
    fields = read_fields(data)
    ((kind, event),) = fields["events"][number - 1].items()
    if "signed" in event:
        return data
    role = how.role or _roles()[record_name(path).partition("/")[0]][kind]
    by = how.by or (HEADS[fields["department"]] if role == "issuer" else OFFICES[role])
    statement = {
        "type": "gongkai/event/1",
        "record": record_name(path),
        "event": str(number),
        "content": digest(data, number),
        "role": role,
        "approver": by,
        "at": how.at or event["at"],
        **how.claims,
    }
    private = sample_keys.private_key(how.key or by.partition("@")[0])
    blob = sshsig_maker.sign(private, rfc8785.dumps(statement), f"gongkai-{role}@{DOMAIN}")
    sig = base64.b64encode(blob).decode()
    signed = f", signed: {{role: {role}, by: {by}, at: '{how.at or event['at']}', sig: {sig}}}}}"
    found = list(_EVENT.finditer(data.decode()))[number - 1]
    text = data.decode()
    return (text[: found.end() - 1] + signed + text[found.end() :]).encode()


def digest(data: bytes, number: int) -> str:
    """SHA-256 over head, body and the events up to this one, without their signatures."""
    fields = read_fields(data)
    events = [
        {kind: {name: value for name, value in event.items() if name != "signed"}}
        for each in fields.pop("events")[:number]
        for kind, event in each.items()
    ]
    body = parts(data)[2].decode().partition("---\n")[2]
    return hashlib.sha256(rfc8785.dumps({"head": fields, "events": events, "body": body})).hexdigest()


@cache
def _roles() -> dict[str, dict[str, str]]:
    """Register → event → role, by the tests' policy."""
    policy: Any = yaml.load(POLICY.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    return {
        name: {event: role for role, events in each["events"].items() for event in events}
        for name, each in policy["registers"].items()
    }
