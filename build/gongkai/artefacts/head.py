"""What stands in a page's head: its title, its description, the page tags that inspections read, its feeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; all of it plain text."""

    title: str
    description: str
    tags: Mapping[str, str] = field(default_factory=dict)
    """Names, case-sensitive, and contents of `<meta>` elements (国办发〔2017〕47号, annex)."""
    feeds: Iterable[tuple[str, str, str]] = ()
    """Media type, title and address, as it reads on the page, of the page's own feeds."""

    def html(self) -> str:
        """The tags and the links to feeds as HTML."""
        tags = [f'<meta name="{escape(name)}" content="{escape(text)}">' for name, text in self.tags.items()]
        feeds = [
            f'<link rel="alternate" type="{escape(kind)}" title="{escape(title)}" href="{escape(address)}">'
            for kind, title, address in self.feeds
        ]
        return "\n".join([*tags, *feeds])
