"""Front matter as people and `gongkai` write it, a field a line: regular expressions read it in a fraction of YAML's time.

Of what is not plain nothing is said here: strict_yaml judges it, and words what is wrong (docs/adr/0023).
"""

from __future__ import annotations

import re

from gongkai.model import Place, Value

MAX_CHARACTERS = 256 * 1024

UNREADABLE = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)
"""Characters that YAML refuses, or takes for line ends where nobody else does."""
_SIGN = r"\x00-$&'*,:-<>?\[-^`{-\x7f"
"""Of ASCII, what a value has only between quotes: what may mean something to YAML."""
_SCALAR = rf"""[^{_SIGN}%=@-][^{_SIGN}]*(?: +[^{_SIGN}]+)*|"[^"\\\x00-\x1f\x7f]*"|'[^'\x00-\x1f\x7f]*'"""
_KEY = "[a-z][a-z0-9_]{0,63}"
_LIST = rf"\[(?:(?:{_SCALAR})(?:, (?!\])|(?=\])))+\]"
_PAIR = rf"{_KEY}: (?:{_SCALAR}|{_LIST})"
_SEVERAL = rf"{_LIST}|\{{(?:{_PAIR}(?:, (?!\}})|(?=\}})))+\}}"
"""A list or a mapping on one line."""
_FIELD = re.compile(rf"({_KEY}):(?: ({_SCALAR})| ({_SEVERAL})|((?:\n(?:  |- ).+)+))\n|([\s\S]+)")
"""A field: its key, its value, or its values, or the lines below it; or all that follows where there is none."""
_BELOW = re.compile(rf"\n(- |  )(?:({_KEY}): )?(?:({_SCALAR})|({_SEVERAL}))(?=\n|\Z)|([\s\S]+)")
"""A line below a key: whether an item begins with it, its key, its value, or its values."""
_MAPPED = re.compile(rf"(?:\n  {_KEY}: (?:{_SCALAR}|{_SEVERAL}))+")
_SCALARS = re.compile(_SCALAR)
_PAIRS = re.compile(rf"({_KEY}): (?:({_SCALAR})|({_SEVERAL}))")


class _NotPlainError(Exception):
    """A key stands twice, or a line is not plain."""


def compose(text: str) -> tuple[dict[str, Value], dict[str, Place]] | None:
    """The mapping that `text` is, and where each of its own keys stands; None unless all of it is plain."""
    if UNREADABLE.search(text) or len(text) > MAX_CHARACTERS:
        return None
    values: dict[str, Value] = {}
    tops: dict[str, Place] = {}
    line = 2 if text.startswith("\n") else 1
    try:
        for key, scalar, several, below, odd in _FIELD.findall(text, line - 1):
            if odd or key in values:
                return None
            values[key] = _text(scalar) if scalar else _values(several) if several else _below(below)
            tops[key] = Place(line, 1)
            line += 1 + below.count("\n")
    except _NotPlainError:
        return None
    return (values, tops) if values else None


def _text(scalar: str) -> str:
    return scalar[1:-1] if scalar[0] in "\"'" else scalar


def _values(several: str) -> Value:
    """Of a list or a mapping on one line."""
    if several[0] == "[":
        return [_text(each) for each in _SCALARS.findall(several, 1)]
    return _mapping(several)


def _mapping(pairs: str) -> Value:
    """Of pairs, whatever stands between them."""
    found = _PAIRS.findall(pairs)
    values = {key: _text(scalar) if scalar else _values(several) for key, scalar, several in found}
    if len(values) < len(found):
        raise _NotPlainError
    return values


def _below(text: str) -> Value:
    """Of the lines below a key: a mapping, or a list, two spaces in or not."""
    if _MAPPED.fullmatch(text):
        return _mapping(text)
    if not text.startswith("\n  "):
        return _listed(text)
    lines = text.replace("\n  ", "\n")
    if len(text) - len(lines) != len("  ") * text.count("\n"):
        raise _NotPlainError
    return _listed(lines)


def _listed(lines: str) -> Value:
    """Of lines that begin an item with a dash, or go on with its pairs."""
    items: list[Value] = []
    pairs: dict[str, Value] | None = None
    for lead, key, scalar, several, odd in _BELOW.findall(lines):
        if odd or (lead == "  " and (pairs is None or not key or key in pairs)):
            raise _NotPlainError
        value = _text(scalar) if scalar else _values(several)
        if lead == "- ":
            pairs = {key: value} if key else None
            items.append(value if pairs is None else pairs)
        elif pairs is not None:
            pairs[key] = value
    return items
