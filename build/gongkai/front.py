"""Writing front matter: scalars that every reader of YAML takes for the text they are."""

from __future__ import annotations

_SAFE = "-_.《》〔〕（）、，；。“”"


def prose(text: str) -> str:
    """What a person typed, on one line."""
    return scalar(" ".join(text.split()))


def scalar(text: str) -> str:
    """Plain where every reader takes it so, also inside brackets; else in double quotes."""
    safe = all(character.isalnum() or character in _SAFE for character in text)
    if safe and text[:1].isalnum():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
