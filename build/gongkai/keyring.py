"""The text of policy/allowed_signers and policy/compromised.yml: a line more, an end to a line, a key lost.

Every line that is not meant stays byte for byte, and no line is ever taken away: with a key that is gone
from the file, nobody could check what it signed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from gongkai.model import from_openssh, openssh_time

_LINE = re.compile(r"[a-z0-9]\S* (?P<options>\S+) \S+ (?P<key>\S+)(?: .*)?")
_AFTER = re.compile(r'valid-after="([0-9]{14}Z)"')
_BEFORE = re.compile(r'valid-before="([0-9]{14}Z)"')
_NOTHING = "{}"
"""The whole of compromised.yml, beside comments, while no key is lost."""


def add(  # noqa: PLR0913 - the parts of a line
    text: str,
    *,
    principal: str,
    namespaces: Iterable[str],
    after: datetime,
    before: datetime | None,
    kind: str,
    key: str,
) -> str:
    """allowed_signers with one line more; `key` is in base64."""
    options = [f'namespaces="{",".join(namespaces)}"', f'valid-after="{openssh_time(after)}"']
    options += [f'valid-before="{openssh_time(before)}"'] if before else []
    return f"{_ended(text)}{principal} {','.join(options)} {kind} {key}\n"


def retire(text: str, key: str, at: datetime) -> str:
    """allowed_signers with every line of this key ending at `at`, unless it ends before."""
    return "\n".join(_retired(line, key, at) for line in text.split("\n"))


def _retired(line: str, key: str, at: datetime) -> str:
    found = _LINE.fullmatch(line)
    if found is None or found["key"] != key:
        return line
    options, after = found["options"], _AFTER.search(found["options"])
    # A line that ended before it began would not be read, by OpenSSH or by us.
    end = openssh_time(max(at, from_openssh(after[1]) + timedelta(seconds=1)) if after else at)
    before = _BEFORE.search(options)
    if before and before[1] <= end:
        return line
    start, stop = found.span("options")
    if before:
        return line[:start] + options.replace(before[0], f'valid-before="{end}"') + line[stop:]
    return f'{line[:stop]},valid-before="{end}"{line[stop:]}'


def lose(text: str, fingerprint: str, since: datetime, reason: str) -> str:
    """compromised.yml with one key more; `reason` is a scalar of YAML."""
    kept = "".join(line for line in text.splitlines(keepends=True) if line.strip() != _NOTHING)
    when = since.isoformat(timespec="seconds")
    return f"{_ended(kept)}{fingerprint}: {{since: {when}, reason: {reason}}}\n"


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"
