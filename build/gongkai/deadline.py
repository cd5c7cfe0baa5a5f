"""The time limits of items (article 13; 条例 art. 26): from which day, to which, and what became public when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai.model import Context, Item, Lineage, Revision, Term, When
from gongkai.reckoning import last_day


def terms(item: Item, context: Context) -> Iterator[Term]:
    """The time limits that an item is under: of its making, and of its last change (条例 art. 26: 形成或者变更)."""
    first = item.first_published
    yield _term(item.created, first.date if first else published_on(item, context), context)
    if changed := change_of(item, context):
        yield _term(changed, updated_on(item, context), context)


def every_term(item: Item, context: Context) -> Iterator[tuple[Item, Term, bool]]:
    """Each time limit that any revision of an item was under, once: the revision, the limit, whether it has landed."""
    lineage = context.lineages[item.path]
    told: set[tuple[date, date]] = set()
    before = ((each.item, _when(each, lineage, context)) for each in lineage.earlier)
    for revision, then in (*before, (item, context)):
        for term in terms(revision, then):
            if (term.start, term.public) not in told:
                told.add((term.start, term.public))
                yield revision, term, then.lineages[revision.path].landed is not None


def _when(revision: Revision, lineage: Lineage, context: Context) -> Context:
    """What was known when an earlier revision landed, as far as time limits ask."""
    return replace(context, lineages={revision.item.path: lineage.back_to(revision)})


def _term(start: date, public: date, context: Context) -> Term:
    return Term(start, _last_day(start, context), public)


def _last_day(start: date, context: Context) -> date:
    """Of a year whose days off are not known, the earliest day that it could be: what is late then may be in time."""
    return last_day(start, context.policy.publish_days, context.calendar)


def change_of(item: Item, context: Context) -> date | None:
    """The day on which the text of this revision came into being, if the revision changed the text."""
    before = context.lineages[item.path].before
    new = item.changes[len(before.item.changes) :] if before else ()
    return new[-1].date if new else None


def origin(start: date, item: Item) -> tuple[str, str]:
    """What a time limit from `start` runs from: the name of that date, and its field in front matter."""
    return ("形成日期", "created") if start == item.created else ("变更日期", "changes")


def made_on(item: Item, context: Context) -> date:
    """The day on which the text, as it now reads, came into being; before it nobody can have approved it."""
    return change_of(item, context) or item.created


def due_day(item: Item, context: Context) -> date | None:
    """The last day on which publishing this revision is in time; of a withdrawal, should be.

    None for a text that its organ published before this catalogue began.
    """
    if change_of(item, context) is None:
        if item.withdrawn:
            return _last_day(item.withdrawn.date, context)
        if item.first_published:
            return None
    return tuple(terms(item, context))[-1].due


def is_public(item: Item, context: Context) -> bool:
    """Whether the item, as it now reads, has landed."""
    return context.lineages[item.path].unchanged


def published_on(item: Item, context: Context) -> date:
    """The day its index number landed; today, if it has not."""
    return published_when(item, context).day


def published_when(item: Item, context: Context) -> When:
    """The same with the moment, if it has landed."""
    first = context.lineages[item.path].first
    return When.landed(first.at) if first else When(context.today)


def updated_on(item: Item, context: Context) -> date:
    """The day this revision landed; today, if it has not."""
    return updated_when(item, context).day


def updated_when(item: Item, context: Context) -> When:
    """The same with the moment, if it has landed."""
    landed = context.lineages[item.path].landed
    return When.landed(landed.landing.at) if landed else When(context.today)
