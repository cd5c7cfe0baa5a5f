"""Recording events: add one to the log of a record, sign it, and keep it only if the rules accept it.

Nothing is written here: what comes back are the file's new bytes, or the reasons against them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from gongkai import rules
from gongkai.front import scalar
from gongkai.layout import record_named, record_path
from gongkai.model import Approval, Finding, Record, Recording, SetupError, Severity, Value
from gongkai.pipeline import Checked
from gongkai.proving import event_message, recording
from gongkai.sources import frontmatter

Sign = Callable[[str, bytes], bytes]
"""From a role and the statement to be signed in it to the SSHSIG blob over it."""

_LAST = 999
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who signs, when, and with what."""

    by: str
    at: datetime
    sign: Sign


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record with its new event: the bytes of its file, and what the rules warn of."""

    path: str
    data: bytes
    warnings: tuple[Finding, ...]


Result = Recorded | tuple[Finding, ...]
"""What was recorded, or what the rules say against it."""


def begin(
    checked: Checked,
    register: str,
    head: Mapping[str, Value],
    event: tuple[str, str, Mapping[str, Value]],
    clerk: Clerk,
) -> Result:
    """A new record under the next number of the year in which its first event happened.

    `event` is its kind, its time as written, and its fields. Raises SetupError where signing fails.
    """
    path = record_path(register, next_name(checked, register, event[1][:4]))
    fields = "".join(_field(name, value, "") for name, value in head.items())
    return _signed(checked, path, f"---\n{fields}events:\n{_event(*event)}---\n".encode(), clerk, 0)


def add(
    checked: Checked, record: Record, event: tuple[str, str, Mapping[str, Value]], clerk: Clerk
) -> Result:
    """The record with one more event at the end. Raises SetupError where its file cannot be gone on with."""
    if [*record.raw.front.tops][-1] != "events":
        raise SetupError(f"{record.path}: events 不是最后一个字段，无法续写 (`events` is not the last field)")
    lines = record.raw.text.splitlines(keepends=True)
    fence = record.raw.in_text(record.raw.body_at).line - 2 if record.raw.body else len(lines) - 1
    text = "".join([*lines[:fence], _event(*event), *lines[fence:]])
    return _signed(checked, record.path, text.encode(), clerk, len(record.events))


def sign(checked: Checked, record: Record, clerk: Clerk) -> Result:
    """The record with the first event signed that is not. Raises SetupError where all are."""
    number = next((number for number, event in enumerate(record.events) if not event.signed), None)
    if number is None:
        raise SetupError(f"{record.path}: 每一项都已签名 (every event is signed)")
    return _signed(checked, record.path, record.raw.text.encode(), clerk, number)


def written(checked: Checked, path: str, data: bytes, clerk: Clerk) -> Result:
    """A record that is written whole, as texts are, with its first event signed. Raises SetupError likewise."""
    return _signed(checked, path, data, clerk, 0)


def next_name(checked: Checked, register: str, year: str) -> str:
    """The next free number of a year: none that landed at some time is used again. Raises SetupError after the last."""
    known = (record_named(path) for path in (*checked.context.files, *checked.context.history.pages))
    taken = [
        int(each.name[5:]) for each in known if each and each.register == register and each.name[:4] == year
    ]
    if (number := max(taken, default=0) + 1) > _LAST:
        raise SetupError(f"{register}: {year} 年的编号已用完 (no number left in that year)")
    return f"{year}-{number:03}"


def _signed(checked: Checked, path: str, data: bytes, clerk: Clerk, number: int) -> Result:
    """Sign an event, counted from 0, and judge the whole."""
    record = _meant(checked, path, data)
    if isinstance(record, tuple):
        return record
    role = checked.setup.policy.registers[record.register][record.events[number].kind]
    given = Approval(role, clerk.by, clerk.at.isoformat(timespec="seconds"), b"")
    blob = clerk.sign(role, event_message(record, number, given))
    whole = _meant(checked, path, _with_signature(record, number, given._replace(sig=blob)))
    if isinstance(whole, tuple):
        raise SetupError(f"{path}: 事项不是一项一行分开写的，无法续写 (the event is not in block style)")
    found = _new_findings(checked, whole)
    faults = tuple(each for each in found if each.severity is Severity.ERROR)
    return faults or Recorded(path, whole.raw.text.encode(), tuple(found))


def _meant(checked: Checked, path: str, data: bytes) -> Record | tuple[Finding, ...]:
    raw, named = frontmatter.read(path, data), record_named(path)
    assert named, path  # noqa: S101 - made by record_path, or read before
    return raw if isinstance(raw, tuple) else checked.setup.schemas.record(raw, named.register, named.name)


def _with_signature(record: Record, number: int, given: Approval) -> bytes:
    """The file with a signature put at the end of an event."""
    lines, raw = record.raw.text.splitlines(keepends=True), record.raw
    column = raw.front.keys["events", number, record.events[number].kind, "at"].column - 1
    last = number + 1 == len(record.events)
    fence = raw.in_text(raw.body_at).line - 1 if raw.body else len(lines)
    after = (fence if last else raw.at("events", number + 1).line) - 1
    signed = {
        "role": given.role,
        "by": given.by,
        "at": given.at_text,
        "sig": base64.b64encode(given.sig).decode(),
    }
    entry = "".join(f"{' ' * column}  {name}: {_quoted(value)}\n" for name, value in signed.items())
    return "".join([*lines[:after], f"{' ' * column}signed:\n{entry}", *lines[after:]]).encode()


def _new_findings(checked: Checked, record: Record) -> list[Finding]:
    """What the rules say of the record now that they did not say before."""
    context = checked.context
    old: Recording | None = context.recordings.get(record.id)
    landed = [*(old.landed if old else ())]
    landed += [None] * (len(record.events) - len(landed))
    proved = recording(record, landed, old.lost if old else None, checked.setup, context.today)
    context = replace(
        context,
        records={**context.records, record.id: record},
        recordings={**context.recordings, record.id: proved},
    )
    of_text = (each for rule in rules.OF_TEXT for each in rule.check(record.raw, context))
    of_record = (each for rule in rules.OF_RECORDS for each in rule.check(record, context))
    of_tree = (each for rule in rules.OF_TREE for each in rule.check(context) if each.path == record.path)
    said = {
        (each.rule, each.message) for each in checked.findings if each.path == record.path
    }  # perhaps on another line
    return sorted(each for each in {*of_text, *of_record, *of_tree} if (each.rule, each.message) not in said)


def _event(kind: str, at: str, fields: Mapping[str, Value]) -> str:
    """An event as it stands in the file."""
    said: dict[str, Value] = {"at": at, **fields}
    return f"- {kind}:\n" + "".join(_field(name, value, _INDENT) for name, value in said.items())


def _field(name: str, value: Value, indent: str) -> str:
    if isinstance(value, list):
        return f"{indent}{name}: [{', '.join(map(_quoted, value))}]\n"
    if isinstance(value, str) and "\n" in value.strip():
        return f"{indent}{name}: |-\n" + "".join(_block(value.strip(), f"{indent}  "))
    return f"{indent}{name}: {_quoted(value)}\n"


def _block(text: str, indent: str) -> Iterator[str]:
    """A text of several lines; space at the end of a line is nobody's meaning."""
    return (f"{indent}{line.rstrip()}".rstrip() + "\n" for line in text.split("\n"))


def _quoted(value: Value) -> str:
    """A text of one line; a time is quoted, as other readers of YAML would make a date of it."""
    assert isinstance(value, str)  # noqa: S101 - no field of a record is deeper
    return f"'{value}'" if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", value) else scalar(value)
