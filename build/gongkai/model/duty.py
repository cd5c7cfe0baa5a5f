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
    CONFIRM = "confirm"
    ANSWER = "answer"
    RESPOND = "respond"
    CORRECT = "correct"
    HANDLE = "handle"
    SUMMARIZE = "summarize"
    REPORT = "report"
    DECIDE = "decide"
    PUT_RIGHT = "put-right"


DUTY_NAMES: Mapping[Todo, Text] = {
    Todo.PUBLISH: Text("公开", "publish"),
    Todo.CHANGE: Text("公开更改", "publish the change"),
    Todo.WITHDRAW: Text("终止效力", "withdraw"),
    Todo.INTERPRET: Text("发布解读", "publish an interpretation"),
    Todo.RELEASE: Text("按日程发布", "release as announced"),
    Todo.CONFIRM: Text("确认收到申请", "confirm the receipt of a request"),
    Todo.ANSWER: Text("答复申请", "answer a request"),
    Todo.RESPOND: Text("回应", "respond"),
    Todo.CORRECT: Text("处理更正申请", "deal with a request for correction"),
    Todo.HANDLE: Text("处理投诉举报", "deal with a complaint"),
    Todo.SUMMARIZE: Text("报送工作总结", "hand in the summary"),
    Todo.REPORT: Text("公布年度报告", "publish the annual report"),
    Todo.DECIDE: Text("认定责任", "decide who answers for it"),
    Todo.PUT_RIGHT: Text("改正", "put right"),
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
