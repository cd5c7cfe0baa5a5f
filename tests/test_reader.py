"""The strict reader and what follows it: any bytes give an item or findings, never a traceback."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import approvals
import hostile
from gongkai import rules
from gongkai.model import Finding, RawItem, Tree, Value
from gongkai.pipeline import Checked
from gongkai.sources import frontmatter
from gongkai.sources.keys import trust

PATH = "content/items/2026/00012.md"


def lies_inside(finding: Finding, data: bytes) -> bool:
    """Whether a finding points to a character of the file, or to the end of one of its lines."""
    lines = data.decode("utf-8", "replace").split("\n")
    row, column = finding.place
    return 1 <= row <= len(lines) and 1 <= column <= len(lines[row - 1]) + 1


def is_plain(value: Value) -> bool:
    """Text, lists and mappings, and nothing else."""
    if isinstance(value, list):
        return all(map(is_plain, value))
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(each) for key, each in value.items())
    return type(value) is str


def all_findings(data: bytes, bare: Checked) -> list[Finding]:
    """Everything that is found in a file by itself."""
    raw = frontmatter.read(PATH, data)
    if isinstance(raw, tuple):
        return list(raw)
    found = [finding for rule in rules.OF_TEXT for finding in rule.check(raw, bare.context)]
    item = bare.setup.schemas.item(raw, "2026-00012")
    if isinstance(item, tuple):
        return found + list(item)
    setup, moment = bare.setup, datetime(2026, 3, 20, tzinfo=UTC)
    assert len(trust.verify(item, setup.policy, setup.keys, moment)) == len(item.approvals)
    return found


def assert_whole(raw: RawItem, data: bytes) -> None:
    """What was read says all of the file and nothing but it."""
    assert raw.text.encode() == data
    assert raw.text[: raw.body_at].endswith("\n---\n") or raw.body == ""
    front, _, rest = approvals.parts(data)
    assert raw.content_sha256 == hashlib.sha256(front + rest).hexdigest()
    assert is_plain(dict(raw.front.value))
    assert raw.front.keys.keys() >= {(key,) for key in raw.front.value}
    assert list(raw.front.value)[-1] == "approvals" or "approvals" not in raw.front.value


KINDS = {
    "bytes": st.binary(max_size=400),
    "text between fences": hostile.fenced,
    "a good item with any text": hostile.bodies,
    "a good item with a stretch replaced": hostile.mutated(),
    "an item with wrong fields": hostile.wrong_fields(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_any_bytes_give_an_item_or_findings(kind: str, bare: Checked) -> None:
    @settings(max_examples=600)
    @given(KINDS[kind])
    def holds(data: bytes) -> None:
        raw = frontmatter.read(PATH, data)
        if isinstance(raw, tuple):
            assert raw
        else:
            assert_whole(raw, data)
        assert all(lies_inside(finding, data) for finding in all_findings(data, bare))

    holds()


def front(text: str) -> Tree:
    raw = frontmatter.read(PATH, f"---\n{text}\n---\n".encode())
    assert isinstance(raw, RawItem), raw
    return raw.front


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("007", "007"), ("no", "no"), ("No", "No"), ("on", "on"), ("true", "true"), ("12:30", "12:30"), ("1e3", "1e3"),
        ("0x1F", "0x1F"), ("0o17", "0o17"), ("1_000", "1_000"), ("3.10", "3.10"), (".inf", ".inf"), ("~", "~"),
        ("null", "null"), ("", ""), ("2026-03-20", "2026-03-20"), ("'第3号 #附件'", "第3号 #附件"), ("第3号#附件", "第3号#附件"),
        ("'it''s'", "it's"), (r'"a\"b\\c"', r'a"b\c'), ("=", "="), ("<<", "<<"), ("公报：附表", "公报：附表"),
        ("甲\n  乙", "甲 乙"), ("|\n  甲\n  乙", "甲\n乙"), (">-\n  甲\n  乙", "甲 乙"), ("'007' # 注", "007"),
    ],
)  # fmt: skip
def test_values_are_text_as_written(written: str, value: str) -> None:
    assert front(f"title: {written}").value["title"] in (value, value + "\n")


@pytest.mark.parametrize("key", ["007", "no", "12", "~", "null", "'a b'", "标题", "<<", "a.b"])
def test_keys_are_text_as_written(key: str) -> None:
    assert list(front(f"{key}: x").value) == [key.strip("'")]


def test_every_value_has_its_place() -> None:
    tree = front("title: 公报\nkeywords: [甲, '乙']\nreview:\n  result: 可以\n  basis: >-\n    理由")
    assert tree.places[()] == (2, 1)
    assert tree.at("title") == (2, 8)
    assert tree.at("keywords", 1) == (3, 15)
    assert tree.at("review", "basis") == (6, 10)
    assert tree.keys["review", "result"] == (5, 3)
    assert tree.at("review", "nothing", "here") == tree.at("review")


@pytest.mark.parametrize("body", ["", "正文", "正文\n", "\n---\n后文\n", "---\n", "\napprovals: x\n"])
def test_the_body_is_all_that_follows_the_closing_fence(body: str) -> None:
    raw = frontmatter.read(PATH, f"---\ntitle: 公报\n---\n{body}".encode())
    assert isinstance(raw, RawItem)
    assert raw.body == body
    assert raw.in_body(0) == (4, 1)
