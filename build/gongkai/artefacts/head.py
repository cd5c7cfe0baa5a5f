"""What stands in a page's head: its title, its description, and the page tags that inspections read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; all of it plain text."""

    title: str
    description: str
    tags: Mapping[str, str] = field(default_factory=dict)
    """Names, case-sensitive, and contents of `<meta>` elements (国办发〔2017〕47号, annex)."""

    def html(self) -> str:
        """The tags as HTML."""
        return "\n".join(
            f'<meta name="{escape(name)}" content="{escape(text)}">' for name, text in self.tags.items()
        )
