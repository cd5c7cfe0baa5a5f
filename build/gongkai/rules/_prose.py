"""What several rules ask of a text first; most texts answer, in microseconds, that there is nothing to find.

Also the part of a file that the public reads: without approvals and checksums, every place unchanged.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from gongkai.markdown import to_html

_UNUSUAL = re.compile(
    "[^\t\n -~\xa0-\xac\xae-\u034e\u2010-\u2027\u2030-\u205e\u2070-\u3163\u3165-\u9fff"
    "\uff01-\uff0f\uff1a-\uff1f\uff21-\uff9f]"
)
_MARKUP = "*_`\\&~<"
_TAG = re.compile(r"<[^>]*>")
_MACHINE = re.compile(r"\b[0-9a-f]{64}\b")
_APPROVALS = re.compile(r"^approvals:", re.MULTILINE)


@lru_cache(maxsize=1)  # two rules ask of the same text one after the other
def is_usual(text: str) -> bool:
    """Whether no character is hidden, a digit other than ASCII's, or a full-width at sign.

    Not of every text without them: only of what Chinese texts are usually made of.
    """
    return not _UNUSUAL.search(text)


@lru_cache(maxsize=1)
def prose(text: str, body_at: int) -> str:
    """A file's text with the machine data of its front matter blanked; every offset stays as it was."""
    found = _APPROVALS.search(text, 0, body_at)
    end = found.start() if found else body_at
    fields = _MACHINE.sub(lambda digest: " " * len(digest[0]), text[:end])
    return fields + _blank(text[end:body_at]) + text[body_at:]


def _blank(block: str) -> str:
    return "\n".join(" " * len(line) for line in block.split("\n"))


def shown(body: str) -> str:
    """What a reader sees of the Markdown, for marks put together by markup: 机密&#9733;1年.

    Empty where there is no markup that could: then the source says it all.
    """
    return _shown(body) if any(mark in body for mark in _MARKUP) else ""


@lru_cache(maxsize=1)
def _shown(body: str) -> str:
    return unescape(_TAG.sub("", to_html(body)))
