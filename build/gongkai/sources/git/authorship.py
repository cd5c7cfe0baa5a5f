"""Whom a commit's message names as co-authors."""

from __future__ import annotations

import re

# More than git takes for trailers, never less: whoever is named anywhere in the message is an author.
_COAUTHORS = re.compile(r"^co-authored-by[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)  # in lower case
_EMAIL = re.compile(r"[^\s<>]+@[^\s<>]+")


def coauthors(message: str) -> list[str]:
    """The e-mail addresses, in lower case."""
    if "-" not in message or ":" not in message:
        return []
    return _EMAIL.findall("\n".join(_COAUTHORS.findall(message.lower())))
