"""待办: something that somebody must do by a day, and how that day was reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gongkai.model.finding import Text
from gongkai.model.moments import CHINA, When


class Todo(StrEnum):
    """What is to be done."""

    PUBLISH = "publish"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    INTERPRET = "interpret"
    RELEASE = "release"


TODO: Mapping[Todo, Text] = {
    Todo.PUBLISH: Text("公开", "publish"),
    Todo.CHANGE: Text("公开更改", "publish the change"),
    Todo.WITHDRAW: Text("终止效力", "withdraw"),
    Todo.INTERPRET: Text("发布解读", "publish an interpretation"),
    Todo.RELEASE: Text("按日程发布", "release as announced"),
}
"""What each is called."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to be done."""

    todo: Todo
    name: str
    """Of the item, the record or the announcement: 2026-00012, requests/2026-003."""
    subject: str
    department: str
    offices: tuple[str, ...]
    """The principals who could take the next step today."""
    due: When | None
    """The last day, or the last moment where hours count; None where nobody knows yet, or where there is no limit."""
    earliest: date | None
    """Where `due` is not known: before this day it cannot be over (期限待定)."""
    working: Text
    article: Text
    path: str
    """The file, relative to the repository."""

    @property
    def order(self) -> tuple[date, bool, datetime, str, str]:
        """Nearest first; what has no limit comes last."""
        when = self.due or When(self.earliest or date.max)
        return *when.order, self.name, self.todo

    def is_over(self, now: datetime) -> bool:
        """逾期: whether the last day, or the last moment, has passed."""
        if self.due is None:
            return False
        return now > self.due.at if self.due.at else now.astimezone(CHINA).date() > self.due.day

    def days_left(self, now: datetime) -> int | None:
        """Whole days from today to the last day, in China; below zero when it has passed; None without one."""
        return None if self.due is None else (self.due.day - now.astimezone(CHINA).date()).days
