"""Text as the full-text index holds it: overlapping pairs of characters, each pair one opaque word.

Nobody has to know where a Chinese word ends: a query of two characters or more is a phrase of pairs, and
every piece of a text is found by it. theme/assets/search.js does the same to what is asked for; tests
hold the two together.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

BREAK = "◦"
"""Stands for any run of punctuation: 〔2026〕 is found by [2026], but 日本 not in 之日，本机关."""

EVERY = "xevery"
"""The label that all have: who asks for it gets them in their order."""

_WIDE = "⺀-\U0010ffff"  # Chinese needs no spaces, so one between two characters says nothing: 总　则
_PUNCTUATION = re.compile(f" *{BREAK}[ {BREAK}]*")
_IDLE_SPACE = re.compile(f"^ +| +$|(?<=[{_WIDE}]) +| +(?=[{_WIDE}])")


class _Fold(dict[int, str]):
    """What each character counts as, found once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    """Letters and digits in one form (ＡＢ, ab; ㎡, m2), a space, a BREAK; nothing for what is not seen."""
    if character == "\n":
        return BREAK
    plain = (each.lower() for each in unicodedata.normalize("NFKC", character))
    return "".join(_class(each) for each in "".join(plain))


def _class(character: str) -> str:
    category = unicodedata.category(character)
    # Unassigned ones are letters too: which are, depends on the age of Python and of the browser.
    if category[0] in "LN" or category in ("Cn", "Co"):
        return character
    if category[0] == "Z" or character in "\t\v\f\r":
        return " "
    return "" if category[0] == "M" or category == "Cf" else BREAK


class _Codes(dict[str, str]):
    def __missing__(self, character: str) -> str:
        self[character] = code = f"{ord(character):04x}"
        return code


_FOLD = _Fold()
_CODES = _Codes()


def stream(text: str) -> str:
    """The letters and digits of a text, one after another, with BREAKs; a line's end is one too."""
    folded = _PUNCTUATION.sub(BREAK, text.translate(_FOLD))
    return re.sub(" +", BREAK, _IDLE_SPACE.sub("", folded))


def words(text: str) -> list[str]:
    """The pairs of a text, in hexadecimal.

    Opaque, because Pagefind takes accents off, cuts words at punctuation, and has the browser cut
    Chinese ones in its own way.
    """
    codes = [_CODES[each] for each in stream(text)]
    return [first + second for first, second in pairwise(codes)]


def label(kind: str, name: str) -> str:
    """A word for a property, such as a year: no pair begins with its first letter."""
    return f"x{kind}{''.join(_CODES[each] for each in name)}"
