"""期限: a time limit, and when what it binds became public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """A text that came into being, or was changed, on one day and must be public by another."""

    start: date
    due: date
    """The last day that is in time."""
    public: date
    """The day it became public, or today while it is not."""

    @property
    def is_late(self) -> bool:
        """逾期: whether it became, or would today become, public after the last day."""
        return self.public > self.due

    @property
    def taken(self) -> int:
        """The days it took."""
        return (self.public - self.start).days

    @property
    def over(self) -> int:
        """The days it was late."""
        return (self.public - self.due).days
