"""The words and the room of `gongkai due`: hours, days nobody knows yet, colours, and an issue that fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from gongkai.model import Duty, Text, Todo, When
from gongkai.report import agenda_issue, agenda_text, when_due

NOW = datetime.fromisoformat("2026-03-20T10:00:00+08:00")
DUTY = Duty(
    todo=Todo.PUBLISH,
    name="2026-00012",
    subject="公报",
    department="秘书科",
    offices=(),
    due=When(date(2026, 3, 20)),
    earliest=None,
    working=Text("算法", "working"),
    article=Text("第十三条", "article 13"),
    path="content/items/2026/00012.md",
)


def by(due: When | None, earliest: date | None = None) -> Duty:
    return replace(DUTY, due=due, earliest=earliest)


def at(text: str) -> When:
    return When.landed(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("duty", "said", "over"),
    [
        (by(When(date(2026, 3, 20))), "2026-03-20 剩 0 天", False),  # the last day ends at 24:00
        (by(When(date(2026, 3, 19))), "2026-03-19 已逾期 1 天", True),
        (by(at("2026-03-20T10:00:00+08:00")), "2026-03-20 10:00 剩 0 小时 0 分", False),
        (by(at("2026-03-20T09:59:00+08:00")), "2026-03-20 09:59 已逾期 0 小时 1 分", True),
        (by(at("2026-03-22T12:30:00+08:00")), "2026-03-22 12:30 剩 50 小时 30 分", False),
        (by(None, date(2027, 1, 5)), "期限待定，最早 2027-01-05", False),
        (by(None), "没有期限", False),
    ],
)
def test_by_when(duty: Duty, said: str, *, over: bool) -> None:
    assert when_due(duty, NOW) == said
    assert duty.is_over(NOW) is over


def test_the_order_is_by_the_earliest_day_it_can_be_over() -> None:
    days = [
        by(at("2026-03-20T09:00:00+08:00")),
        by(When(date(2026, 3, 20))),
        by(None, date(2026, 12, 31)),
        by(When(date(2027, 1, 5))),
        by(None),
    ]
    mixed = [days[place] for place in (4, 2, 0, 3, 1)]
    assert sorted(mixed, key=lambda duty: duty.order) == days


def test_red_is_over_and_yellow_is_near_and_the_words_say_so_too() -> None:
    listed = [by(When(date(2026, 3, day))) for day in (19, 25, 26)]
    first, _, second, _, third, *_ = agenda_text(listed, NOW, 5, colour=True).splitlines()
    assert first.startswith("\x1b[31m2026-03-19 已逾期 1 天\x1b[0m")
    assert second.startswith("\x1b[33m2026-03-25 剩 5 天\x1b[0m")
    assert third.startswith("2026-03-26 剩 6 天")


def test_an_issue_has_no_more_than_there_is_room_for_and_says_what_is_missing() -> None:
    listed = [replace(DUTY, subject="很" * 200)] * 500
    text = agenda_issue(listed, NOW)
    assert len(text.encode()) <= 65_536
    shown = text.count("\n| 2026-03-20")
    assert 0 < shown < 500
    assert f"另有 {500 - shown} 项" in text
