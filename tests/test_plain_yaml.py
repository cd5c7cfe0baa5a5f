"""Plain YAML is read by expressions: the same values and places as the strict reader's, or nothing."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
from gongkai import statement
from gongkai.model import Value
from gongkai.sources import plain_yaml, strict_yaml
from signed_repo import SignedRepo

ROOT = Path(__file__).parent.parent
FRONTS = sorted({file.read_text(encoding="utf-8").split("---\n")[1] for file in ROOT.glob("content/**/*.md")})
FILES = [
    *ROOT.glob("content/**/*.md"),
    *ROOT.glob("tests/cases/**/*.md"),
    *ROOT.glob("policy/*.yml"),
    *ROOT.glob("tests/cases/**/policy/*.yml"),
]

APPROVALS = "approvals:\n" + "".join(
    statement.entry(role=role, by=by, at="2026-03-20T09:00:00+08:00", sig="U1NIU0lH+/AA==")
    for role, by in (("issuer", "a-b.c@d.example"), ("secrecy", "e@d.example"))
)

TEXTS = (
    "a: &b c",
    "a: !!int 7",
    "a: b #c",
    'a: "\\u200b"',
    "a: b\na: c",
    "a: {b: c, b: d}",
    "[a]: b",
    "{a: b}: c",
    "? a\n? b",
    'a: "x\n乙：丙"',
    "--- {a: b}\n--- c\n",
    "a: b\n...\n",
    "%YAML 1.1\n--- {a: b}",
    "a: b\u2028c: d",
    "\ufeffa: b",
    "a: b",
    "a:",
    "a: |",
    "a: |\n  b\n\n",
    "a: b\n...",
    "--- {a: b}",
    "{a: b}",
    "  a: b",
    "- a",
    "a: 'b",
    "a: b\n ",
    "a: b\n\t",
    "approvals: []",
    "a: b\napprovals:\n- c: d",
    "a: b c d\nb: 'c'\n",
    "a: [b, 'c, d', \"e: f\"]\n",
    "a: {b: c, d: [e, f], g: '}'}\n",
    "a:\n- b\n- c: d\n  e: [f]\n- {g: h}\n",
    "a:\n  - b: c\n    d: e\n",
    "a:\n  - b: c\n  d: e\n",
    "a:\n- b: c\n    d: e\n",
    "a:\n- {b: c}\n  d: e\n",
    "a:\n- b\n  c: d\n",
    "a:\n- b: c\n  b: d\n",
    "a:\n- b:\n  c: d\n",
    "a:\nb: c\n",
    "a:\n  b: c\n  d: [e]\n",
    "a:\n  b: c\n  b: d\n",
    "a:\n  b: c\n  - d\n",
    "a:\n  b: c\n    d: e\n",
    "a: [b,\nc]\n",
    "a: {b: c, b: d}\n",
    "a: [b, ]\n",
    "a: b：c\n",
    "a: b \n",
    "a: b - c\n",
    "a: 'b''c'\n",
    "a: ... b\n",
    "a: \xa0b\u3000c\n",
    "a: b\ufeffc\n",
)
ENDS = ("", APPROVALS, f"\n{APPROVALS}")
"""What may follow."""

VALUES = (
    "b",
    "一 二",
    "3",
    "'c: d'",
    '"e # f"',
    "x：y",
    "(z)",
    "a@b.c",
    "1%",
    "[g, 'h, i']",
    "{j: k, l: [m, n]}",
)
FORMS = (
    "{0}: {1}\n", "{0}:\n  o: {1}\n  p: {2}\n", "{0}:\n- {1}\n- {2}\n", "{0}:\n- o: {1}\n  p: {2}\n- {1}\n",
    "{0}:\n  - o: {1}\n    p: {2}\n  - {1}\n",
)  # fmt: skip
ODD = (
    ": ", "\n", "\n- ", "\n  ", "- ", "  ", " ", ", ", "[", "]", "{", "}", "'", '"', "#", " #", "&", "*", "!", "|", "?", "-", "=",
    "~", "%", "@", "...", "---", "\t", "\r", "\\", "\x85", "\xa0", "\u2028", "\u3000", "\ufeff", "\U0001f600",
)  # fmt: skip
"""What makes a text another, or none."""

fields = st.tuples(
    st.sampled_from(FORMS), st.sampled_from("abcdefgh"), st.sampled_from(VALUES), st.sampled_from(VALUES)
)
plain_texts = st.lists(fields, min_size=1, max_size=6, unique_by=lambda drawn: drawn[1]).map(
    lambda drawn: "".join(form.format(*rest) for form, *rest in drawn)
)


def in_order(value: Value) -> object:
    """The same, so that the order of keys counts too."""
    if isinstance(value, dict):
        return [(key, in_order(each)) for key, each in value.items()]
    return [in_order(each) for each in value] if isinstance(value, list) else value


def assert_same_if_plain(text: str) -> None:
    """Whoever is stricter decides, so what the strict reader refuses must not be plain."""
    if plain := plain_yaml.compose(text):
        value, tops = strict_yaml.strictly(text)
        assert in_order(plain[0]) == in_order(value)
        assert list(plain[1].items()) == list(tops.items())


@given(st.sampled_from(FRONTS), st.data())
@settings(max_examples=1500)
def test_of_a_changed_text_it_says_what_the_strict_reader_says(front: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.integers(0, len(front))) for _ in range(2))
    put = data.draw(hostile.joined(hostile.YAML_PARTS) | st.just(front[start:end] * 2))
    assert_same_if_plain(front[:start] + put + front[min(end, start + 40) :])


@given(hostile.joined(hostile.YAML_PARTS), st.sampled_from(ENDS))
@settings(max_examples=2500)
def test_of_any_text_it_says_what_the_strict_reader_says(text: str, end: str) -> None:
    assert_same_if_plain(text + end)


@pytest.mark.parametrize("end", ENDS, ids=["alone", "approvals", "line-approvals"])
@pytest.mark.parametrize("text", TEXTS)
def test_of_these_it_says_what_the_strict_reader_says(text: str, end: str) -> None:
    assert_same_if_plain(text + end)


def test_approvals_after_plain_fields_are_plain() -> None:
    composed = plain_yaml.compose(f"\na: b\n{APPROVALS}")
    assert composed
    assert composed[1] == {"a": (2, 1), "approvals": (3, 1)}
    assert [each["by"] for each in composed[0]["approvals"]] == ["a-b.c@d.example", "e@d.example"]  # type: ignore[index, call-overload]


@given(plain_texts)
def test_what_is_plain_is_read(text: str) -> None:
    assert plain_yaml.compose(text)
    assert_same_if_plain(text)


@given(plain_texts, st.sampled_from(ODD), st.floats(0, 1))
@settings(max_examples=3000)
def test_of_a_plain_text_with_something_in_it_it_says_what_the_strict_reader_says(
    text: str, odd: str, place: float
) -> None:
    at = round(place * len(text))
    assert_same_if_plain(text[:at] + odd + text[at:])


@pytest.mark.parametrize(
    "form",
    [
        "{0}: a\n",
        "a: {0}\n",
        "a: [{0}, {0}]\n",
        "a: {{b: {0}}}\n",
        "a:\n- {0}\n- b: {0}\n  c: {0}\n",
        "a:\n- {0}: b\n  {0}c: d\n",
    ],
)
@pytest.mark.parametrize("long", ["x" * 1100, "二" * 1100, "'" + "y " * 700 + "'"])
def test_of_long_keys_and_values_it_says_what_the_strict_reader_says(form: str, long: str) -> None:
    assert_same_if_plain(form.format(long))


@pytest.mark.parametrize(
    "opens", ["[", "{a: ", "- ", "? ", "[? ", "a: b ", "a: ['b', ", "'", "a:\n- b\n", "\n  - "]
)
def test_the_longest_text_is_answered(opens: str) -> None:
    for characters in (8192, plain_yaml.MAX_CHARACTERS):
        assert plain_yaml.compose("a: " + opens * ((characters - 3) // len(opens))) is None


def test_of_every_file_here_it_says_what_the_strict_reader_says() -> None:
    assert len(FILES) > 800
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert_same_if_plain(text)
        for part in text.split("---\n")[:2]:
            assert_same_if_plain(part)


def test_what_gongkai_writes_is_plain(repo: SignedRepo) -> None:
    repo.write()
    repo.approve("2026-00012")
    written = repo.path("2026-00012").read_text(encoding="utf-8").split("---\n")[1]
    assert "  sig: " in written
    assert plain_yaml.compose(written)
    items = [
        file.read_text(encoding="utf-8").split("---\n")[1] for file in ROOT.glob("content/items/**/*.md")
    ]
    assert [front for front in items if not plain_yaml.compose(front)] == []


def test_a_tree_keeps_its_places_when_it_goes_to_another_process() -> None:
    tree = strict_yaml.compose(FRONTS[0])
    sent = pickle.loads(pickle.dumps(tree))  # noqa: S301 - our own
    assert (sent, sent.places, sent.keys) == (tree, tree.places, tree.keys)
