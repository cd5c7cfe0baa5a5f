"""A file of content/ that is read when its text is needed, and again: all texts at once need not fit into memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gongkai.model import Finding, RawItem, SetupError
from gongkai.sources import frontmatter, tree


@dataclass(frozen=True)
class OnDisk:
    """A file as it was when it was first read."""

    root: Path
    path: str
    sha256: bytes

    def __call__(self) -> RawItem:
        """The file as its department wrote it. Raises SetupError if it has changed meanwhile."""
        if _latest and _latest[0] is self:
            return _latest[1]
        found = read(self.root, self.path)
        if isinstance(found[0], Finding) or found[0].sha256 != self.sha256:
            raise SetupError(
                f"{self.path}: 检查以后被改动了，请重新运行 (changed after it was checked: run again)"
            )
        return _keep(self, found[1])


_latest: tuple[OnDisk, RawItem] | None = None
"""Whoever asks for a text asks more than once before the next."""


def _keep(file: OnDisk, raw: RawItem) -> RawItem:
    global _latest  # noqa: PLW0603 - one text of this process, for as long as it is at hand
    _latest = (file, raw)
    return raw


def read(root: Path, path: str) -> tuple[OnDisk, RawItem] | tuple[Finding, ...]:
    """The file and its text now, or what keeps it from being read."""
    data = tree.read_bytes(root, path, frontmatter.MAX_BYTES + 1)
    raw = frontmatter.read(path, data)
    if isinstance(raw, tuple):
        return raw
    file = OnDisk(root, path, hashlib.sha256(data).digest())
    return file, _keep(file, raw)
