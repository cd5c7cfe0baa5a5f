"""JSON as it is written here: for people and programs to read, and the one form in which it is signed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def document(value: Any) -> str:
    """JSON that people can read too: Chinese as Chinese, two spaces, one newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def streamed(head: Mapping[str, Any], name: str, values: Iterable[Any]) -> Iterator[str]:
    """`document({**head, name: [*values]})` in pieces, one a value, so that not all need be in memory."""
    start, end = document({**head, name: [None]}).rsplit("null", 1)
    between = start[start.rindex("\n") :]
    yield start.removesuffix(between)
    mark = ""
    for value in values:
        yield mark + between + document(value)[:-1].replace("\n", between)
        mark = ","
    yield end if mark else end.lstrip()


def compact(value: Any) -> str:
    """JSON on one line, without a space that means nothing."""
    return _COMPACT.encode(value)


def escaped(text: str, unsafe: re.Pattern[str]) -> str:
    """JSON that says the same without the characters that are `unsafe` where it stands."""
    return unsafe.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def canonical(claim: Mapping[str, Any]) -> bytes:
    """The canonical form of RFC 8785 of texts and mappings of texts, whose keys come in its order."""
    return compact(claim).encode()
