"""What everything is judged by, and what an approval must be worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.model import (
    Article,
    Calendar,
    Person,
    Policy,
    Verdict,
)
from gongkai.schema import Schemas
from gongkai.sources.keys import allowed_signers

GOOD = (Verdict.GOOD,)
ONCE_GOOD = (Verdict.GOOD, Verdict.COMPROMISED)
"""A key that others may hold by now does not undo that an item was public."""

ReadBlob = Callable[[str], bytes]
"""From git's name of a blob to its bytes."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the bureau decided: forms, policy, offices, keys."""

    schemas: Schemas
    policy: Policy
    people: Mapping[str, Person]
    keys: allowed_signers.Keys
    calendar: Calendar
    articles: tuple[Article, ...] = ()
    """What carries out each article of the rule; none, where policy/ does not say."""


def approvers(setup: Setup) -> frozenset[str]:
    """The addresses of all who may approve, whether or not their approval still stands in a file."""
    deputies = {each.by for each in setup.policy.deputies}
    offices = (office for by, office in setup.people.items() if office.roles or by in deputies)
    return frozenset(email for office in offices for email in office.emails)
