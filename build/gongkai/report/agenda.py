"""期限一览 in words: for people at a terminal, for an issue on a forge, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongkai.json_text import document
from gongkai.model import CHINA, DUTY_NAMES, Duty, in_china
from gongkai.report.comment import ROOM
from gongkai.report.summary import row
from gongkai.report.words import fitting, plain

_RED, _YELLOW = "31", "33"
_NOTE = 200
"""Bytes kept for saying what did not fit."""


def agenda_text(duties: Sequence[Duty], now: datetime, warn_days: int, *, colour: bool = False) -> str:
    """Two lines a duty: by when and what; then why. Red is over, yellow is near, and the words say it too."""
    lines = "".join(_text(duty, now, warn_days, colour=colour) for duty in duties)
    over = sum(duty.is_over(now) for duty in duties)
    return f"{lines}共 {len(duties)} 项，逾期 {over} 项 ({len(duties)} to do, {over} overdue)\n"


def _text(duty: Duty, now: datetime, warn_days: int, *, colour: bool) -> str:
    days = when_due(duty, now)
    if colour and (shade := _shade(duty, now, warn_days)):
        days = f"\x1b[{shade}m{days}\x1b[0m"
    head = f"{days}  {DUTY_NAMES[duty.todo].zh}  {duty.name}  {plain(duty.subject)}  {duty.department}"
    return f"{head}\n    {_why(duty)}  {plain(duty.path)}\n"


def _shade(duty: Duty, now: datetime, warn_days: int) -> str:
    left = duty.days_left(now)
    if duty.is_over(now):
        return _RED
    return _YELLOW if left is not None and left <= warn_days else ""


def when_due(duty: Duty, now: datetime) -> str:
    """By when, and how long that is from now."""
    if duty.due is None:
        return f"期限待定，最早 {duty.earliest}" if duty.earliest else "没有期限"
    if duty.due.at:
        return f"{duty.due} {_hours(duty.due.at, now)}"
    left = (duty.due.day - now.astimezone(CHINA).date()).days
    return f"{duty.due} 剩 {left} 天" if left >= 0 else f"{duty.due} 已逾期 {-left} 天"


def _hours(end: datetime, now: datetime) -> str:
    seconds = int((end - now).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'剩' if seconds >= 0 else '已逾期'} {hours} 小时 {minutes} 分"


def agenda_json(duties: Sequence[Duty], now: datetime) -> str:
    """As `schemas/duties.schema.json` has it."""
    return document({"now": in_china(now), "duties": [_record(duty, now) for duty in duties]})


def _record(duty: Duty, now: datetime) -> dict[str, Any]:
    return {
        "todo": duty.todo,
        "name": duty.name,
        "subject": duty.subject,
        "department": duty.department,
        "offices": duty.offices,
        "due": duty.due and str(duty.due.day),
        "until": in_china(duty.due.at) if duty.due and duty.due.at else None,
        "earliest": duty.earliest and str(duty.earliest),
        "days_left": duty.days_left(now),
        "overdue": duty.is_over(now),
        "working": duty.working._asdict(),
        "article": duty.article._asdict(),
        "path": duty.path,
    }


def agenda_issue(duties: Sequence[Duty], now: datetime, room: int = ROOM) -> str:
    """Markdown for the one issue that the daily workflow keeps, within `room` bytes: what is nearest comes first."""
    over = sum(duty.is_over(now) for duty in duties)
    head = f"{in_china(now)[:16].replace('T', ' ')} 北京时间：{len(duties)} 项待办，逾期 {over} 项。每天更新，以 `gongkai due` 为准。\n\n"
    if not duties:
        return head
    head += "| 期限 | 做什么 | 事项 | 科室 | 依据 |\n|---|---|---|---|---|\n"
    rows = [_row(duty, now) for duty in duties]
    shown = fitting(rows, room - len(head.encode()) - _NOTE)
    more = f"\n另有 {len(rows) - shown} 项因篇幅所限没有列出。\n" if shown < len(rows) else ""
    return "".join([head, *rows[:shown], more])


def _row(duty: Duty, now: datetime) -> str:
    days = when_due(duty, now)
    days = f"**{days}**" if duty.is_over(now) else days
    what = f"{duty.name} {duty.subject}"
    return row(days, DUTY_NAMES[duty.todo].zh, what, duty.department, _why(duty))


def _why(duty: Duty) -> str:
    return f"{duty.working.zh}（{duty.article.zh}）"
