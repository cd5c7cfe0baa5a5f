"""A request from a line an event: what happened, and on which day of the year 2026."""

from __future__ import annotations

from gongkai.meaning import record
from gongkai.model import RawItem, Record
from gongkai.sources import frontmatter

REASONS = "reason: 示例"


def request(*events: str, name: str = "2026-003") -> Record:
    """The record of events such as `received 03-02 channel: 信函, post: 挂号`; a time of day may follow the day."""
    lines = "".join(f"- {_event(each)}\n" for each in events)
    path = f"content/requests/{name.replace('-', '/')}.md"
    text = f"---\nsubject: 示例：一项信息\nevents:\n{lines}---\n"
    raw = frontmatter.read(path, text.encode())
    assert isinstance(raw, RawItem), raw
    return record(raw, "requests", name)


def visit(day: str) -> str:
    """Received in person: that day counts."""
    return f"received {day} channel: 现场申请, applicant: 自然人"


def answered(day: str, outcome: str = "予以公开") -> str:
    """An answer with a reason."""
    return f"answered {day} outcome: {outcome}, {REASONS}"


def _event(said: str) -> str:
    kind, when, fields = f"{said}  ".split(" ", 2)
    day, _, clock = when.partition("T")
    at = f"{day if len(day) > 5 else f'2026-{day}'}T{clock or '09:00'}:00+08:00"
    return f"{kind}: {{at: '{at}'{f', {fields.strip()}' if fields.strip() else ''}}}"
