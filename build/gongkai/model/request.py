"""A request as git shows it: which files it changes, and who approved changing the system."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model.evidence import Verification
from gongkai.model.finding import Place, Text

GITLINK = "160000"
"""The mode of what names a commit of another repository: git checks out an empty folder for it."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A path of the repository that a request changes, and its mode thereafter, as git has it."""

    path: str
    mode: str

    @property
    def is_gitlink(self) -> bool:
        """Whether it is a submodule's."""
        return self.mode == GITLINK


@dataclass(frozen=True, slots=True)
class Request:
    """What a request asks for. Of the last four nothing is read where it leaves the system alone."""

    changes: tuple[Touched, ...]
    behind: bool = False
    """Whether the system has changed at the base since the request began."""
    faults: tuple[tuple[Place, Text], ...] = ()
    """What keeps policy/approvals.yml from being read."""
    approvals: tuple[Verification, ...] = ()
    """What its entries are worth for this very state of the system, by the keys of the base, now."""
    authors: frozenset[str] = frozenset()
    """E-mail addresses (lower case) of everyone who wrote the change of the system."""
