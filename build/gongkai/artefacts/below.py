"""What the pipeline adds below the text of each column page, and when that last changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.artefacts import (
    accountability_page,
    annual,
    articles,
    assessment_page,
    linked,
    outputs,
    pages,
    register_pages,
    request_page,
    request_register,
)
from gongkai.artefacts.head import latest
from gongkai.model import Catalogue, When


@dataclass(frozen=True, slots=True)
class Below:
    """The parts that follow, as HTML, and what makes the page new."""

    parts: tuple[Callable[[Catalogue], str], ...]
    registers: tuple[str, ...] = ()
    items: bool = False
    """Whether it shows items."""


_NOTHING = Below(())
_BELOW = {
    "index.md": Below((pages.newest, linked.of_home), items=True),
    "catalogue.md": Below(
        (pages.overview, register_pages.delivered, outputs.section), ("deliveries",), items=True
    ),
    "request.md": Below((request_page.form, request_page.fees, request_register.table), ("requests",)),
    "response.md": Below((register_pages.response,), ("responses",)),
    "supervision.md": Below((register_pages.supervision,), ("corrections", "complaints")),
    assessment_page.PAGE: Below(
        (assessment_page.section, accountability_page.section), ("assessments", "accountability")
    ),
    annual.PAGE: Below((annual.listed,), ("reports",)),
    articles.PAGE: Below((articles.table,)),
}
"""By the page's file in content/."""


def html(uri: str, catalogue: Catalogue) -> str:
    """All that stands below the text of a page."""
    return "".join(part(catalogue) for part in _BELOW.get(uri, _NOTHING).parts)


def changed(uri: str, catalogue: Catalogue) -> Iterator[When]:
    """When what it shows came to be as it is, as git proves."""
    below = _BELOW.get(uri, _NOTHING)
    if below.items:
        yield latest(catalogue.entries, catalogue.policy)
    for record in catalogue.records.values():
        if record.register in below.registers:
            landed = catalogue.known.recordings[record.id].landed
            yield from (When.landed(each.at) for each in landed if each)
