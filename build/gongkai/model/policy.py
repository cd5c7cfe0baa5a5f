"""What the leading group decided: roles, routing, limits, and the offices that may sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.model.meant import Item

LATE = "late"
"""The role of the leading group's office, which alone lets a late item be published (article 13)."""


@dataclass(frozen=True, slots=True)
class Person:
    """An office that may sign, and the e-mail addresses it commits under."""

    department: str
    position: str
    roles: frozenset[str]
    emails: frozenset[str]

    @property
    def name(self) -> str:
        """What the office is called: 秘书科科长."""
        return f"{self.department}{self.position}"


@dataclass(frozen=True, slots=True)
class Compromise:
    """A key that others may hold: what was not public before `since` proves nothing with it."""

    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of approval: its Chinese name and for which department its signer must stand."""

    title: str
    signs_for: str
    """`maker` (the item's department), `publisher` (the one article 14 names) or `bureau`."""


@dataclass(frozen=True, slots=True)
class Route:
    """One line of article 14: items that fit are made public by `publisher` (None: their maker)."""

    category: str | None
    topics: frozenset[str]
    important: bool
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Deputy:
    """代理: an office that stands in for another, in these roles, on these days."""

    by: str
    represents: str
    roles: frozenset[str]
    first: date
    last: date
    """Both days belong to the time."""

    def covers(self, by: str, role: str, day: date) -> bool:
        """Whether `by` stands in for somebody in `role` on `day` (of China) by this entry."""
        return self.by == by and role in self.roles and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Site:
    """The site that the column is part of, as every page names it (国办发〔2017〕47号)."""

    name: str
    domain: str
    code: str
    """网站标识码."""
    icp: str
    police: str
    """公安备案."""
    sponsor: str
    contact: str
    party_mark: str | None
    """The address of 党政机关标识, if it has been given out."""
    report: str | None
    """The address of 我为政府网站找错, if it has been given out."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """After how many days without anything new a column is to be spoken of (国办秘函〔2019〕19号)."""

    home: int
    columns: Mapping[str, int]
    """Category → days."""
    empty: int
    """From the day the catalogue began."""
    messages: int
    """How long somebody may wait for what he asked or told us."""
    veto: int
    """So many stale columns, or empty ones, fail the inspection by themselves."""


@dataclass(frozen=True, slots=True)
class Measure:
    """考核的一项: what it is called, which of the six contents of Annex 1 it belongs to, and what it is worth."""

    content: str
    name: str
    points: int
    counted: bool
    """Computed from the repository; else people judge it, by a signed record."""
    article: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """How much time there is for what is no item; working days, but for the hours."""

    reply: int
    """To answer a request (article 16)."""
    extension: int
    """To answer it with the leading group's consent (article 16)."""
    legal_reply: int
    """The same by 条例 art. 33."""
    legal_extension: int
    clarification: int
    """To ask for what a request lacks (条例 art. 30)."""
    third_party: int
    """For a third party to say whether it agrees (条例 art. 32)."""
    fee: int
    """To pay (国办函〔2020〕109号)."""
    interpretation: int
    """To publish an interpretation after its document (article 20)."""
    major_hours: int
    """To speak about 特别重大、重大突发事件 (article 21)."""
    other_hours: int
    """To speak about other matters (article 21)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the leading group decided: `policy/policy.yml`, form checked."""

    bureau: str
    front_code: str
    domain: str
    address: str
    main_branch: str
    starts_on: date
    sample: bool
    site: Site
    publish_days: int
    legal_working_days: int
    warn_days: int
    attachment_bytes: int
    attachment_kinds: frozenset[str]
    image_bytes: int
    """What an image in a text may weigh without a warning."""
    freshness: Freshness
    roles: Mapping[str, Role]
    needed: Mapping[str, tuple[str, ...]]
    """Category → the roles that must sign."""
    distinct: tuple[frozenset[str], ...]
    """Roles that one person must not hold at once on an item."""
    deputies: tuple[Deputy, ...]
    routing: tuple[Route, ...]
    contacts: frozenset[str]
    """Telephone numbers and addresses the bureau itself makes public."""
    audit_errors: frozenset[str]
    """The rules of the merge audit that are errors; the others warn."""
    share: int
    """What the assessment of disclosure weighs in that of the whole bureau, in per cent (article 26)."""
    measures: tuple[Measure, ...]
    """Of the assessment, in the order of Annex 1, art. 3; their points make a hundred."""
    decided_in_public: frozenset[str]
    """The measures of accountability (责任追究) that are told one by one; of others only the number is."""
    clocks: Clocks
    fee_restarts: bool
    """Whether the time to answer a request runs anew from the payment (国办函〔2020〕109号: to be confirmed)."""
    registers: Mapping[str, Mapping[str, str]]
    """Register → event → the role that signs it."""
    responsible: Mapping[str, str]
    """Register → the department that answers for what nobody has taken up yet, where the rule names one."""

    def needed_for(self, item: Item) -> tuple[str, ...]:
        """The roles that must sign an item: those of its category, and `late` where it says it is late."""
        return (*self.needed[item.category], *([LATE] if item.late_reason else []))

    def full_index(self, index: str) -> str:
        """The whole 索引号: front code, slash, year and serial."""
        return f"{self.front_code}/{index}"

    def keeps_apart(self, role: str, other: str) -> bool:
        """Whether one person must not give both of two roles on an item."""
        return any({role, other} <= roles for roles in self.distinct)
