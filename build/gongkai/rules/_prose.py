"""The part of a file that the public reads: without approvals and checksums, every place unchanged."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from gongkai.markdown import to_html

_MARKUP = re.compile(r"[*_`\\&~<]")
_TAG = re.compile(r"<[^>]*>")
_MACHINE = re.compile(r"\b[0-9a-f]{64}\b|(?s:^approvals:.*)", re.MULTILINE)


@lru_cache(maxsize=1)  # two rules ask for the same text one after the other
def prose(text: str, body_at: int) -> str:
    """A file's text with the machine data of its front matter blanked; every offset stays as it was."""
    return _MACHINE.sub(_blank, text[:body_at]) + text[body_at:]


@lru_cache(maxsize=1)
def shown(body: str) -> str:
    """What a reader sees of the Markdown, for marks put together by markup: 机密&#9733;1年.

    Empty where there is no markup that could: then the source says it all.
    """
    if not _MARKUP.search(body):
        return ""
    return unescape(_TAG.sub("", to_html(body)))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
