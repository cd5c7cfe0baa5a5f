"""期限一览 for other programs: calendar events, and a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from icalendar import Event

from gongkai.artefacts.schedule import calendar, event
from gongkai.artefacts.spreadsheet import as_csv
from gongkai.model import DUTY_NAMES, Duty, Policy

_COLUMNS = (
    "期限", "最早", "剩余天数", "逾期", "做什么", "事项编号", "事项", "科室", "岗位", "怎样算的", "依据", "文件",
)  # fmt: skip


def agenda_ics(duties: Iterable[Duty], policy: Policy, now: datetime) -> bytes:
    """The last day, or moment, of each. One whose day nobody knows yet stands on its earliest possible day, and says so."""
    events = [made for duty in duties if (made := _event(duty, policy, now))]
    return calendar(policy, "政务公开期限", events)


def _event(duty: Duty, policy: Policy, now: datetime) -> Event | None:
    day = (duty.due.at or duty.due.day) if duty.due else duty.earliest
    if day is None:
        return None
    pending = "" if duty.due else "（期限待定，这是最早的一天）"
    identity = f"{duty.todo}-{duty.name.replace('/', '-')}@{policy.domain}"
    made = event(identity, day, now, f"{DUTY_NAMES[duty.todo].zh}期限：{duty.subject}{pending}")
    made.add("description", f"{duty.department}。{duty.working.zh}（{duty.article.zh}）。{duty.path}")
    return made


def agenda_csv(duties: Iterable[Duty], now: datetime) -> str:
    """One line each."""
    return as_csv(_COLUMNS, (_cells(duty, now) for duty in duties))


def _cells(duty: Duty, now: datetime) -> list[str]:
    left = duty.days_left(now)
    return [
        str(duty.due or ""),
        str(duty.earliest or ""),
        "" if left is None else str(left),
        "是" if duty.is_over(now) else "否",
        DUTY_NAMES[duty.todo].zh,
        duty.name,
        duty.subject,
        duty.department,
        " ".join(duty.offices),
        duty.working.zh,
        duty.article.zh,
        duty.path,
    ]
