"""What is to be done about items: publish what waits, explain what wants explaining, release what was announced."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai import interpreting
from gongkai.deadline import change_of, due_day, is_public, made_on
from gongkai.model import Context, Duty, Item, Page, Reckoning, Release, Text, Todo, When
from gongkai.reckoning import calendar_days, told
from gongkai.standing import may_sign, wanted

_PUBLISHING = Text("第十三条", "article 13")
_ANNOUNCED = Text("第十条", "article 10")
_INTERPRETING = Text("第二十条", "article 20")
_ISSUER = "issuer"


def waiting(context: Context) -> Iterator[Duty]:
    """Items, revisions and withdrawals that have not landed."""
    for item in context.items.values():
        if not is_public(item, context):
            yield _waiting(item, context)


def _waiting(item: Item, context: Context) -> Duty:
    limit, roles = _limit(item, context), wanted(item, context)
    offices = (by for role in roles for by in may_sign(item, role, context, context.today))
    return Duty(
        todo=_todo(item, context),
        name=item.index,
        subject=item.title,
        department=item.department,
        offices=tuple(dict.fromkeys(offices)),
        due=When(limit.due) if limit and limit.due else None,
        earliest=limit.earliest if limit else None,
        working=told(limit) if limit else Text("目录启用前已经公开", "public before the catalogue began"),
        article=_PUBLISHING,
        path=item.path,
    )


def _todo(item: Item, context: Context) -> Todo:
    if context.lineages[item.path].before is None:
        return Todo.PUBLISH
    return Todo.WITHDRAW if item.withdrawn else Todo.CHANGE


def _limit(item: Item, context: Context) -> Reckoning | None:
    """The twenty days of a text, from its making or its last change; of an end, from that day."""
    if due_day(item, context) is None:
        return None
    ended = item.withdrawn and change_of(item, context) is None
    start = item.withdrawn.date if item.withdrawn and ended else made_on(item, context)
    return calendar_days(start, context.policy.publish_days, context.calendar)


def unexplained(context: Context) -> Iterator[Duty]:
    """Normative documents that article 20 wants explained, and that nothing explains yet."""
    by = interpreting.explained(context.items.values())
    for item in context.items.values():
        bound = interpreting.is_bound(item, context.policy) and not (item.no_interpretation or item.withdrawn)
        if bound and interpreting.since(item, by, context) is None:
            limit = interpreting.limit(item, context)
            people = context.people.items()
            offices = (
                by for by, each in people if each.department == item.department and _ISSUER in each.roles
            )
            yield Duty(
                todo=Todo.INTERPRET,
                name=item.index,
                subject=item.title,
                department=item.department,
                offices=tuple(offices),
                due=When(limit.due) if limit.due else None,
                earliest=limit.earliest,
                working=told(limit),
                article=_INTERPRETING,
                path=item.path,
            )


def announced(context: Context) -> Iterator[Duty]:
    """Releases that were announced and are neither out nor called off."""
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
