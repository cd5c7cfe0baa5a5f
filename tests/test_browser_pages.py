"""Each kind of page in a real browser, on a phone, a tablet and a desk: nothing overflows, fails or calls out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from site_browser import FAINT, KINDS, OVERFLOWING, SETTLED, box, opened, style, unfold
from site_repo import HOSTILE, need

pytest_plugins = ("site_fixtures",)

WIDTHS = (360, 768, 1440)
AA = 4.5
"""The contrast of words that WCAG's AA asks for."""


def test_nothing_overflows_fails_or_calls_out(page: Page) -> None:
    unfold(page)
    for width in (320, *WIDTHS):  # 320 is a desk at four times its size (WCAG 1.4.10)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOWING) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("h1").first.is_visible()
    assert page.locator("html").get_attribute("lang") == "zh-CN"


def test_all_words_stand_out_from_their_ground(page: Page) -> None:
    unfold(page)
    assert page.evaluate(FAINT, AA) == []
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)
    assert page.evaluate(FAINT, AA) == []
    assert style(page.locator("body"), "backgroundColor") != "rgb(255, 255, 255)"


def test_a_line_of_text_has_about_forty_characters(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["wide item"], viewport={"width": 1440, "height": 800}) as page:
        text = page.locator(".gk-body > p").first
        size = float(style(text, "fontSize").removesuffix("px"))
        assert 38 <= box(text)["width"] / size <= 42
        assert float(style(text, "lineHeight").removesuffix("px")) / size >= 1.7


@pytest.mark.parametrize("width", WIDTHS)
def test_the_header_table_shows_two_pairs_a_row_and_on_a_phone_one(
    chromium: Browser, top: str, width: int
) -> None:
    shape = {"width": width, "height": 800}
    with opened(chromium, top, KINDS["item with all fields"], viewport=shape) as page:
        tops = [box(name)["y"] for name in page.locator(".gk-facts th").all()]
        assert (tops[0] == tops[1]) == (width > 360)
        assert len(set(tops)) == (len(tops) if width == 360 else 7)


def test_on_a_phone_a_list_stacks_title_number_and_dates(chromium: Browser, top: str) -> None:
    shape = {"width": 360, "height": 800}
    with opened(chromium, top, "catalogue/fagui-wenjian.html", viewport=shape) as page:
        cells = page.locator(".gk-list tbody td").all()
        assert not cells[0].is_visible()
        tops = [box(cell)["y"] for cell in cells[1:]]
        assert tops[0] < tops[1] < tops[2] == tops[3]
        words = page.locator(".gk-list tbody tr").inner_text().split()
        assert words == [
            "各项都填的信息",
            "00000000-0/2026-00002",
            "咸统发〔2026〕12号",
            "2021-08-16",
            "2026-03-20",
        ]


def test_hostile_words_are_shown_as_words(chromium: Browser, top: str) -> None:
    with opened(chromium, top, KINDS["hostile item"]) as page:
        assert page.locator("h1").inner_text() == HOSTILE
        assert page.title().startswith(HOSTILE)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_difference_wraps_and_is_told_by_signs_not_by_strokes(
    chromium: Browser, top: str, width: int
) -> None:
    shape = {"width": width, "height": 800}
    with opened(chromium, top, KINDS["earlier revision"], viewport=shape) as page:
        for block in page.locator(".gk-diff").all():
            assert block.evaluate("each => each.scrollWidth <= each.clientWidth")
        assert page.locator(".gk-diff del").all()
        for sign, tag in (("−", "del"), ("+", "ins")):
            for line in page.locator(f".gk-diff {tag}").all():
                assert line.inner_text().startswith(sign)
                assert style(line, "textDecorationLine") == "none"
                assert style(line, "backgroundColor") != style(page.locator("body"), "backgroundColor")


def test_the_notice_of_an_earlier_revision_stands_before_its_text_and_on_paper(
    chromium: Browser, top: str
) -> None:
    with opened(chromium, top, KINDS["earlier revision"]) as page:
        notice, text = page.locator(".gk-notice"), page.locator(".gk-body")
        assert box(notice)["y"] < box(text)["y"]
        page.emulate_media(media="print")
        assert notice.is_visible()
        assert page.locator(".gk-diff del").first.is_visible()
        assert style(page.locator(".gk-diff del").first, "backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_browser_fails_in_ci_and_is_told_elsewhere(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="chromium is not installed"):
        need("chromium", None)
