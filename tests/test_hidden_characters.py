"""Rule hidden-characters over all of Unicode: what cannot be seen is found, what can be seen is let pass."""

from __future__ import annotations

import sys
from unicodedata import category, name

import pytest

from gongkai.model import RawItem
from gongkai.pipeline import Checked
from gongkai.rules import hidden_characters
from gongkai.sources import frontmatter

VISIBLE_FORMAT = ("ARABIC NUMBER SIGN", "ARABIC SIGN", "ARABIC FOOTNOTE", "ARABIC NUMBER MARK", "ARABIC END OF AYAH",
                  "ARABIC POUND MARK ABOVE", "ARABIC PIASTRE MARK ABOVE", "ARABIC DISPUTED END OF AYAH",
                  "SYRIAC ABBREVIATION MARK", "KAITHI NUMBER SIGN")  # fmt: skip
UNICODE = [chr(code) for code in range(sys.maxunicode + 1) if category(chr(code)) != "Cs"]
UNSEEN = [
    each
    for each in UNICODE
    if each not in "\t\n\r"
    and category(each) in ("Cc", "Cf", "Zl", "Zp")
    and not name(each, "").startswith(VISIBLE_FORMAT)
]
SEEN = [each for each in UNICODE if category(each)[0] in "LNPSM" or category(each) == "Zs"]
INVISIBLE_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
SELECTORS = [chr(code) for code in range(0xE0100, 0xE01F0)]


def found(text: str, bare: Checked) -> set[str]:
    """The characters that the rule names."""
    raw = frontmatter.read("content/guide.md", f"---\ntitle: 指南\n---\n{text}".encode())
    assert isinstance(raw, RawItem)
    findings = hidden_characters.check(raw, bare.context)
    return {chr(int(finding.message.en.split("U+")[1].split()[0], 16)) for finding in findings}


def test_there_is_something_to_look_for() -> None:
    assert len(UNSEEN) > 200
    assert len(SEEN) > 100_000


def test_every_control_and_format_character_is_found(bare: Checked) -> None:
    assert [f"U+{ord(each):04X}" for each in UNSEEN if each not in found("".join(UNSEEN), bare)] == []


def test_every_letter_digit_sign_and_space_passes_but_the_invisible_ones(bare: Checked) -> None:
    assert found("".join(SEEN), bare) == {*INVISIBLE_LETTERS, *SELECTORS}


@pytest.mark.parametrize("form", ["&#{0};", "&#x{0:x};", "&#X{0:X};", "&#0{0};"])
def test_it_is_found_as_a_reference_too(form: str, bare: Checked) -> None:
    shown = [each for each in UNSEEN if ord(each) > 0x9F]
    text = " ".join(form.format(ord(each)) for each in shown)
    assert [f"U+{ord(each):04X}" for each in shown if each not in found(text, bare)] == []
