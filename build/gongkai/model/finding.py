"""A fault in words: what, where, by which article, and what to do; and the rule that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class SetupError(Exception):
    """Cannot run: the set-up is at fault, not an item. Shown in one line."""

    exit_code = 2


class Text(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str


class Place(NamedTuple):
    """A position in a file, both counted from 1; columns count characters."""

    line: int
    column: int


class Severity(StrEnum):
    """An error keeps the catalogue from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: what, where, by which article, and what to do about it."""

    path: str
    """Relative to the repository; `commit:<id>` where the fault is a commit's (`of_commit`)."""
    place: Place
    rule: str
    severity: Severity
    message: Text
    article: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """What is always true of a rule: its permanent slug, article, remedy and explanation."""

    slug: str
    title: Text
    article: Text
    remedy: Text
    page: Text

    def finding(
        self, path: str, place: Place, zh: str, en: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """What this rule finds at `place` of `path` (relative to the repository)."""
        message = Text(zh, en)
        return Finding(path, place, self.slug, severity, message, self.article, self.remedy)

    def of_commit(self, sha: str, zh: str, en: str) -> Finding:
        """What this rule finds in a commit of the main line, which has no lines to point at."""
        return self.finding(f"commit:{sha}", Place(1, 1), zh, en)
