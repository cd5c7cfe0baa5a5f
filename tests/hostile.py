"""Hypothesis' supply of files: nonsense, near misses, and good items with something wrong in them."""

from __future__ import annotations

import yaml
from hypothesis import strategies as st

import approvals
from signed_repo import FIELDS, INDEX, LANDED

GOOD = (
    "---\n"
    + "".join(f"{name}: {value}\n" for name, value in FIELDS.items() if isinstance(value, str))
    + "keywords: [公报, '年鉴']  # 两个\n"
    + "secrecy_review: {result: 可以公开, basis: 不含国家秘密}\n"
    + "---\n\n# 标题\n\n见[公报](00012.md)和`<br>`，**密级**。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
).encode()
SIGNED = approvals.add(GOOD, INDEX, *approvals.usual(dict(FIELDS), LANDED))

KEYS = (
    *FIELDS, "number", "keywords", "important", "attachments", "first_published", "approvals", "role", "by", "at", "sig",
    "file", "sha256", "date", "where", "result", "basis", "replaces", "interprets", "other",
)  # fmt: skip
YAML_PARTS = (
    "title: ", "approvals:", "approvals: []\n", "- role: issuer\n", "  by: ", "created: 2026-03-20", "summary: >-\n",
    "---\n", "--- ", "...\n", "%YAML 1.1\n", "&a ", "*a", "!!str ", "!x ", "<<: ", "? ", "- ", ": ", "：", " #", "#",
    "\n", "\n\n", "  ", "\t", "'", '"', "\\", "\\u200b", "{", "}", "[", "]", ",", "|\n", "~", "@", "`", "%", "统", "a",
    "007", "\ufeff", "\0", "\x85", "\u2028", "\r", "𠮷", "\ud7ff", "\uffff",
)  # fmt: skip
MARKDOWN_PARTS = (
    "<b>", "</b>", "<br", "/>", "<!--", "-->", "<?", "<![CDATA[", "]]>", "<!D", "&lt;", "&#8203;", "&#0;", "&amp",
    "[", "](", ")", "](x)", "![", "[a]: ", "<x>", "(<", "javascript:", "data:", "//h", "http://h/", "www.h.cn", "a@b.cn",
    "`", "``", "```\n", "~~~\n", "    ", "\n", "\n\n", "> ", "- ", "1. ", "# ", "---\n", "|", "|---|\n", "\\", "*",
    "**", "_", "~~", '"', "'", "统计", "机密★1年", "密级：秘密", "11010519491231002X", "13912345678", "approvals:\n",
    "0" * 64, "{#a .b}", "[x] ", "[^1]", "\t", "\0", "\u202e", "𠮷", 'href="x"', "%2e", "..", "/", "\x1c",
)  # fmt: skip

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def joined(parts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Pieces of a language in any order: more of it is nearly right than of random characters."""
    return st.lists(st.sampled_from(parts) | text.map(lambda drawn: drawn[:5]), max_size=40).map("".join)


fenced = st.tuples(joined(YAML_PARTS) | text, joined(MARKDOWN_PARTS) | text).map(
    lambda drawn: f"---\n{drawn[0]}\n---\n{drawn[1]}".encode()
)
bodies = joined(MARKDOWN_PARTS).map(lambda body: SIGNED + body.encode())


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A signed item of which one stretch was replaced, by bytes, by text, or by another stretch of it."""
    start, end, first, last = (draw(st.integers(0, len(SIGNED))) for _ in range(4))
    put = draw(st.binary(max_size=8) | joined(YAML_PARTS).map(str.encode) | st.just(SIGNED[first:last]))
    return SIGNED[: min(start, end)] + put + SIGNED[max(start, end) :]


scalars = (
    st.sampled_from(["", "是", "统计信息", "统计数据", "2026-03-20", "1", "0" * 64, "a@b", "AAAA", "late"])
    | text
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | scalars, inner, max_size=4)
    ),
    max_leaves=8,
)


@st.composite
def wrong_fields(draw: st.DrawFn) -> bytes:
    """An item whose fields are of the right names, but some of any other kind, empty or missing."""
    fields = {**FIELDS, **draw(st.dictionaries(st.sampled_from(KEYS), values, max_size=4))}
    left_out = draw(st.sets(st.sampled_from(KEYS), max_size=2))
    approved = {"approvals": fields.pop("approvals")} if "approvals" in fields else {}
    kept = {name: value for name, value in {**fields, **approved}.items() if name not in left_out}
    front = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, default_flow_style=draw(st.booleans()))
    return f"---\n{front}---\n正文\n".encode()
