"""The rules of texts are done with most texts at once: what they ask to know that never hides a finding."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import hostile
import search_site
from gongkai import rules
from gongkai.markdown import RAW_HTML, addresses, find_raw_html, to_html
from gongkai.model import Context, Finding, RawItem, Tree
from gongkai.pipeline import Checked
from gongkai.rules import hidden_characters
from gongkai.rules._prose import is_usual
from site_repo import need

ADDRESS = re.compile(r'(href|src)="([^"]*)"')
CASES = Path(__file__).parent / "cases"
ALL_AT_ONCE = (
    "\n\nα ١ ＠ 密* &amp; _*`x`*_ ~ \\- <https://h.example/> [乙](http://h.example/) ! 1234567890-1234567\n"
)
"""It holds all that the rules ask for, and nothing that they refuse: beside it no rule is done at once."""
PARTS = (
    *hostile.MARKDOWN_PARTS, "机", "密", "级：", "★", "\\*", "1年", "138", "１３８", "٥٦٧", "1234", "5678", " ", "-", "0" * 9,
    "1101051949", "1231", "002X", "a", "@", "＠", "&#64;", "&#23494;", "&#x31;", "b.cn", ".", "：", ":", "://", "ww", "w.h",
    "\u200b", "\U000e0041", "α", "图.png", "6222 0212 3456 7890", "mailto:", "xmpp:", "!",
)  # fmt: skip
bodies = hostile.joined(PARTS) | st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
titles = st.lists(st.sampled_from(PARTS), max_size=3).map(lambda drawn: repr("".join(drawn)))


def page(body: str, title: str = "指南") -> RawItem:
    head = f"---\ntitle: {title}\napprovals:\n- by: a@b.example\n  at: '2026-03-20T09:00:00+08:00'\n---\n"
    return RawItem("content/guide.md", head + body, Tree({}, {}, "", lambda _: ({}, {})), len(head), "")


def findings(raw: RawItem, context: Context) -> set[Finding]:
    return {finding for rule in rules.OF_TEXT for finding in rule.check(raw, context)}


@pytest.mark.parametrize(
    "body",
    [
        "&#26426;&#23494;&#9733;1年", "机*密*★1年", "机`密`★", "机密\\*1年",
        "138*1234*5678", "138`1234`5678", "_138_-1234-5678", "138~~1234~~5678", "&#49;3812345678", "１３８&#49;2345678",
        "１３８*1234*5678", "a＠b.cn", "a*b*@b.cn", "a&#64;b.cn", "总&#8203;体",
    ],
)  # fmt: skip
def test_each_of_these_is_found(body: str, bare: Checked) -> None:
    assert findings(page(body), bare.context)
    assert hides_nothing(page(body), bare.context)


def hides_nothing(raw: RawItem, context: Context) -> bool:
    return findings(raw, context) == findings(replace(raw, text=raw.text + ALL_AT_ONCE), context)


def test_what_switches_every_shortcut_off_is_itself_clean(bare: Checked) -> None:
    assert findings(page(ALL_AT_ONCE), bare.context) == set()


@given(bodies, titles)
@settings(max_examples=1000)
@example("`<b> ", "指南")
def test_a_text_has_the_findings_it_would_have_if_nothing_were_skipped(
    bare: Checked, body: str, title: str
) -> None:
    assert hides_nothing(page(body, title), bare.context)


def test_so_has_every_case(bare: Checked) -> None:
    texts = {str(file): page(file.read_text(encoding="utf-8")) for file in CASES.glob("*/*/input.md")}
    assert len(texts) > 400
    assert [file for file, raw in texts.items() if not hides_nothing(raw, bare.context)] == []


def test_so_has_every_law_and_most_are_usual(bare: Checked) -> None:
    need("the corpus", search_site.CORPUS.exists())
    laws = [page(law["body"], law["title"]) for law in search_site.texts()]
    assert [law.text[:99] for law in laws if not hides_nothing(law, bare.context)] == []
    assert sum(is_usual(law.text) for law in laws) > 0.9 * len(laws)


@given(bodies)
@example("www.h.cn")
@example("http://h/")
@example("<http:h>")
@example("a@b.cn")
@example("[甲](乙)")
@example("a&#64;b.cn")
@example("甲<b>乙")
def test_no_link_and_no_html_is_missed(body: str) -> None:
    html = to_html(body)
    assert list(addresses(body)) == [(found[1], unescape(found[2])) for found in ADDRESS.finditer(html)]
    assert bool(find_raw_html(body)) == (RAW_HTML in html)


def test_no_usual_character_is_one_that_a_rule_looks_for(bare: Checked) -> None:
    usual = "".join(each for each in map(chr, range(sys.maxunicode + 1)) if is_usual(each))
    assert len(usual) > 30_000
    assert not is_usual("α")
    assert list(hidden_characters.check(page(usual + "α"), bare.context)) == []
    assert re.findall(r"\d", usual) == [*"0123456789"]
    assert "＠" not in usual
