"""A text that is read again is the one that was judged, or the run ends."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from gongkai.model import Finding, RawItem, SetupError
from gongkai.sources import rereading
from gongkai.sources.rereading import OnDisk

TEXT = "---\ntitle: 公报\n---\n\n正文。\n"


@pytest.fixture
def known(tmp_path: Path) -> OnDisk:
    """A file that was read, told to another process, when others have been read since."""
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    file, raw = rereading.read(tmp_path, "a.md")
    assert isinstance(file, OnDisk)
    assert file.raw() is raw
    rereading.read(tmp_path, "b.md")
    again = pickle.loads(pickle.dumps(file))  # noqa: S301 - our own
    assert isinstance(again, OnDisk)
    return again


def test_it_is_what_was_judged(known: OnDisk) -> None:
    assert (known.text(), known.body()) == (TEXT, "\n正文。\n")
    assert known.raw() == rereading.read(known.root, "a.md")[1]
    assert known.raw().at("title").line == 2


@pytest.mark.parametrize("changed", [TEXT.replace("正文", "改文"), TEXT + "\n", "", "\ufeff"])
def test_what_was_changed_meanwhile_ends_the_run(known: OnDisk, changed: str) -> None:
    (known.root / "a.md").write_text(changed, encoding="utf-8")
    for read in (known.text, known.body, known.raw):
        with pytest.raises(SetupError, match=r"^a\.md: 检查以后被改动了"):
            read()


def test_what_cannot_be_read_is_told_as_findings(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"---\ntitle: \xff\n---\n")
    found = rereading.read(tmp_path, "a.md")
    assert isinstance(found[0], Finding)
    assert not isinstance(found[-1], RawItem)
