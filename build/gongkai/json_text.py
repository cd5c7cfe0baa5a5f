"""JSON as it is written here: for people and programs to read, and the one form in which it is signed.

Written by orjson, byte for byte as Python's own encoder would (tests/test_json_text.py), in a tenth of the time. A
value that JSON has no word for is a TypeError: a day, half a surrogate pair, a key that is no plain text, an integer
that 64 bits cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import GeneratorType
from typing import Any

import orjson

_STRICT = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
"""orjson would have its own words for these; what is published is worded by who publishes it."""
_READABLE = _STRICT | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def document(value: Any) -> str:
    """JSON that people can read too: Chinese as Chinese, two spaces, one newline at the end."""
    return orjson.dumps(value, option=_READABLE).decode()


def streamed(value: Any) -> Iterator[str]:
    """`document(value)` in pieces, so that not all need be in memory: a generator is a list, written one by one.

    It may be the value of a mapping, and so on; what is no such way to a generator is one piece.
    """
    yield from _pieces(value, "\n")
    yield "\n"


def _pieces(value: Any, line: str) -> Iterator[str]:
    """`line` begins a line as far in as `value` stands."""
    inner = f"{line}  "
    if isinstance(value, GeneratorType):
        yield from _enclosed("[", (_pieces(each, inner) for each in value), "]", line)
    elif isinstance(value, dict) and GeneratorType in map(type, value.values()):
        named = (chain([f"{compact(name)}: "], _pieces(each, inner)) for name, each in value.items())
        yield from _enclosed("{", named, "}", line)
    else:
        yield document(value)[:-1].replace("\n", line)


def _enclosed(start: str, parts: Iterable[Iterable[str]], end: str, line: str) -> Iterator[str]:
    mark = start
    for part in parts:
        yield f"{mark}{line}  "
        yield from part
        mark = ","
    yield f"{line}{end}" if mark == "," else start + end


def compact(value: Any) -> str:
    """JSON on one line, without a space that means nothing."""
    return orjson.dumps(value, option=_STRICT).decode()


def escaped(text: str, unsafe: re.Pattern[str]) -> str:
    """JSON that says the same without the characters that are `unsafe` where it stands."""
    return unsafe.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def canonical(claim: Mapping[str, Any]) -> bytes:
    """The canonical form of RFC 8785 of texts and mappings of texts, whose keys come in its order."""
    return orjson.dumps(claim, option=_STRICT)
