"""What is done to a text's HTML for a page: whatever is written, its places stand once and its levels in order."""

from __future__ import annotations

import time
from itertools import pairwise

import html5lib
import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from gongkai.artefacts.body import Body, dressed
from gongkai.markdown import to_clean_html
from hostile import MARKDOWN_PARTS

PLAIN_PARTS = (
    "*", "**", "a ", "\n", "\n\n", "> ", "- ", "1. ", "  ", "    ", "`", "~~", "# ", "|a|b|\n|-|-|\n|c|d|\n", '"', "&lt;",
)  # fmt: skip
"""Of texts that need no cleaning."""
HEADINGS = {f"h{level}" for level in range(1, 7)}


def body(markdown: str) -> Body:
    return dressed(to_clean_html(markdown, lambda address: address), lambda _: (40, 30))


def tree(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(body(text).html, create_parent="div")


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("## 第一章 总则", "p-第一章-总则"),
        ("## changes", "p-changes"),
        ("## *强调* 与 `code`", "p-强调-与-code"),
        ("## 《办法》（试行）", "p-办法-试行"),
        ("## <！--", "p"),
        ("## " + "长" * 60, "p-" + "长" * 38),
        ("## 第十三条", "第十三条"),
        ("## 第十三条　职责", "第十三条"),
        ("第十三条 局长负责。", "第十三条"),
        ("**第十三条** 局长负责。", "第十三条"),
        ("第二百零一条之一　局长负责。", "第二百零一条之一"),
        ("第13条 局长负责。", "第13条"),
    ],
)
def test_a_heading_or_article_gets_a_place_named_after_it(written: str, place: str) -> None:
    assert tree(written).xpath("//@id") == [place]


@pytest.mark.parametrize(
    "written", ["第十三条规定的内容。", "依照第十三条 处理。", "第条 一", "**第十三条**的规定"]
)
def test_what_only_speaks_of_an_article_gets_none(written: str) -> None:
    assert tree(written).xpath("//@id") == []


def test_equal_names_are_numbered_and_never_meet() -> None:
    places = tree("## 甲\n\n## 甲-2\n\n## 甲\n\n## 甲\n\n第一条 a\n\n第一条 b").xpath("//@id")
    assert places == ["p-甲", "p-甲-2", "p-甲-3", "p-甲-4", "第一条", "第一条-2"]


def test_levels_follow_one_another_whatever_was_written() -> None:
    found = body("### a\n\n###### b\n\n# c\n\n### d\n\n### e\n\n## f").headings
    assert [(each.words, each.level) for each in found] == [
        ("a", 2),
        ("b", 3),
        ("c", 2),
        ("d", 3),
        ("e", 3),
        ("f", 2),
    ]


def test_a_table_stands_in_a_frame_that_the_keyboard_reaches_and_an_empty_corner_heads_nothing() -> None:
    (first, second) = tree("| | 乙 |\n|---|--:|\n| 1 | 2 |\n\n| 丙 |\n|---|\n").xpath("//div[@role='region']")
    assert (first.get("tabindex"), first.get("aria-label"), second.get("aria-label")) == (
        "0",
        "表格 1",
        "表格 2",
    )
    assert [each.text for each in first.xpath(".//th[@scope='col']")] == ["乙"]
    assert len(first.xpath(".//thead//td")) == 1


def test_an_image_keeps_its_words_and_its_room() -> None:
    (image,) = tree('![图 "一"<b>](a.png "题")').iter("img")
    assert (image.get("alt"), image.get("width"), image.get("height")) == ('图 "一"<b>', "40", "30")
    assert image.get("loading") == "lazy"


def test_words_that_look_like_tags_stay_words() -> None:
    (image,) = tree(r"![\<h2\>x\</h2\>\<table\>](a.png)").iter("img")
    assert image.get("alt") == "<h2>x</h2><table>"
    assert tree(r"## a \</h2\> b")[0].text_content() == "a </h2> b"


def test_contents_are_listed_where_a_text_is_long() -> None:
    short, long = "## 一\n\n## 二\n\n## 三\n\n", "字" * 2000
    assert body(short).contents == ()
    assert body(f"## 一\n\n{long}").contents == ()
    assert [each.words for each in body(short + long).contents] == ["一", "二", "三"]
    assert not body(short + long).folded
    assert body(short * 5 + long).folded
    assert [each.words for each in body(f"{short}#### 四\n\n##### 五\n\n{long}").contents] == [
        "一",
        "二",
        "三",
        "四",
    ]


@given(st.lists(st.sampled_from([*MARKDOWN_PARTS, *PLAIN_PARTS])) | st.lists(st.sampled_from(PLAIN_PARTS)))
@example(["a\xa0b"])
@example(["a&#13;b"])
@example(["<b>"])
@example(["![a](b)"])
@example(["[a](javascript:b)"])
def test_a_cleaner_finds_nothing_left_to_clean(parts: list[str]) -> None:
    clean = to_clean_html("".join(parts), lambda address: address)
    assert nh3.clean(clean, link_rel="noopener") == clean


@given(
    st.lists(
        st.sampled_from(
            [*MARKDOWN_PARTS, "第一条 ", "\n# 甲\n\n", "\n\n#### 乙\n\n", "\n\n| |a|\n|-|-|\n|b|c|\n\n"]
        )
    )
)
def test_any_text_keeps_its_words_and_gives_places_once_and_levels_in_order(parts: list[str]) -> None:
    clean = to_clean_html("".join(parts), lambda address: address)
    made = dressed(clean)
    read = html5lib.parse(made.html, namespaceHTMLElements=False)
    before = html5lib.parse(clean, namespaceHTMLElements=False)
    assert "".join(read.itertext()) == "".join(before.itertext())
    places = [each.get("id") for each in read.iter() if each.get("id")]
    assert len(places) == len(set(places))
    assert not set(places) & {
        "text",
        "changes",
        "approvals",
        "attachments",
        "downloads",
        "cite",
        "difference",
    }
    levels = [1, *(each.level for each in made.headings)]
    assert all(after <= one + 1 for one, after in pairwise(levels))
    assert [int(each.tag[1]) for each in read.iter() if each.tag in HEADINGS] == levels[1:]


def test_time_grows_with_the_length_of_a_text_and_no_faster() -> None:
    hostile = "".join(f"<h2>x</h2><h2>x-{n}</h2><p>第一条 </p><table></table>" for n in range(20_000))
    began = time.perf_counter()
    dressed(hostile)
    assert time.perf_counter() - began < 5
