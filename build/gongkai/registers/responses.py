"""回应关切: by when a response was owed, and whether it came in time, to the minute in China (articles 4 and 21)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from gongkai.model import CHINA, Context, Event, Policy, Record, Text

REGISTER = "responses"
MAJOR = "特别重大、重大突发事件"
FALSE = "虚假或者不完整信息"
"""What article 4 wants cleared up at once: it names no hours, so that those of article 21 hold."""
OWED = frozenset({MAJOR, FALSE})
"""The kinds that nobody may leave unanswered."""

FOLLOWS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({"learnt"}),
    "learnt": frozenset({"responded", "closed"}),
    "responded": frozenset({"responded"}),
    "closed": frozenset(),
}
"""Which events may come after which; None: at the beginning."""


def hours(record: Record, policy: Policy) -> int:
    """How many hours there are: 5 for what is major, otherwise 48."""
    clocks = policy.clocks
    return clocks.major_hours if record.said("kind") == MAJOR else clocks.other_hours


def due(record: Record, policy: Policy) -> datetime:
    """The last minute that is in time."""
    return minute(record.events[0].at) + timedelta(hours=hours(record, policy))


def limit(record: Record, policy: Policy) -> Text:
    """The hours that there were, with their working."""
    began, ends = f"{minute(record.events[0].at):%Y-%m-%d %H:%M}", f"{due(record, policy):%Y-%m-%d %H:%M}"
    given = hours(record, policy)
    return Text(f"{began} 获知，{given}小时内，至 {ends}", f"learnt {began}, {given} hours, until {ends}")


def working(record: Record, context: Context) -> str:
    """The same with what came of it, by now."""
    late, spent = over(record, context.policy, context.now), taken(record)
    done = f"用时{told(spent)}" if spent is not None else "还没有回应"
    return f"时限：{limit(record, context.policy).zh}；{done}" + (f"，晚了{told(late)}" if late else "")


def ended(record: Record) -> Event | None:
    """The first response, or the decision that none is needed."""
    return next((event for event in record.events if event.kind in ("responded", "closed")), None)


def over(record: Record, policy: Policy, now: datetime) -> timedelta:
    """How late the first response was, or is by now; zero where it was, or may still be, in time."""
    end = ended(record)
    late = minute(end.at if end else now) - due(record, policy)
    return max(late, timedelta())


def taken(record: Record) -> timedelta | None:
    """How long the first response took; None while there is none."""
    end = ended(record)
    return minute(end.at) - minute(record.events[0].at) if end else None


def minute(moment: datetime) -> datetime:
    """The minute of China that it was in: a limit of hours is judged to the minute."""
    return moment.astimezone(CHINA).replace(second=0, microsecond=0)


def told(span: timedelta) -> str:
    """A span as people say it: 4小时59分, 30分, 48小时."""
    whole, minutes = divmod(span // timedelta(minutes=1), 60)
    return (f"{whole}小时" if whole else "") + (f"{minutes}分" if minutes or not whole else "")
