"""Writing front matter: scalars that every reader of YAML takes for the text they are."""

from __future__ import annotations

_SAFE = "-_.《》〔〕（）、，；。“”"


def prose(text: str) -> str:
    """What a person typed, on one line."""
    return scalar(one_line(text))


def one_line(text: str) -> str:
    """Every run of white space made one space."""
    return " ".join(text.split())


def scalar(text: str) -> str:
    """Plain where every reader takes it so, also inside brackets; else in double quotes."""
    safe = all(character.isalnum() or character in _SAFE for character in text)
    if safe and text[:1].isalnum():
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """In double quotes; `text` has no control characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
