"""The registers as tables (articles 4, 19, 21, 24 and 29): what a row says, for pages and for spreadsheets alike.

They know no today: what is still open says so, and since when; two builds of one commit are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.model import Catalogue, Event, Record, minute_in_china
from gongkai.registers import complaints, corrections, deliveries, responses

NONE = "—"


@dataclass(frozen=True, slots=True)
class Table:
    """One register: what it is called, its columns, and what stands in them of a record."""

    register: str
    title: str
    columns: tuple[str, ...]
    row: Callable[[Record, Catalogue], tuple[str, ...]]

    def records(self, catalogue: Catalogue) -> list[Record]:
        """Its records, the newest first."""
        mine = catalogue.known.register(self.register)
        return sorted(mine, key=lambda each: (each.year, each.events[0].at, each.name), reverse=True)

    def rows(self, catalogue: Catalogue) -> list[tuple[str, ...]]:
        """A row a record."""
        return [self.row(each, catalogue) for each in self.records(catalogue)]


def _response(record: Record, catalogue: Catalogue) -> tuple[str, ...]:
    done, taken = responses.ended(record), responses.taken(record)
    answered = record.first("responded")
    return (
        record.name,
        record.said("subject"),
        record.said("kind"),
        minute_in_china(record.events[0].at),
        minute_in_china(responses.due(record, catalogue.policy)),
        minute_in_china(done.at) if done else NONE,
        responses.told(taken) if taken is not None else NONE,
        _state(record, catalogue),
        "、".join(map(str, answered.fields["where"])) if answered else NONE,
    )


def _state(record: Record, catalogue: Catalogue) -> str:
    """How it stands; whether it is overdue by now is no part of a page."""
    done = responses.ended(record)
    if done is None:
        return "办理中"
    late = responses.over(record, catalogue.policy, done.at)
    closed = "不需回应" if done.kind == "closed" else "已回应"
    return f"{closed}，晚{responses.told(late)}" if late else f"{closed}，按时"


def _correction(record: Record, _catalogue: Catalogue) -> tuple[str, ...]:
    received = record.events[0]
    return (
        record.name,
        record.said("subject"),
        minute_in_china(received.at),
        received.said("channel"),
        received.said("applicant"),
        corrections.state(record),
        *_ended(record),
    )


def _complaint(record: Record, _catalogue: Catalogue) -> tuple[str, ...]:
    received = record.events[0]
    return (
        record.name,
        record.said("subject"),
        record.said("kind"),
        minute_in_china(received.at),
        received.said("channel"),
        complaints.state(record),
        *_ended(record),
    )


def _ended(record: Record) -> tuple[str, str]:
    """When it was dealt with, and what was done."""
    last = record.events[-1]
    return (NONE, NONE) if len(record.events) == 1 else (minute_in_china(last.at), _done(last))


def _done(event: Event) -> str:
    to = event.said("to")
    return f"转送{to}，已告知" if to else event.said("note") or event.said("reason")


def _delivery(record: Record, catalogue: Catalogue) -> tuple[str, ...]:
    index, revision = deliveries.what(record)
    item, sent = catalogue.known.items[index], record.events[0]
    return (
        record.name,
        catalogue.policy.full_index(index),
        str(revision),
        item.title,
        minute_in_china(sent.at),
        sent.said("to"),
        sent.said("how"),
        sent.said("package"),
    )


RESPONSES = Table(
    responses.REGISTER, "回应登记",
    ("编号", "事由", "种类", "获知时间", "应回应时间", "首次回应时间", "用时", "结果", "发布平台"),
    _response,
)  # fmt: skip
CORRECTIONS = Table(
    corrections.REGISTER, "更正申请登记",
    ("编号", "事由", "收到时间", "渠道", "申请人类别", "结果", "办理时间", "说明"),
    _correction,
)  # fmt: skip
COMPLAINTS = Table(
    complaints.REGISTER, "投诉举报登记",
    ("编号", "事由", "种类", "收到时间", "渠道", "结果", "办理时间", "说明"),
    _complaint,
)  # fmt: skip
DELIVERIES = Table(
    deliveries.REGISTER, "公报送交登记",
    ("编号", "索引号", "版次", "标题", "送交时间", "收件单位", "方式", "送交包的 SHA-256"),
    _delivery,
)  # fmt: skip
TABLES = (RESPONSES, CORRECTIONS, COMPLAINTS, DELIVERIES)
