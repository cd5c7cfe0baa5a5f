"""JSON is what Python's own encoder would write, to the byte; in pieces it is what the whole would be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from gongkai.json_text import canonical, compact, document, streamed
from gongkai.model import Severity, Text

SURROGATES = range(0xD800, 0xE000)
ALL = "".join(chr(code) for code in range(0x110000) if code not in SURROGATES)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
awkward = st.text(st.sampled_from('甲\n"\\ null[]{}:,\x00\x1f\x7f\u2028'), max_size=40)
amounts = st.decimals(0, 9_999_999, places=4).map(float)  # as schemas/report.schema.json has them
words = texts | awkward
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | amounts | words | awkward.map(Markup),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(words, inner, max_size=3)
    ),
)
mappings = st.dictionaries(words, values, max_size=3)


@given(values)
@example([Severity.ERROR])
def test_it_is_what_the_standard_library_writes(value: Any) -> None:
    assert document(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    assert compact(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(mappings)
def test_what_is_signed_is_too(claim: dict[str, Any]) -> None:
    assert canonical(claim) == json.dumps(claim, ensure_ascii=False, separators=(",", ":")).encode()


def test_every_character_is_written_alike() -> None:
    assert compact(ALL) == json.dumps(ALL, ensure_ascii=False)
    assert canonical({ALL: ALL}) == f"{{{compact(ALL)}:{compact(ALL)}}}".encode()


@dataclass(frozen=True)
class Something:
    """What no JSON has a word for."""

    name: str = "甲"


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 1, 1),
        datetime(2026, 1, 1, tzinfo=UTC),
        Something(),
        Text("甲", "a"),
        {"甲"},
        b"a",
        2**64,
        "\ud800",
        {"\udcff": 1},
        {1: "a"},
    ],
)
def test_what_has_no_form_in_json_is_a_bug(value: Any) -> None:
    for write in (document, compact, canonical):
        with pytest.raises(TypeError):
            write({"value": value})


@given(mappings, words, st.lists(values, max_size=4))
def test_pieces_make_the_whole(head: dict[str, Any], name: str, listed: list[Any]) -> None:
    def one_by_one() -> Iterator[Any]:
        yield from listed

    assert "".join(streamed(one_by_one())) == document(listed)
    assert "".join(streamed({**head, name: one_by_one()})) == document({**head, name: listed})
    parts = ({**head, name: one_by_one()} for _ in listed)
    assert "".join(streamed({name: parts})) == document({name: [{**head, name: listed}] * len(listed)})
    assert "".join(streamed(head)) == document(head)
