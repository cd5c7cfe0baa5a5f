"""GitHub-flavoured Markdown to clean HTML, and where in the source a piece of it stands.

cmarkgfm is GitHub's own parser: the reviewer sees in the request what the public will see. Safe mode
leaves out raw HTML and dangerous addresses; nh3 cleans what remains, wherever there is anything to judge.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import nh3
from cmarkgfm import cmark

from gongkai.model import place_of

_EXTENSIONS = ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
_LIB, _FFI = cmark._cmark.lib, cmark._cmark.ffi  # noqa: SLF001 - see _render
_NODES = ctypes.CDLL(cmark._cmark.__file__)  # noqa: SLF001 - the same library: it is loaded once
_C = ctypes.CDLL(None)

RAW_HTML = "<!-- raw HTML omitted -->"
"""What safe mode puts in the place of raw HTML; in running text it would be escaped."""

_TAGS = nh3.ALLOWED_TAGS & {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li",
    "ol", "p", "pre", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "td": {"align"}, "th": {"align"},
}  # fmt: skip
_BARE = "|".join(sorted(_TAGS - {"a", "br", "hr", "img"}))
_OTHER_TAG = re.compile(rf"<(?!/?(?:{_BARE})>)")
_OTHER_ENTITY = re.compile("&(?!(?:amp|gt|lt|quot);)")
"""Two, as what begins with one certain character is found three times as fast as what begins with any of several."""
_LINKING = (b"<", b"[", b"&", b"@", b"://", b"www.")
"""Without one of these nothing becomes a link or an image; &#64; is an at sign too."""
_ADDRESS = re.compile(r'(href|src)="([^"]*)"')
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.|\n(?![ \t]*\n)){1,4000}?(?<!`)\1(?!`)|\\<")
"""Code in a line, which no empty line can be part of, and an escaped bracket."""
_STRUCK_OUT = re.compile(r"\]\((?=\s*(?:\)|<\s*>|<?\s*(?i:javascript|vbscript|file|data):))")
_TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)|[!?])", re.MULTILINE)


@lru_cache(maxsize=1)  # two rules ask for the same text one after the other
def to_html(body: str) -> str:
    """Render in safe mode, not yet cleaned."""
    return _render(body, cmark.Options.CMARK_OPT_DEFAULT)


def _render(body: str, options: int) -> str:
    """As `cmarkgfm.github_flavored_markdown_to_html`, but giving back what the C library allocates.

    cmarkgfm 2025.10.22 frees neither the tree nor the text drawn from it: 230 KB for a law of 37 KB.
    """
    cmark.core_extensions_ensure_registered()
    parser = cmark.parser_new(options)
    for name in _EXTENSIONS:
        cmark.parser_attach_syntax_extension(parser, cmark.find_syntax_extension(name))
    cmark.parser_feed(parser, body)
    root = cmark.parser_finish(parser)
    text = _LIB.cmark_render_html(root, options, cmark.parser_get_syntax_extensions(parser))
    try:
        return bytes(_FFI.string(text)).decode()
    finally:
        _NODES.cmark_node_free(_address(root))
        _C.free(_address(text))
        cmark.parser_free(parser)


def _address(pointer: Any) -> ctypes.c_void_p:
    return ctypes.c_void_p(int(_FFI.cast("uintptr_t", pointer)))


def to_clean_html(body: str, address: Callable[[str], str | None]) -> str:
    """Render for publication; `address` maps each link as written to the one on the page, or to none."""
    # The page's title is its only first heading; in words, > is written &gt;.
    html = _render(body, cmark.Options.CMARK_OPT_DEFAULT).replace("h1>", "h2>")
    if _is_plain(html):
        return html.replace("&quot;", '"')

    def rewrite(_tag: str, attribute: str, value: str) -> str | None:
        return address(value) if attribute in ("href", "src") else value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=rewrite,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )


def _is_plain(html: str) -> bool:
    """Whether there is nothing for nh3: the plainest tags alone, and no character that it writes in another way."""
    odd = "\r" in html or "\xa0" in html or _OTHER_TAG.search(html) or _OTHER_ENTITY.search(html)
    return not odd


def addresses(body: str) -> Iterator[tuple[str, str]]:
    """Every (`href` or `src`, address); the address is empty where safe mode struck out a dangerous one."""
    latin = body.encode("ascii", "ignore")  # little is left of a Chinese text, and all of these marks are
    html = to_html(body) if any(mark in latin for mark in _LINKING) else ""
    return ((found[1], unescape(found[2])) for found in _ADDRESS.finditer(html))


def find_raw_html(body: str) -> list[int]:
    """Offsets in `body` of raw HTML: the first of each line. Empty for clean text, at little cost."""
    if "<" not in body or RAW_HTML not in to_html(body):
        return []
    masked = _CODE.sub(lambda code: "`" * len(code[0]), body)
    tags = [found.start() for found in _TAG.finditer(masked)]
    found: set[int] = set()
    next_of: dict[int, int] = {}  # by where a block begins: the tag that its next raw HTML is
    for start in (start for value, start in _walk(body) if value is None):
        number = next_of.get(start, bisect_left(tags, start))
        next_of[start] = number + 1
        found.add(tags[number] if number < len(tags) else start)
    firsts = {place_of(body, offset).line: offset for offset in sorted(found, reverse=True)}
    return sorted(firsts.values())


def find_addresses(body: str) -> Iterator[int]:
    """For every address, in the order of `addresses`, the offset in `body` where it is written."""
    next_of: dict[int, int] = {}  # by where a block begins: where its next address is looked for
    for value, start in _walk(body):
        if value is not None:
            offset = _find_address(body, value, next_of.get(start, start))
            next_of[start] = max(offset + 1, next_of.get(start, start))
            yield offset


def _find_address(body: str, value: str, start: int) -> int:
    """Where an address is written at or after `start`; `start` itself if it is not found."""
    if not value and (found := _STRUCK_OUT.search(body, start)):
        return found.start()
    plain = unquote(value)
    written = (f"({value}", f"(<{value}", f"({plain}", f"(<{plain}", plain, value)
    offsets = (body.find(text, start) for text in written if text)
    return next((offset for offset in offsets if offset >= 0), start)


def _walk(body: str) -> list[tuple[str | None, int]]:
    """Addresses, and None for raw HTML, each with the offset where its block begins."""
    walker = _Walker(body)
    walker.feed(_render(body, cmark.Options.CMARK_OPT_SOURCEPOS))
    return walker.found


class _Walker(HTMLParser):
    """Follows cmark's `data-sourcepos`; a block of raw HTML has none, so it begins after the last block."""

    def __init__(self, body: str) -> None:
        super().__init__()
        ends = [at for at, character in enumerate(body) if character == "\n"]
        self.lines = [0, *(end + 1 for end in ends), len(body)]
        self.open: list[tuple[str, int, int]] = []
        self.after = 1
        self.found: list[tuple[str | None, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if position := values.get("data-sourcepos"):
            first, last = (int(end.split(":")[0]) for end in position.split("-"))
            self.open.append((tag, first, last))
            self.after = first
        if (address := values.get("href") or values.get("src") or "") or tag in ("a", "img"):
            self._note(address)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.after = max(self.after, self.open.pop()[2] + 1)

    def handle_comment(self, data: str) -> None:
        if f"<!--{data}-->" == RAW_HTML:
            self._note(None)

    def _note(self, value: str | None) -> None:
        self.found.append((value, self.lines[min(self.after, len(self.lines)) - 1]))
