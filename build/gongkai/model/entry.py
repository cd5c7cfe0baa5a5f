"""An item as the public sees it, and the catalogue of them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.model.articles import Carried
from gongkai.model.context import Context
from gongkai.model.meant import Approval, Item
from gongkai.model.moments import When
from gongkai.model.policy import Policy
from gongkai.model.record import Record
from gongkai.model.term import Term


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a codelist: what it means, and its part of an address."""

    name: str
    meaning: str
    slug: str
    column_type: str
    """What an inspection calls its list: 政策文件, 数据发布, … (国办发〔2017〕47号, annex)."""
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
    published_when: When
    """When the item first became public."""
    updated_when: When
    """When it became public as it now reads."""
    publisher: str
    consents: tuple[Consent, ...]
    sizes: tuple[int, ...]
    """Of the attachments, in bytes, in their order."""
    late: tuple[Term, ...]
    """The time limits that were missed, which is told in public (article 13)."""
    replaces: tuple[Item, ...]
    replaced_by: Item | None
    interprets: tuple[Item, ...]
    interpreted_by: tuple[Item, ...]
    earlier: tuple[Edition, ...]
    """What it was before, newest first."""

    @property
    def published(self) -> date:
        """The day on which the item first became public."""
        return self.published_when.day

    @property
    def updated(self) -> date:
        """The day on which it became public as it now reads."""
        return self.updated_when.day


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
    known: Context
    """All that was judged by: the records of the registers, too. Its today is no part of what is published."""

    articles: tuple[Carried, ...] = ()
    """The rule, article by article, where policy/articles.yml says what carries it out."""

    @property
    def records(self) -> Mapping[str, Record]:
        """requests/2026-003 → the record."""
        return self.known.records
