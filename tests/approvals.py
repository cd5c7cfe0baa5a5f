"""Approvals made without the product's help, so that the two agree or a test fails.

The content hash, the statement and the block in the file are made here a second time, by other means:
slices of bytes, PyYAML's CBaseLoader, the `rfc8785` package, the trees of `merkle_maker` and the
signatures of `sshsig_maker`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import rfc8785
import yaml

import merkle_maker
import sshsig_maker
from gongkai.sources.keys import sample_keys

DOMAIN = "tjj.example"
FRONT_CODE = "00000000-0"
NON_PRINTABLE = yaml.reader.Reader.NON_PRINTABLE
SECRECY = f"baomi@{DOMAIN}"
LEADING = f"lingdao-office@{DOMAIN}"
HEADS = {
    "秘书科": f"mishu-head@{DOMAIN}",
    "综合统计科": f"zonghe-head@{DOMAIN}",
    "执法监督科": f"zhifa-head@{DOMAIN}",
    "市社会经济调查中心": f"diaocha-head@{DOMAIN}",
}


@dataclass(frozen=True)
class Approval:
    """One approval to be made, right or wrong."""

    role: str
    by: str
    at: str
    key: str | sshsig_maker.PrivateKey = ""
    """What signs, if it is not the sample key of `by`: the sample key of this office, or this very key."""
    claims: dict[str, str] = field(default_factory=dict)
    """What the signed statement says otherwise than the file."""
    domain: str = DOMAIN
    hash: str = "sha512"
    cut: int = 0
    """Bytes missing at the end of the signature."""
    tail: str = ""
    """Bytes too many at its end, in hex."""
    batch: str = ""
    """3/8 if one signature covers eight approvals, of which this is number 3, counted from 0."""
    batch_says: str = ""
    """What the file says of that, if something else."""

    def entry(self, data: bytes, index: str) -> bytes:
        """This approval of the file `data`, as it stands in front matter."""
        message, proof = rfc8785.dumps(self.statement(data, index)), ""
        if self.batch:
            message, proof = self._batch(message)
        sig = base64.b64encode(self._blob(message)).decode()
        return f"- role: {self.role}\n  by: {self.by}\n  at: '{self.at}'\n{proof}  sig: {sig}\n".encode()

    def statement(self, data: bytes, index: str) -> dict[str, Any]:
        """What is signed, before it is put in canonical form."""
        front, _, rest = parts(data)
        fields = read_fields(data)
        listed = fields.get("attachments") or []
        return {
            "type": "gongkai/approval/1",
            "item": f"{FRONT_CODE}/{index}",
            "revision": fields["revision"],
            "content": hashlib.sha256(front + rest).hexdigest(),
            "attachments": {each["file"]: each["sha256"] for each in listed},
            "role": self.role,
            "approver": self.by,
            "at": self.at,
            **self.claims,
        }

    def _batch(self, message: bytes) -> tuple[bytes, str]:
        """What is signed for a batch of made-up others, and the proof as it stands in front matter."""
        leaf, size = map(int, self.batch.split("/"))
        leaves = [message if number == leaf else b"another %d" % number for number in range(size)]
        root, path = merkle_maker.root_and_path(leaves, leaf)
        said_leaf, said_size = (self.batch_says or self.batch).split("/")
        proof = json.dumps({"leaf": said_leaf, "of": said_size, "path": [each.hex() for each in path]})
        return self.batch_statement(root, size), f"  batch: {proof}\n"

    def batch_statement(self, root: bytes, size: int) -> bytes:
        """What is signed for a batch of `size` approvals, of which this is one."""
        claim = {"type": "gongkai/batch/1", "role": self.role, "approver": self.by, "at": self.at}
        return rfc8785.dumps({**claim, "root": root.hex(), "size": str(size)})

    def _blob(self, message: bytes) -> bytes:
        office = self.key or self.by.partition("@")[0]
        key = sample_keys.private_key(office) if isinstance(office, str) else office
        space = f"gongkai-{self.claims.get('role', self.role)}@{self.domain}"
        blob = sshsig_maker.sign(key, message, space, self.hash)
        return blob[: len(blob) - self.cut] + bytes.fromhex(self.tail)


def parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Fields, approvals block, and the rest from the closing fence on. ValueError if there is no fence."""
    fence = (data + b"\n").index(b"\n---\n", 3) + 1
    start = data.find(b"\napprovals:", 0, fence) + 1 or fence
    return data[:start], data[start:fence], data[fence:]


def read_fields(data: bytes) -> dict[str, Any]:
    """The front matter, all values text. YAMLError or ValueError if it is none."""
    front, block, _ = parts(data)
    text = NON_PRINTABLE.sub("\ufffd", (front.removeprefix(b"---\n") + block).decode())
    fields = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - text only
    if not isinstance(fields, dict):
        raise ValueError("no fields")  # noqa: TRY004 - like the other faults of content
    return fields


def add(data: bytes, index: str, *approvals: Approval) -> bytes:
    """The file with approvals added to those it has."""
    front, block, rest = parts(data)
    entries = b"".join(approval.entry(data, index) for approval in approvals)
    return front + (block or b"approvals:\n" * bool(entries)) + entries + rest


def usual(fields: dict[str, Any], at: str) -> list[Approval]:
    """The approvals that make an item public, by the offices that article 14 names; of a late one four."""
    late = [Approval("late", LEADING, at)] * ("late" in fields)
    return [
        Approval("issuer", HEADS[fields["department"]], at),
        Approval("secrecy", SECRECY, at),
        Approval("publisher", HEADS[publisher(fields)], at),
        *late,
    ]


def publisher(fields: dict[str, Any]) -> str:
    """Article 14, in words of its own: who makes an item public."""
    category, topic = fields["category"], fields["topic"]
    if category == "法规文件" and topic in ("法律", "法规", "规章"):
        return "执法监督科"
    if category == "统计信息" or topic in ("统计分析", "统计信息"):
        return "综合统计科"
    if topic == "规范性文件" or "important" in fields:
        return "秘书科"
    return str(fields["department"])
