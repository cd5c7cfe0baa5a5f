"""涉及国家秘密的信息不得公开：带密级标志的文件不能进入目录（第九条、第十条）。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.model import Context, Finding, Place, RawItem, Rule, Severity, Text
from gongkai.rules._prose import prose, shown

RULE = Rule(
    slug="secrecy-mark",
    title=Text("有密级标志", "a secrecy mark"),
    article=Text("第九条、第十条；条例第十七条", "articles 9 and 10; Regulations article 17"),
    remedy=Text(
        "有密级标志的，立即停止公开程序，报保密审查岗位；只是提到的，由保密审查人判断。",
        "if it is a mark, stop and report to the secrecy reviewer, who also judges what is only a mention.",
    ),
    page=Text(
        "“机密★1年”“密级：秘密”、单独成行的“绝密”是密级标志，带有标志的一律拒绝。"
        "“保守国家秘密法”“商业秘密”不是标志。内部资料、工作秘密、此件不公开、仅供内部等字样只作提醒，"
        "由保密审查人判断；已经公开的不再提醒。",
        "机密★1年, 密级：秘密 or a line that is only 绝密 are marks of classification and are refused. Words such as "
        "保守国家秘密法 or 商业秘密 are not. 内部资料, 工作秘密, 此件不公开 and 仅供内部 only warn, until "
        "the item is public: the secrecy reviewer decides.",
    ),
)

_GRADE = r"(?:绝\s{0,4}密|机\s{0,4}密|秘\s{0,4}密)"
_PERIOD = r"\s{0,4}(?:\d{1,2}\s{0,4}年|\d+\s{0,4}个月|长期)"
_CLOSING = r"[ \t\u3000\"'*_】〕）)\]]*$"
_MARK = re.compile(
    # An ASCII asterisk is also Markdown's emphasis: 国家**秘密**. It marks only before a period.
    rf"{_GRADE}\s{{0,4}}(?:[★☆＊](?:{_PERIOD})?|\\?\*{_PERIOD})"
    r"|密\s{0,4}级\s{0,4}[:：]\s{0,4}(?:绝密|机密|秘密)"
    rf"|^(?:(?:title|summary):)?[ \t\u3000\"'>#*_【〔（(\[]*{_GRADE}{_CLOSING}",
    re.MULTILINE,
)
_END = re.compile(rf"密(?:\s{{0,4}}[级★☆＊*\\]|{_CLOSING})", re.MULTILINE)
"""Every mark has this, and it is found by its first character; most texts have none."""
_WORDS = re.compile("内部资料|工作秘密|此件不公开|仅供内部")


def check(raw: RawItem, context: Context) -> Iterator[Finding]:
    """Yield an error for each mark and a warning for each kind of word, at its first place."""
    if "密" in raw.text or "&" in raw.text:  # &#23494; is 密 too
        yield from _marks(raw)
    lineage = context.lineages.get(raw.path)
    if lineage and lineage.unchanged:
        return  # who reviewed it has decided
    yield from _words(raw)


def _marks(raw: RawItem) -> Iterator[Finding]:
    text = prose(raw.text, raw.body_at)
    for start, mark in _find(text):
        yield _finding(raw, raw.in_text(start), mark)
    for _, mark in _find(shown(raw.body)):
        if mark not in text:
            yield _finding(raw, raw.in_body(0), mark)


def _find(text: str) -> Iterator[tuple[int, str]]:
    """Where each mark begins, and how it reads."""
    for found in _MARK.finditer(text) if _END.search(text) else ():
        yield found.end() - len(found[0].lstrip()), found[0].strip()


def _finding(raw: RawItem, where: Place, mark: str) -> Finding:
    return RULE.finding(raw.path, where, f"密级标志：{mark}", f"secrecy mark: {mark}")


def _words(raw: RawItem) -> Iterator[Finding]:
    text = prose(raw.text, raw.body_at)
    firsts = {found[0]: found.start() for found in reversed(list(_WORDS.finditer(text)))}
    for word, offset in firsts.items():
        where = raw.in_text(offset)
        yield RULE.finding(
            raw.path, where, f"请保密审查人留意：{word}", f"for review: {word}", Severity.WARNING
        )
