"""The values of plain YAML, composed in C: in a third of the time of strict_yaml, which places everything.

Of what is not plain nothing is said here: strict_yaml judges it, and words what is wrong (docs/adr/0023).
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from gongkai.model import Place, Value

MAX_DEPTH = 6
"""Levels below the top; an attachment's title stands at the third."""
MAX_CHARACTERS = 8192
"""Composing recurses in C, at most once a character: 30,000 levels end the process, 20,000 do not."""

UNREADABLE = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
)
"""Characters that YAML refuses, or takes for line ends where nobody else does."""
_CARE = re.compile(r"[&*!#\\：]")
"""Begins an anchor, an alias, a tag, a comment, an escape: composing forgets them. Or is no colon to YAML."""
_APPROVALS = "approvals:\n"
_APPROVAL = re.compile(
    r"- role: (\w+)\n  by: ([\w.+-]+@[\w.-]+)\n  at: '([\w:.+-]*)'\n  sig: ([A-Za-z0-9+/]+=*)\n", re.ASCII
)
_ALL_APPROVALS = re.compile(f"(?:{_APPROVAL.pattern})+", re.ASCII)
"""As `statement.entry` writes them, at the end: two thirds of most front matter, and all of it as plain as can be."""


class _NotPlainError(Exception):
    """Nested too deep, a key twice, or a key that is no text."""


class _Untyped(yaml.CBaseLoader):
    def resolve(self, *_: object) -> str:
        """Every value is text: there is no type to look up."""
        return ""


def compose(text: str) -> tuple[dict[str, Value], dict[str, Place]] | None:
    """The mapping that `text` is, and where each of its own keys stands; None unless all of it is plain."""
    at = text.find(f"\n{_APPROVALS}") + len("\n")
    last = _ALL_APPROVALS.fullmatch(text, at + len(_APPROVALS)) if at else None
    head = text[:at] if last else text
    if len(text) > MAX_CHARACTERS or _CARE.search(head) or UNREADABLE.search(head):
        return None
    try:
        top = yaml.compose(head, Loader=_Untyped)
        if not isinstance(top, yaml.MappingNode):
            return None
        values = _mapping(top, 0)
    except (yaml.YAMLError, _NotPlainError):
        return None
    tops = {key.value: place_at(key.start_mark) for key, _ in top.value}
    return _with_approvals(top, values, tops, last) if last else (values, tops)


def _with_approvals(
    top: yaml.MappingNode, values: dict[str, Value], tops: dict[str, Place], last: re.Match[str]
) -> tuple[dict[str, Value], dict[str, Place]] | None:
    """The same with the approvals that follow; None where the mapping does not go on until there, or has others."""
    line = last.string.count("\n", 0, last.start())
    goes_on = not (top.flow_style or top.start_mark.column) and top.end_mark.line == line - 1
    if not goes_on or "approvals" in values:
        return None
    found = _APPROVAL.findall(last.string, last.start())
    given: list[Value] = [{"role": role, "by": by, "at": at, "sig": sig} for role, by, at, sig in found]
    return values | {"approvals": given}, tops | {"approvals": Place(line, 1)}


def _value(node: yaml.Node, depth: int) -> Value:
    if isinstance(node, yaml.ScalarNode):
        return _text(node)
    if depth >= MAX_DEPTH:
        raise _NotPlainError
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, depth + 1) for each in node.value]
    return _mapping(node, depth)


def _mapping(node: yaml.Node, depth: int) -> dict[str, Value]:
    values = {_text(key): _value(each, depth + 1) for key, each in node.value}
    if len(values) < len(node.value):
        raise _NotPlainError
    return values


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _NotPlainError
    text: str = node.value
    return text


def place_at(mark: Any) -> Place:
    """Where a mark of PyYAML's stands."""
    return Place(mark.line + 1, mark.column + 1)
