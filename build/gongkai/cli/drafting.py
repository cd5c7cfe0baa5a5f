"""The text of a new draft: front matter that every reader of YAML takes the same way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.front import prose, scalar


def draft(fields: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    """Front matter in the order of the schema, without approvals; every value quoted where need be."""
    plain = ("title", "category", "topic", "department", "created", "number", "summary")
    lines = [f"{name}: {prose(fields[name])}" for name in plain if fields.get(name)]
    if fields.get("keywords"):
        lines.append(f"keywords: [{', '.join(prose(word) for word in fields['keywords'])}]")
    if fields.get("important"):
        lines.append("important: 是")
    lines += ["attachments:"] * bool(files) + [_listed(name, data) for name, data in files.items()]
    if fields.get("interprets"):
        lines.append(f"interprets: [{', '.join(map(scalar, fields['interprets']))}]")
    for name in ("interprets_later", "no_interpretation"):
        if fields.get(name):
            lines.append(f"{name}: {{reason: {prose(fields[name])}}}")
    lines.append(f"secrecy_review: {{result: 可以公开, basis: {prose(fields['basis'])}}}")
    return "\n".join(["---", *lines, "revision: 1", "---", ""])


def _listed(name: str, data: bytes) -> str:
    title = scalar(Path(name).stem)
    return f"- {{file: {scalar(name)}, title: {title}, sha256: {hashlib.sha256(data).hexdigest()}}}"
