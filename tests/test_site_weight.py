"""A page costs its reader 60 KB at most, without images, as a server sends it compressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_browser import KINDS
from site_weight import weight

pytest_plugins = ("site_fixtures",)

LIMIT = 60_000
FRAME = 45_000
"""What is not text: a law of ten thousand characters, about 13 KB, still fits beside it."""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_page_leaves_room_for_its_text(site: Path, kind: str) -> None:
    found = weight(site, site / KINDS[kind])
    assert {Path(name).suffix for name in found} >= {".html", ".css", ".js", ".png"}, "not all is counted"
    assert sum(found.values()) <= FRAME, found


def test_no_page_weighs_more_than_the_limit(site: Path) -> None:
    heavy = {path.name: weight(site, path) for path in site.rglob("*.html")}
    assert {name: found for name, found in heavy.items() if sum(found.values()) > LIMIT} == {}
