"""Laws that hold for every item, not only for those somebody thought of."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import approvals
import hostile
from approvals import HEADS, Approval
from gongkai.cli.drafting import draft
from gongkai.model import Item, Lineage, Place, RawItem, Verdict
from gongkai.pipeline import Checked
from gongkai.rules import late
from gongkai.sources import frontmatter
from gongkai.sources.keys import trust
from gongkai.statement import content_sha256, entry, splice
from signed_repo import FIELDS, INDEX, LANDED, SignedRepo

PATH = "content/items/2026/00012.md"
DRAFTS = {PATH: Lineage(None, (), None, 0, unchanged=False, usurps=False)}
MOMENT = datetime.fromisoformat(LANDED)
CASES = Path(__file__).parent / "cases"


def read(data: bytes) -> RawItem:
    raw = frontmatter.read(PATH, data)
    assert isinstance(raw, RawItem), raw
    return raw


def good_item(data: bytes, bare: Checked) -> Item:
    item = bare.setup.schemas.item(read(data), INDEX)
    assert isinstance(item, Item), item
    return item


visible = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
words = st.text(visible, min_size=1).filter(lambda text: text.strip() != "")
names = st.text(visible.filter(lambda character: character not in "/ \u3000\xa0"), min_size=1).map(
    "附{}.csv".format
)


@given(words, words, words, st.lists(words, min_size=1, max_size=3, unique=True), st.lists(names, max_size=2))
@example("-", "---", "...", ["-", ":", "#"], ["附 表.csv"])
@example("'", '"', "\\", ['\\"', "[", "}"], ["附'.csv"])
@example("007", "no", "12:30", ["~", "null", "<<"], ["附%.csv"])
@example("@", "`", "%", ["*a", "&a", "!a"], ["附#.csv"])
def test_a_draft_says_what_was_given(
    title: str, summary: str, basis: str, keywords: list[str], files: list[str]
) -> None:
    fields: dict[str, Any] = {
        **FIELDS,
        "title": title,
        "summary": summary,
        "basis": basis,
        "keywords": keywords,
    }
    front: Any = read(draft(fields, dict.fromkeys(files, b"x")).encode()).front.value
    assert front["title"] == " ".join(title.split())
    assert front["summary"] == " ".join(summary.split())
    assert front["secrecy_review"]["basis"] == " ".join(basis.split())
    assert front["keywords"] == [" ".join(word.split()) for word in keywords]
    assert [each["file"] for each in front.get("attachments", [])] == list(dict.fromkeys(files))


STYLES = {
    "as gongkai writes it": "approvals:\n- role: a\n  by: b\n- role: c\n",
    "indented": "approvals:\n  - role: a\n    by: b\n  - role: c\n",
    "on one line each": "approvals:\n- {role: a, by: b}\n- {role: c}\n",
    "with empty lines": "approvals:\n\n- role: a\n\n- role: c\n\n",
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("replaces", [None, 0, 1])
@given(hostile.joined(hostile.MARKDOWN_PARTS))
@settings(max_examples=25)
def test_a_splice_changes_nothing_but_its_own_entry(style: str, replaces: int | None, body: str) -> None:
    data = f"---\ntitle: 公报\n{STYLES[style]}---\n{body.replace(chr(13), '')}".encode()
    before = read(data)
    new: dict[str, Any] = {"role": "late", "by": "x@y", "at": LANDED, "sig": "AAAA"}
    places = [before.at("approvals", number) for number in range(2)]
    spliced = splice(data, entry(**new), places, replaces)
    assert approvals.parts(spliced)[::2] == approvals.parts(data)[::2]
    assert content_sha256(spliced) == content_sha256(data)
    expected: Any = list(before.front.value["approvals"])
    expected[slice(2, 2) if replaces is None else slice(replaces, replaces + 1)] = [new]
    assert read(spliced).front.value["approvals"] == expected


@pytest.mark.parametrize("old", ["", "approvals: []\n", "approvals:\n", "approvals:\n# 待批准\n"])
def test_the_first_approval_is_spliced_in_before_the_closing_fence(old: str) -> None:
    data = f"---\ntitle: 公报\n{old}---\n正文\n".encode()
    spliced = splice(data, entry(role="late", by="x@y", at=LANDED, sig="AAAA"), places=[])
    assert approvals.parts(spliced)[::2] == (
        b"---\ntitle: \xe5\x85\xac\xe6\x8a\xa5\n",
        "---\n正文\n".encode(),
    )
    assert [*read(spliced).front.value] == ["title", "approvals"]


@given(st.data())
@settings(max_examples=400)
def test_a_changed_byte_outside_approvals_breaks_every_signature(bare: Checked, data: st.DataObject) -> None:
    start, end = len(approvals.parts(hostile.SIGNED)[0]), sum(map(len, approvals.parts(hostile.SIGNED)[:2]))
    outside = [*range(start), *range(end, len(hostile.SIGNED))]
    changed = bytearray(hostile.SIGNED)
    changed[data.draw(st.sampled_from(outside))] ^= data.draw(st.integers(1, 255))
    raw = frontmatter.read(PATH, bytes(changed))
    item = raw if isinstance(raw, tuple) else bare.setup.schemas.item(raw, INDEX)
    if isinstance(item, Item):
        verdicts = {each.verdict for each in trust.verify(item, bare.setup.policy, bare.setup.keys, MOMENT)}
        assert verdicts <= {Verdict.ALTERED}


def test_unchanged_every_signature_holds(bare: Checked) -> None:
    item = good_item(hostile.SIGNED, bare)
    verdicts = [each.verdict for each in trust.verify(item, bare.setup.policy, bare.setup.keys, MOMENT)]
    assert verdicts == [Verdict.GOOD] * 3


days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(days, days, st.integers(0, 1000))
def test_a_later_today_never_makes_a_late_item_less_late(
    bare: Checked, created: date, today: date, more: int
) -> None:
    item = replace(good_item(hostile.SIGNED, bare), created=created)
    now, later = (replace(bare.context, lineages=DRAFTS, today=today + timedelta(days)) for days in (0, more))
    if list(late.check(item, now)):
        assert list(late.check(item, later))


@given(days)
def test_an_item_is_late_from_some_day_on_and_never_within_twenty_days(bare: Checked, created: date) -> None:
    item = replace(good_item(hostile.SIGNED, bare), created=created)
    is_late = [
        bool(list(late.check(item, replace(bare.context, lineages=DRAFTS, today=created + timedelta(days)))))
        for days in range(40)
    ]
    assert is_late == sorted(is_late)
    assert not any(is_late[:21])
    assert is_late[-1]


def shuffled(top: object, draw: random.Random) -> Iterator[tuple[str, list[str], list[str]]]:
    """As os.walk, in whatever order a file system may choose."""
    for folder, names, files in WALK(str(top)):
        draw.shuffle(names)
        draw.shuffle(files)
        yield folder, names, files


WALK = os.walk


def test_the_order_of_files_changes_nothing(repo: SignedRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 8):
        repo.write(f"2026-{number:05}", title=f"第{number}号", folder=number % 2 == 0)
        repo.put(f"content/items/2026/0000{number}/{number}.csv", "x\n")
        repo.put(f"content/stray-{number}.html", "x\n")
    repo.put("content/items/2026/00001/index.md", repo.path("2026-00003").read_bytes())
    found = repo.check()
    assert len(found) > 20
    for seed in range(5):
        draw = random.Random(seed)
        monkeypatch.setattr(os, "walk", lambda top, draw=draw: shuffled(top, draw))
        assert repo.check() == found


def test_findings_point_into_their_files(repo: SignedRepo) -> None:
    for number, file in enumerate(sorted(CASES.glob("*/*/input.md")), start=1):
        repo.put(f"content/items/2026/{number:05}.md", file.read_bytes())
    found = repo.check()
    assert len(found) > 300
    for finding in found:
        lines = (repo.root / finding.path).read_text(encoding="utf-8").split("\n")
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1


def test_approvals_by_hand_and_by_splice_are_the_same() -> None:
    given_ = Approval("late", HEADS["秘书科"], LANDED)
    raw = read(hostile.SIGNED)
    text = given_.entry(hostile.SIGNED, INDEX).decode()
    places = [raw.at("approvals", number) for number in range(3)]
    assert splice(hostile.SIGNED, text, places) == approvals.add(hostile.SIGNED, INDEX, given_)
    assert places[0] == Place(12, 3)
