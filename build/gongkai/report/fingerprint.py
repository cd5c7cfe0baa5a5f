"""Names for findings that outlive an edit elsewhere in the file."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from gongkai.model import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """One for each finding, in order: the SHA-256, in hex, of path, rule and message.

    The line is left out, which every edit above it moves. Equal findings of a file are numbered, since a
    forge shows only one of those with the same fingerprint.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for finding in findings:
        what = (finding.path, finding.rule, finding.message.zh)
        seen[what] += 1
        made.append(hashlib.sha256(json.dumps([*what, seen[what]]).encode()).hexdigest())
    return made
