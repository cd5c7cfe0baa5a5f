"""What a revision changed: true line by line, the same every time, and bounded whatever the texts are."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.artefacts.difference import AROUND, MOST_CHARACTERS, MOST_LINES, Line, Part, difference

texts = st.lists(st.sampled_from(["", "甲", "乙", "丙", " 甲"]), max_size=40).map("\n".join)


@given(texts, texts)
@example("甲\n" * 10, "甲\n" * 5)
@example("", "甲")
@example("甲", "甲\n")
def test_the_old_text_with_the_changes_is_the_new(old: str, new: str) -> None:
    parts = difference(old, new)
    assert parts is not None
    lines, made, at = old.split("\n"), list[str](), 0
    for part in parts:
        made += lines[at : part.old - 1]
        assert len(made) == part.new - 1
        before = [line.text for line in part.lines if line.sign != "+"]
        at = part.old - 1 + len(before)
        assert before == lines[part.old - 1 : at]
        made += [line.text for line in part.lines if line.sign != "-"]
    assert made + lines[at:] == new.split("\n")
    assert (parts == ()) == (old == new)


def test_a_change_stands_between_three_lines_that_did_not_change() -> None:
    old = [f"第{number}行" for number in range(1, 101)]
    new = [*old[:49], "改过的一行", *old[50:]]
    (part,) = difference("\n".join(old), "\n".join(new)) or ()
    around = [Line(" ", text) for text in old]
    changed = (Line("-", "第50行"), Line("+", "改过的一行"))
    assert part == Part(47, 47, (*around[46:49], *changed, *around[50:53]))


def test_changes_far_apart_are_told_apart() -> None:
    old = [str(number) for number in range(2 * AROUND + 4)]
    new = ["x", *old[1:-1], "y"]
    parts = difference("\n".join(old), "\n".join(new)) or ()
    assert [(part.old, part.new) for part in parts] == [(1, 1), (len(old) - AROUND, len(old) - AROUND)]


LONG = "\n".join(f"{number}" for number in range(20 * MOST_LINES))


def test_a_small_change_of_a_long_text_is_shown() -> None:
    (part,) = difference(LONG, LONG.replace("\n777\n", "\nx\n")) or ()
    assert len(part.lines) == 2 * AROUND + 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG, "\n".join(reversed(LONG.split("\n")))),
        ("a" * MOST_CHARACTERS, "b"),
        ("b", "a\n" * (MOST_LINES + 1)),
    ],
)
def test_what_is_too_long_is_not_compared(old: str, new: str) -> None:
    assert difference(old, new) is None
    assert difference(new, old) is None


@pytest.mark.parametrize("kinds", [2, 20, 100, 200])
@pytest.mark.parametrize("step", [-1, 7])
def test_texts_made_to_be_hard_to_compare_take_seconds_at_most(kinds: int, step: int) -> None:
    """A line in two is another: each match is one line long, and there are as many as there can be."""
    new = [str(number % kinds) for number in range(MOST_LINES)]
    old = [part for n in range(MOST_LINES // 2) for part in (str(n * step % kinds), f"u{n}")]
    began = time.process_time()
    assert difference("\n".join(old), "\n".join(new))
    assert time.process_time() - began < 20
