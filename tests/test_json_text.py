"""JSON in pieces is the JSON that the whole would be."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gongkai.json_text import document, streamed

words = st.text(st.sampled_from('甲\n"\\ null[]{}:,'), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
)


@given(st.dictionaries(words, values, max_size=3), words, st.lists(values, max_size=4))
def test_pieces_make_the_whole(head: dict[str, Any], name: str, listed: list[Any]) -> None:
    head.pop(name, None)
    assert "".join(streamed(head, name, listed)) == document({**head, name: listed})
