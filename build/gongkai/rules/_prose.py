"""The part of a file that the public reads: without approvals and checksums, every place unchanged."""

from __future__ import annotations

import re

from gongkai.model import RawItem

_MACHINE = re.compile(r"\b[0-9a-f]{64}\b|(?s:^approvals:.*?(?=^---$))", re.MULTILINE)


def prose(raw: RawItem) -> str:
    """The file's text with machine data blanked; offsets are those of `raw.text`."""
    return _MACHINE.sub(_blank, raw.text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
