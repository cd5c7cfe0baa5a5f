"""JSON as it is written here: for people and programs to read, and the one form in which it is signed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def document(value: Any) -> str:
    """JSON that people can read too: Chinese as Chinese, two spaces, one newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def canonical(claim: Mapping[str, Any]) -> bytes:
    """The canonical form of RFC 8785 of texts and mappings of texts, whose keys come in its order."""
    return json.dumps(claim, ensure_ascii=False, separators=(",", ":")).encode()
