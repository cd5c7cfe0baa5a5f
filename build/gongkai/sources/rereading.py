"""A file of content/ that is read when its text is needed, and again: all texts at once need not fit into memory."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from gongkai.model import Finding, RawItem, SetupError
from gongkai.sources import frontmatter, tree


class OnDisk(NamedTuple):
    """A file as it was when it was first read; all ways to have it raise SetupError if it has changed since."""

    root: Path
    path: str
    sha256: bytes
    body_at: int

    def data(self) -> bytes:
        """The file's bytes."""
        return self._read().data

    def text(self) -> str:
        """The file's text."""
        return self._read().text

    def body(self) -> str:
        """What comes after the front matter."""
        return self.text()[self.body_at :]

    def raw(self) -> RawItem:
        """The file as its department wrote it."""
        held = self._read()
        if held.raw is None:
            found = frontmatter.read(self.path, held.data)
            assert isinstance(found, RawItem), "it was read before"  # noqa: S101
            held = _keep(_AtHand(self, held.data, held.text, found))
        assert held.raw is not None  # noqa: S101
        return held.raw

    def _read(self) -> _AtHand:
        if _latest.file is self:
            return _latest
        data = _bytes(self.root, self.path)
        if hashlib.sha256(data).digest() != self.sha256:
            zh = "检查以后被改动了，请重新运行"
            raise SetupError(f"{self.path}: {zh} (changed after it was checked: run again)")
        return _keep(_AtHand(self, data, data.decode(), None))


class _AtHand(NamedTuple):
    """A file that is at hand: its bytes, its text, and, if somebody asked, what is in it."""

    file: OnDisk | None
    data: bytes
    text: str
    raw: RawItem | None


_latest = _AtHand(None, b"", "", None)
"""Whoever asks for a text asks more than once before the next."""


def _keep(held: _AtHand) -> _AtHand:
    global _latest  # noqa: PLW0603 - one text of this process, for as long as it is at hand
    _latest = held
    return held


def read(root: Path, path: str) -> tuple[OnDisk, RawItem] | tuple[Finding, ...]:
    """The file and its text now, or what keeps it from being read."""
    data = _bytes(root, path)
    raw = frontmatter.read(path, data)
    if isinstance(raw, tuple):
        return raw
    file = OnDisk(root, path, hashlib.sha256(data).digest(), raw.body_at)
    _keep(_AtHand(file, data, raw.text, raw))
    return file, raw


def _bytes(root: Path, path: str) -> bytes:
    return tree.read_bytes(root, path, frontmatter.MAX_BYTES + 1)
