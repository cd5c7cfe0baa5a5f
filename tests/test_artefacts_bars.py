"""The bar chart: whole, sound, told in words, and no meaning by colour alone."""

from __future__ import annotations

from fractions import Fraction
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from gongkai.artefacts.bars import STEP, WIDTH, Bar, bars

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    Bar("公开内容", Fraction(3, 4), "15 / 20"),
    Bar("工作部署", None, "未评"),
    Bar("公开形式", Fraction(0), "0 / 10"),
]


def drawn(rows: list[Bar], title: str = "六项得分") -> Element:
    found: Element = ElementTree.fromstring(bars("a", title, rows))
    return found


def rects(chart: Element, kind: str) -> list[Element]:
    return [each for each in chart.iter(f"{SVG}rect") if each.get("class") == kind]


def test_it_has_a_name_and_a_description_that_says_every_bar() -> None:
    chart = drawn(ROWS)
    assert chart.get("role") == "img"
    named = {each.get("id"): each.text for each in chart if each.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert list(named) == str(chart.get("aria-labelledby")).split()
    assert list(named.values()) == ["六项得分", "公开内容：15 / 20；工作部署：未评；公开形式：0 / 10"]


def test_a_bar_is_as_long_as_its_part_and_has_a_frame_of_the_whole() -> None:
    chart = drawn(ROWS)
    assert [each.get("width") for each in rects(chart, "gk-bar")] == ["240", "0"]
    assert [each.get("width") for each in rects(chart, "gk-bar-whole")] == [str(WIDTH)] * 2


def test_what_has_no_mark_is_no_bar_of_length_nought() -> None:
    (frame,) = rects(drawn(ROWS), "gk-bar-none")
    assert STEP < int(str(frame.get("y"))) < 2 * STEP


def test_every_name_and_figure_is_in_the_picture_too() -> None:
    texts = [each.text for each in drawn(ROWS).iter(f"{SVG}text")]
    assert texts == ["公开内容", "15 / 20", "工作部署", "未评", "公开形式", "0 / 10"]


def test_it_brings_no_colour_script_or_address_of_its_own() -> None:
    text = bars("a", "题", ROWS)
    assert not any(each in text for each in ("style=", "fill=", "<script", "href", "#"))


@pytest.mark.parametrize("part", [Fraction(-1, 100), Fraction(101, 100)])
def test_more_than_a_whole_is_a_bug(part: Fraction) -> None:
    with pytest.raises(ValueError, match="no part of a whole"):
        bars("a", "题", [Bar("甲", part, "")])


def test_hostile_words_stay_words() -> None:
    words = "<script>\"&'</title>"
    chart = drawn([Bar(words, None, words)], words)
    assert [each.text for each in chart.iter(f"{SVG}text")] == [words, words]
    assert chart.findtext(f"{SVG}title") == words


@given(st.lists(st.fractions(0, 1), max_size=8))
def test_every_bar_lies_in_the_picture(parts: list[Fraction]) -> None:
    chart = drawn([Bar(f"第{n}项", part, str(part)) for n, part in enumerate(parts)])
    _, _, width, height = map(int, str(chart.get("viewBox")).split())
    for each in chart.iter(f"{SVG}rect"):
        x, y, w, h = (int(str(each.get(name))) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + w <= width
        assert 0 <= y <= y + h <= height
