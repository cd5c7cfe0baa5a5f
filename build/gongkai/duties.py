"""期限一览: what must be done by when, over everything that has a time limit. Pure: today comes with the context.

Nearest first, so that what is overdue stands on top. Each duty says how its day was reckoned, and by which article.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.deadline import due_day, is_public, made_on
from gongkai.model import Context, Duty, Item, Page, Release, Text, Todo, When
from gongkai.standing import may_sign, wanted

_PUBLISHING = Text("第十三条", "article 13")
_ANNOUNCED = Text("第十条", "article 10")


def duties(context: Context) -> tuple[Duty, ...]:
    """All that is to be done, nearest first."""
    found = [*_of_items(context), *_of_releases(context)]
    return tuple(sorted(found, key=lambda duty: duty.order))


def _of_items(context: Context) -> Iterator[Duty]:
    for item in context.items.values():
        if not is_public(item, context):
            yield _waiting(item, context)


def _waiting(item: Item, context: Context) -> Duty:
    """An item, a revision or a withdrawal that has not landed."""
    due, roles = due_day(item, context), wanted(item, context)
    offices = (by for role in roles for by in may_sign(item, role, context, context.today))
    return Duty(
        todo=_todo(item, context),
        name=item.index,
        subject=item.title,
        department=item.department,
        offices=tuple(dict.fromkeys(offices)),
        due=When(due) if due else None,
        earliest=None,
        working=_working(item, context),
        article=_PUBLISHING,
        path=item.path,
    )


def _todo(item: Item, context: Context) -> Todo:
    if context.lineages[item.path].before is None:
        return Todo.PUBLISH
    return Todo.WITHDRAW if item.withdrawn else Todo.CHANGE


def _working(item: Item, context: Context) -> Text:
    start = item.withdrawn.date if item.withdrawn else made_on(item, context)
    days = context.policy.publish_days
    return Text(f"{start} 次日起 {days} 天", f"{days} days after {start}")


def _of_releases(context: Context) -> Iterator[Duty]:
    for path in sorted(context.columns):
        for release in context.columns[path].releases:
            if not release.cancelled and not _is_out(release, context):
                yield _announced(context.columns[path], release, context)


def _is_out(release: Release, context: Context) -> bool:
    """Whether what was announced is public."""
    item = context.items.get(release.item or "")
    return item is not None and is_public(item, context)


def _announced(page: Page, release: Release, context: Context) -> Duty:
    offices = (by for by, each in context.people.items() if each.department == release.department)
    return Duty(
        todo=Todo.RELEASE,
        name=release.code,
        subject=release.title,
        department=release.department,
        offices=tuple(offices),
        due=When(release.date),
        earliest=None,
        working=Text(f"{page.title}宣布的日期", "the day that was announced"),
        article=_ANNOUNCED,
        path=page.raw.path,
    )
