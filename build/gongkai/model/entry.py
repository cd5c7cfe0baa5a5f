"""An item as the public sees it, and the catalogue of them all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.model.meant import Approval, Item
from gongkai.model.policy import Policy
from gongkai.model.term import Term


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a codelist: what it means, and its part of an address."""

    name: str
    meaning: str
    slug: str
    topics: tuple[Choice, ...] = ()
    """The narrower words below a category."""


@dataclass(frozen=True, slots=True)
class Consent:
    """An approval as the public sees it: which office, in which role."""

    approval: Approval
    role: str
    department: str
    position: str
    acting_for: str | None
    """The office that a deputy (代理) stands in for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the public sees it."""

    item: Item
    full_index: str
    published: date
    """The day on which the item first became public."""
    updated: date
    """The day on which it became public as it now reads."""
    publisher: str
    consents: tuple[Consent, ...]
    sizes: tuple[int, ...]
    """Of the attachments, in bytes, in their order."""
    late: tuple[Term, ...]
    """The time limits that were missed, which is told in public (article 13)."""
    replaces: tuple[Item, ...]
    replaced_by: Item | None
    earlier: tuple[Edition, ...]
    """What it was before, newest first."""


@dataclass(frozen=True, slots=True)
class Edition:
    """旧版: an earlier revision, as it was public until another took its place."""

    entry: Entry
    """As of then; its own `earlier` is empty."""
    until: date
    commit: str
    """The landing, where its attachments still lie."""
    lost: frozenset[str]
    """Addresses in its text that lead nowhere any more."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """目录: all entries, newest first, with the codelists that divide them."""

    policy: Policy
    categories: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    entries: tuple[Entry, ...]
