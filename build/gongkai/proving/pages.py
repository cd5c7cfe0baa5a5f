"""What git proves of column pages: since when they read as they do, and what they announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from gongkai.model import (
    History,
    Landing,
    Page,
    RawItem,
    When,
)
from gongkai.proving.setup import ReadBlob, Setup
from gongkai.sources import frontmatter
from gongkai.sources.git import objects

_RELEASES = b"\nreleases:"


def page_dates(pages: Iterable[RawItem], past: History, today: date) -> Mapping[str, When]:
    """Path of a column page → when the main line last came to hold it as it reads; today, if it never did."""
    return {raw.path: _page_date(raw, past.pages.get(raw.path, ()), today) for raw in pages}


def _page_date(raw: RawItem, states: tuple[Landing, ...], today: date) -> When:
    own = objects.blob_name(raw.text.encode(), like=states[0].blob) if states else ""
    return next((When.landed(each.at) for each in reversed(states) if each.blob == own), When(today))


def announcements(root: Path, setup: Setup, past: History) -> Mapping[str, tuple[tuple[Landing, Page], ...]]:
    """Path of a column page → each state of it that announced releases (发布安排), oldest first.

    One whose form was not right announced nothing: it was pushed past the gate.
    """
    read = objects.reader(root)
    found = {path: tuple(_announcing(states, setup, read)) for path, states in past.pages.items()}
    return {path: states for path, states in found.items() if states}


def _announcing(states: Iterable[Landing], setup: Setup, read: ReadBlob) -> Iterator[tuple[Landing, Page]]:
    for landing in states:
        data = read(landing.blob) if landing.blob else b""
        if _RELEASES not in data:  # most pages announce nothing, and none of those is read further
            continue
        raw = frontmatter.read(landing.path, data)
        page = raw if isinstance(raw, tuple) else setup.schemas.page(raw)
        if isinstance(page, Page) and page.releases:
            yield landing, page
