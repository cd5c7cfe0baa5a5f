"""Signed items made from real texts: national laws and regulations, each under another number."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from gongkai.model import CHINA
from gongkai.sources.keys import sample_keys
from gongkai.statement import content_sha256, entry, namespace, splice, statement
from sshsig_maker import sign

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "laws.jsonl.gz"
OFFICES = {"issuer": "zhifa-head", "secrecy": "baomi", "publisher": "zhifa-head"}
YEARS = 20
APART = timedelta(minutes=86)
"""Between two items of a year: five thousand fill ten months."""


@dataclass(frozen=True, slots=True)
class Law:
    """What an item publishes."""

    title: str
    body: str


def laws(size: int) -> Iterator[Law]:
    """As many texts as asked for, those of the corpus over and over."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    yield from islice(cycle([Law(text["title"][:150], clean(text["body"])) for text in texts]), size)


def clean(body: str) -> str:
    """The corpus is as dirty as input is; what the rules refuse is not what is measured here."""
    return body.replace("<", "〈").replace("\u200b", "").replace("](", "] (").replace("\u3000", " ")


def index(number: int) -> str:
    """The index number of an item, counted from 0.

    Twenty years, as a bureau has them. Git compares a year's whole folder for every commit in it.
    """
    return f"{2026 - number % YEARS}-{number // YEARS + 1:05}"


def made(number: int) -> datetime:
    """When an item was made and approved."""
    return datetime(2026 - number % YEARS, 1, 4, 9, tzinfo=CHINA) + number // YEARS * APART


def document(number: int) -> str:
    """Where an item is, without the ending."""
    return f"items/{index(number).replace('-', '/')}"


def signed(number: int, law: Law, revised: datetime | None = None) -> bytes:
    """An item of one law, approved in all three roles; its second revision, if it was revised."""
    title = json.dumps(law.title, ensure_ascii=False)
    revision = (
        f"revision: 2\nchanges:\n- {{date: {revised.date()}, kind: 更正, note: 增加一行}}\n"
        if revised
        else "revision: 1\n"
    )
    fields = (
        f"title: {title}\ncategory: 法规文件\ntopic: 法规\ndepartment: 执法监督科\ncreated: {made(number).date()}\n"
        f"summary: {title}\nsecrecy_review: {{result: 可以公开, basis: 已公布的法律文本}}\n{revision}"
    )
    data = f"---\n{fields}---\n\n{law.body}\n".encode()
    at, version = (revised or made(number)).isoformat(timespec="seconds"), 2 if revised else 1
    return splice(data, "".join(approval(data, index(number), role, at, version) for role in OFFICES), [])


def approval(data: bytes, number: str, role: str, at: str, revision: int) -> str:
    """One approval with the sample key of its office."""
    by = f"{OFFICES[role]}@tjj.example"
    message = statement(
        item=f"00000000-0/{number}",
        revision=revision,
        content=content_sha256(data),
        attachments=(),
        role=role,
        by=by,
        at=at,
    )
    blob = sign(sample_keys.private_key(OFFICES[role]), message, namespace(role, "tjj.example"))
    return entry(role=role, by=by, at=at, sig=base64.b64encode(blob).decode())
