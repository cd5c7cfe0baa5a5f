"""A register of a thousand requests in a real browser: on a phone and a desk, folded by year, found by its number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gongkai.artefacts import request_register
from gongkai.model import Catalogue
from request_maker import answered, request, visit
from site_browser import OVERFLOWING, box, opened, unfold
from site_weight import weight

pytest_plugins = ("site_fixtures",)

YEARS = range(2017, 2027)


@pytest.fixture(scope="module")
def large(catalogue: Catalogue, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page of a thousand requests and what it needs."""
    records = [
        request(visit(f"{year}-03-02"), answered(f"{year}-03-09"), name=f"{year}-{n:03}")
        for year in YEARS
        for n in range(1, 101)
    ]
    known = replace(catalogue.known, records={each.id: each for each in records})
    many = request_register.table(replace(catalogue, known=known))
    folder = tmp_path_factory.mktemp("register")
    (folder / "assets").symlink_to(site / "assets")
    before, few, after = (
        (site / "request.html").read_text("utf-8").partition(request_register.table(catalogue))
    )
    assert few
    (folder / "request.html").write_text(before + many + after, encoding="utf-8")
    return folder


def test_a_thousand_requests_are_read_on_a_phone_and_a_desk(chromium: Browser, large: Path) -> None:
    with opened(chromium, f"{large.as_uri()}/", "request.html") as page:
        rows = page.locator(".gk-requests tbody tr")
        assert rows.count() == 1000
        assert sum(row.is_visible() for row in rows.all()[::50]) == 2  # of the newest year alone
        unfold(page)
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OVERFLOWING) == []
            assert (box(rows.nth(0).locator("td").nth(0))["y"] > box(rows.nth(0).locator("th"))["y"]) == (
                width == 360
            )


def test_a_request_of_a_folded_year_is_shown_to_who_comes_by_its_number(
    chromium: Browser, large: Path
) -> None:
    with opened(chromium, f"{large.as_uri()}/", "request.html#request-2019-050") as page:
        page.locator("#request-2019-050").wait_for(state="visible")
        assert not page.locator("#request-2018-050").is_visible()


def test_a_thousand_requests_are_no_heavy_page(large: Path) -> None:
    assert sum(weight(large, large / "request.html").values()) <= 60_000
