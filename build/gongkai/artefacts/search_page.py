"""The main part of the search page: a form, and where theme/assets/search.js shows what it finds."""

from __future__ import annotations

from gongkai.artefacts.listings import listings
from gongkai.artefacts.records import validity
from gongkai.artefacts.templates import template
from gongkai.model import Catalogue

PAGE = "search.html"
FOLDER = "search"


def page(catalogue: Catalogue, bundles: tuple[str, ...], *, full: bool) -> str:
    """The page; `bundles` are the parts of the index, newest first. Without a `full` index it says so."""
    entries = catalogue.entries
    choices = (
        ("year", "年份", sorted({str(each.published_when.day.year) for each in entries}, reverse=True)),
        ("category", "类别", [each.name for each in catalogue.categories]),
        ("department", "科室", [each.name for each in catalogue.departments]),
        ("validity", "有效性", sorted({validity(each.item) for each in entries})),
    )
    return template("search.html").render(
        choices=choices,
        every=listings(catalogue),
        bundles=[f"{FOLDER}/{each}/" for each in bundles],
        full=full,
    )
