"""期限一览: what must be done by when, over everything that has a time limit. Pure: the moment comes with the context.

Nearest first, so that what is overdue stands on top; what the rule wants done at once, without naming days, comes last.
Each duty says how its day was reckoned, and by which article.
"""

from __future__ import annotations

from gongkai.duties import of_bureau, of_items, of_registers
from gongkai.model import Context, Duty

_KINDS = (
    of_items.waiting,
    of_items.unexplained,
    of_items.announced,
    of_registers.unanswered,
    of_registers.unspoken,
    of_registers.uncorrected,
    of_registers.unhandled,
    of_bureau.reports,
    of_bureau.summaries,
    of_bureau.undecided,
    of_bureau.untaken,
)


def duties(context: Context, branches: Context | None = None) -> tuple[Duty, ...]:
    """All that is to be done, nearest first; with the items that wait on branches, where they are given."""
    found = [duty for kind in _KINDS for duty in kind(context)]
    if branches:
        found.extend(of_items.waiting(branches))
    return tuple(sorted(found, key=lambda duty: duty.order))
