"""What git and the keys prove of the main line: every landing, who signed it, and what it brought in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from gongkai.model.finding import Finding, Rule, Text
from gongkai.model.policy import Person


class Content(StrEnum):
    """What a merge of two parents made of them."""

    CLEAN = "clean"
    """Exactly what git alone makes of the two."""
    EDITED = "edited"
    """Something else than git makes: content that no commit of the branch has."""
    CONFLICT = "conflict"
    """Git alone cannot merge the two: somebody decided by hand."""
    UNRELATED = "unrelated"
    """The two have no common history."""


@dataclass(frozen=True, slots=True)
class SignedCommit:
    """A commit: who says to have written it, and whose key signed it."""

    sha: str
    author: str
    """The e-mail address of the author, in lower case."""
    authors: frozenset[str]
    """The same, with those of the co-authors."""
    signer: str | None
    """The principal whose key signed it; None where no key did that counted on that day."""
    reason: Text
    """What came of checking the signature."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A commit of the main line that changed content/, and all that it brought in.

    What it took up of one item is a Landing.
    """

    commit: SignedCommit
    parents: int
    content: Content
    """Of two parents; CLEAN where there are not two, which is a fault by itself."""
    inner: tuple[SignedCommit, ...]
    """What only its other parents lead to, and nothing on the line before did; in no order."""

    @property
    def is_merge(self) -> bool:
        """Whether it joins two lines of work; more at once cannot be told apart."""
        return self.parents == 2  # noqa: PLR2004 - a line and a branch


@dataclass(frozen=True, slots=True)
class Dated:
    """A commit of the main line, when it was made, and the latest time before it on the line."""

    sha: str
    at: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class MainLine:
    """The commits on the first-parent line of the main branch that are to be judged, oldest first."""

    tip: str
    """Empty where there is no commit at all."""
    since: str
    """The commit after which judging began; empty for the beginning."""
    lost: tuple[str, ...]
    """Commits that were on the line, as was remembered or said, and are not on it now."""
    commits: tuple[Dated, ...]
    landings: tuple[Intake, ...]
    system: tuple[tuple[str, str], ...]
    """Commits that changed anything outside content/, each with its first parent."""


@dataclass(frozen=True, slots=True)
class Audit:
    """All that a rule of the merge audit may know."""

    line: MainLine
    unapproved: Mapping[str, tuple[Text, ...]]
    """Commit → what its change of the system lacks, by the keys and offices before it."""
    people: Mapping[str, Person]
    today: date


class LandingCheck(Protocol):
    """A rule over what landed on the main line. A module with these two names is one."""

    RULE: Rule

    def check(self, audit: Audit, /) -> Iterator[Finding]:
        """Yield what is wrong, each with the commit."""
