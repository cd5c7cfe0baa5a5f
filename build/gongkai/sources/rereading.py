"""A file of content/ that is read when its text is needed, and again: all texts at once need not fit into memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gongkai.model import Finding, RawItem, SetupError
from gongkai.sources import frontmatter, tree


@dataclass(frozen=True)
class OnDisk:
    """A file as it was when it was first read; all ways to have it raise SetupError if it has changed since."""

    root: Path
    path: str
    sha256: bytes
    body_at: int

    def text(self) -> str:
        """The file's text."""
        if _latest[0] is self:
            return _latest[1]
        data = _bytes(self.root, self.path)
        if hashlib.sha256(data).digest() != self.sha256:
            zh = "检查以后被改动了，请重新运行"
            raise SetupError(f"{self.path}: {zh} (changed after it was checked: run again)")
        return _keep(self, data.decode())

    def body(self) -> str:
        """What comes after the front matter."""
        return self.text()[self.body_at :]

    def raw(self) -> RawItem:
        """The file as its department wrote it."""
        text = self.text()
        if _latest[2] is None:
            found = frontmatter.read(self.path, text.encode())
            assert isinstance(found, RawItem), "it was read before"  # noqa: S101
            _keep(self, text, found)
        assert _latest[2] is not None  # noqa: S101
        return _latest[2]


_latest: tuple[OnDisk | None, str, RawItem | None] = (None, "", None)
"""Whoever asks for a text asks more than once before the next."""


def _keep(file: OnDisk, text: str, raw: RawItem | None = None) -> str:
    global _latest  # noqa: PLW0603 - one text of this process, for as long as it is at hand
    _latest = (file, text, raw)
    return text


def read(root: Path, path: str) -> tuple[OnDisk, RawItem] | tuple[Finding, ...]:
    """The file and its text now, or what keeps it from being read."""
    data = _bytes(root, path)
    raw = frontmatter.read(path, data)
    if isinstance(raw, tuple):
        return raw
    file = OnDisk(root, path, hashlib.sha256(data).digest(), raw.body_at)
    _keep(file, raw.text, raw)
    return file, raw


def _bytes(root: Path, path: str) -> bytes:
    return tree.read_bytes(root, path, frontmatter.MAX_BYTES + 1)
