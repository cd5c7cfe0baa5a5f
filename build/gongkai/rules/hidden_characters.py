"""不得有看不见的字符：审核人看到的，就是公众看到的（第十条）。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from unicodedata import name

from gongkai.model import Context, Finding, RawItem, Rule, Text
from gongkai.rules._prose import is_usual

RULE = Rule(
    slug="hidden-characters",
    title=Text("有看不见的字符", "a character that cannot be seen"),
    article=Text("第十条", "article 10"),
    remedy=Text("删去该字符后重新批准。", "delete the character and approve again."),
    page=Text(
        "双向控制符能让同一行字在审核人和公众面前读法不同；零宽字符、控制字符让搜索和比对失灵。"
        "从网页、Word、聊天软件复制文字时常会带进来。这里一个也不接受，"
        "写成 HTML 字符引用（如 &#8203;）的也不接受。",
        "Bidirectional controls can make one line read differently to reviewer and public; zero-width and "
        "control characters defeat search and comparison. They come with text pasted from web pages, Word or "
        "chats. None is accepted, nor one written as a character reference such as &#8203;.",
    ),
)

_HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; tab and line feed are text
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # invisible by design
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # zero width, bidirectional, line separators
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3"  # format controls of other scripts
    "\ufff9-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # annotation, tags
    "]"
)
_REFERENCE = re.compile(r"&#?[A-Za-z0-9]{1,32};")


def check(raw: RawItem, _context: Context) -> Iterator[Finding]:
    """Yield a finding for each hidden character, also one written as a character reference."""
    if is_usual(raw.text) and "&" not in raw.text:
        return
    for found in _HIDDEN.finditer(raw.text):
        yield _finding(raw, found.start(), found[0])
    for found in _REFERENCE.finditer(raw.text):
        if hidden := _HIDDEN.search(unescape(found[0])):
            yield _finding(raw, found.start(), hidden[0])


def _finding(raw: RawItem, offset: int, character: str) -> Finding:
    called = f"U+{ord(character):04X} {name(character, 'CONTROL')}"
    return RULE.finding(raw.path, raw.in_text(offset), f"看不见的字符 {called}", f"hidden character {called}")
