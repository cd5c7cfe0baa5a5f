"""The statement that is signed is RFC 8785, the hash is over bytes, and the block is cut by a byte rule."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.model import CHINA, Attachment, Batch, from_openssh, moment_of, openssh_time
from gongkai.statement import approvals_block, batch_statement, content_sha256, entry, namespace, statement

text = st.text(st.characters(exclude_categories=["Cs"]))
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
listed = st.lists(st.builds(Attachment, text, text, hashes), max_size=8, unique_by=lambda each: each.file)
ASTRAL = Attachment("𠮷.csv", "", "0" * 64)
PRIVATE = Attachment(
    "\ue000.csv", "", "1" * 64
)  # above the surrogates: UTF-16 sorts it last, code points first


@given(text, st.integers(1, 9999), hashes, listed, text, text, text)
@example("i", 1, "0" * 64, [PRIVATE, ASTRAL], "r", "b", "a")
@example('"\\', 1, "0" * 64, [Attachment("\x00\x1f\x7f\u2028/<é", "", "0" * 64)], "\b\f", "\n\r", "\t")
def test_a_statement_is_canonical_json(  # noqa: PLR0913, PLR0917 - what a statement is made of
    item: str, revision: int, content: str, attachments: list[Attachment], role: str, by: str, at: str
) -> None:
    expected: dict[str, Any] = {
        "type": "gongkai/approval/1",
        "item": item,
        "revision": str(revision),
        "content": content,
        "attachments": {each.file: each.sha256 for each in attachments},
        "role": role,
        "approver": by,
        "at": at,
    }
    made = statement(
        item=item, revision=revision, content=content, attachments=attachments, role=role, by=by, at=at
    )
    assert made == rfc8785.dumps(expected)
    assert json.loads(made) == expected


@pytest.mark.parametrize("other", [[ASTRAL, PRIVATE], [PRIVATE, ASTRAL]])
def test_the_order_in_which_attachments_are_listed_does_not_matter(other: list[Attachment]) -> None:
    made = statement(item="i", revision=1, content="c", attachments=other, role="r", by="b", at="a")
    assert made.index("𠮷".encode()) < made.index("\ue000".encode())


FRONT, BLOCK, REST = b"---\ntitle: x\n", b"approvals:\n- role: a\n", b"---\nbody\n"


@pytest.mark.parametrize(
    ("front", "block", "rest"),
    [
        (FRONT, BLOCK, REST),
        (FRONT, b"", REST),
        (FRONT, BLOCK, b"---"),
        (FRONT, BLOCK, b"---\n"),
        (b"---\n", BLOCK, REST),
        (FRONT, BLOCK, REST + b"approvals:\n---\n"),
        (FRONT, b"", REST + b"approvals:\n---\n"),
        (FRONT, BLOCK + BLOCK, REST),
        (FRONT + b" approvals: no\nno-approvals:\n", BLOCK, REST),
        (FRONT + b"----\n --- \n---x\n", BLOCK, REST),
    ],
)
def test_the_block_is_from_its_line_to_the_closing_fence(front: bytes, block: bytes, rest: bytes) -> None:
    data = front + block + rest
    assert approvals_block(data) == (len(front), len(front + block))
    assert content_sha256(data) == hashlib.sha256(front + rest).hexdigest()


@pytest.mark.parametrize(
    "data", [b"", b"---", b"---\n", b"---\ntitle: x\n", b"title: x\n---\n", b"\n---\n---\n"]
)
def test_without_front_matter_there_is_no_block(data: bytes) -> None:
    with pytest.raises(ValueError, match="no front matter"):
        approvals_block(data)


def test_the_namespace_names_role_and_catalogue() -> None:
    assert namespace("issuer", "tjj.example") == "gongkai-issuer@tjj.example"


def test_an_entry_is_four_lines_of_yaml() -> None:
    made = entry(role="issuer", by="a@b", at="2026-03-20T09:00:00+08:00", sig="AAAA")
    assert made == "- role: issuer\n  by: a@b\n  at: '2026-03-20T09:00:00+08:00'\n  sig: AAAA\n"


def test_an_entry_of_a_batch_has_one_line_more() -> None:
    batch = Batch(1, 3, (b"\x0a" * 32, b"\xff" * 32))
    made = entry(role="issuer", by="a@b", at="2026-03-20T09:00:00+08:00", sig="AAAA", batch=batch)
    proof = f"  batch: {{leaf: '1', of: '3', path: ['{'0a' * 32}', '{'ff' * 32}']}}\n"
    assert made.splitlines(keepends=True)[3:] == [proof, "  sig: AAAA\n"]


@given(text, text, text, st.binary(min_size=32, max_size=32), st.integers(2, 999_999))
def test_the_statement_of_a_batch_is_canonical_json(
    role: str, by: str, at: str, root: bytes, size: int
) -> None:
    expected = {
        "type": "gongkai/batch/1",
        "role": role,
        "approver": by,
        "at": at,
        "root": root.hex(),
        "size": str(size),
    }
    assert batch_statement(role=role, by=by, at=at, root=root, size=size) == rfc8785.dumps(expected)


@given(st.datetimes(datetime(1, 1, 2), timezones=st.just(CHINA)))  # noqa: DTZ001 - hypothesis adds the zone
def test_a_moment_told_to_openssh_is_the_second_it_was_in(moment: datetime) -> None:
    assert from_openssh(openssh_time(moment)) == moment.replace(microsecond=0)


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+07:00", "+08:00", "-08:00", "+08:30"])
def test_a_written_moment_is_the_one_that_iso_8601_means(zone: str) -> None:
    written = f"2026-03-20T09:00:00{zone}"
    found, meant = moment_of(written), datetime.fromisoformat(written)
    assert (found, found.isoformat()) == (meant, meant.isoformat())
    assert (found.tzinfo is CHINA) is (zone == "+08:00")
