"""An item as an article for WeChat (article 23): styles on each element, and nothing that its editor takes out.

Its editor drops style sheets, classes, ids and scripts, does not fetch images of other sites and lets no link
lead out of WeChat. So links become numbers with their addresses at the end, and images are named where they
belong, to be uploaded. The QR code is a bitmap: the editor refuses drawings, and readers press on an image to
follow its code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape

import css_inline
from markupsafe import Markup

from gongkai.artefacts import qr
from gongkai.artefacts.body import TAG, plain
from gongkai.artefacts.templates import template
from gongkai.layout import folder, item_page
from gongkai.links import on_page, target
from gongkai.markdown import to_clean_html
from gongkai.model import Entry, Item, Policy

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_ALIGN = re.compile(r' align="(left|right|center)"')
_START = re.compile(r' start="\d+"')
_STYLE = """
section { font-size: 16px; line-height: 1.75; color: #1b2530; text-align: justify; }
section section { overflow-x: auto; margin: 16px 0; text-align: left; }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.4; font-weight: bold; text-align: left; }
h1 + p { margin: 0 0 24px; font-size: 14px; color: #51606f; }
h2 { margin: 32px 0 12px; font-size: 18px; font-weight: bold; }
h3, h4, h5, h6 { margin: 24px 0 8px; font-size: 16px; font-weight: bold; }
p { margin: 0 0 16px; }
ul, ol { margin: 0 0 16px; padding-left: 2em; }
li { margin: 0 0 4px; }
blockquote { margin: 0 0 16px; padding: 0 0 0 12px; border-left: 3px solid #d3dae1; color: #51606f; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.5; }
th, td { min-width: 4em; padding: 6px 8px; border: 1px solid #d3dae1; vertical-align: top; }
th { background-color: #f4f6f8; font-weight: bold; }
pre { margin: 0 0 16px; padding: 8px; background-color: #f4f6f8; font-size: 13px; white-space: pre-wrap; }
sup { font-size: 12px; color: #51606f; }
hr { margin: 24px 0; border: 0; border-top: 1px solid #d3dae1; }
section > section:last-child { margin: 32px 0 0; padding: 16px 0 0; border-top: 1px solid #d3dae1; font-size: 14px; color: #51606f; word-break: break-all; }
section > section:last-child > p { margin: 0 0 8px; }
img { width: 160px; height: 160px; }
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the text, to be uploaded by hand: its file in the repository, and what it shows."""

    path: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document to be opened in a browser, copied whole, and pasted."""

    html: str
    pictures: tuple[Picture, ...]


@dataclass(slots=True)
class _Text:
    """The way through a text: what was met of links and images."""

    page: str
    """The whole address of the item's page."""
    own: str
    """The folder of its attachments, which the page offers under better names than their addresses."""
    paths: dict[str, str]
    """Whole address → file, of what lies in the repository."""
    links: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    open: tuple[str, int] = ("", 0)
    """Of the link that is being read, its address and where its words begin."""

    def tag(self, found: re.Match[str]) -> str:
        """What stands in the place of a tag."""
        values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[3])}
        match found[1] + found[2]:
            case "a":
                self.open = (values.get("href", ""), found.end())
                return ""
            case "/a":
                return self.note(plain(found.string[self.open[1] : found.start()]))
            case "img":
                return self.picture(values)
            case "table":
                return "<section><table>"
            case "/table":
                return "</table></section>"
        align, start = _ALIGN.search(found[3]), _START.search(found[3])
        style = f' style="text-align: {align[1]}"' if align else ""
        return f"<{found[1]}{found[2]}{start[0] if start else ''}{style}>"

    def note(self, words: str) -> str:
        """The number of a link, if it leads further than its own words say."""
        address = self.open[0]
        if address in ("", words):
            return ""
        own = self.paths.get(address, "").startswith(self.own)
        self.links.append((words, self.page if own else address))
        return f"<sup>[{len(self.links)}]</sup>"

    def picture(self, values: dict[str, str]) -> str:
        """The words in an image's place."""
        words = values.get("alt") or values.get("title", "")
        self.pictures.append(Picture(self.paths.get(values.get("src", ""), ""), words))
        return f"<strong>【此处插入图{len(self.pictures)}{escape(f'：{words}' if words else '')}】</strong>"


def article(entry: Entry, policy: Policy) -> Article:
    """The article: title, facts, text, attachments by name, links, source, and the code of the page."""
    item, page = entry.item, policy.address + item_page(entry.item.index)
    paths: dict[str, str] = {}
    html = to_clean_html(item.body, _full(item, policy.address, paths))
    text = _Text(page, folder(item.index), paths)
    body = TAG.sub(text.tag, html)
    written = template("wechat.html").render(
        entry=entry, item=item, bureau=policy.bureau, body=Markup(body),  # noqa: S704 - cleaned
        links=text.links, address=page,
        explained=[(each.title, policy.address + item_page(each.index)) for each in entry.interprets],
        code=qr.as_png(page), sample=policy.sample,
    )  # fmt: skip
    return Article(_document(item.title, _inlined(written)), tuple(text.pictures))


def _full(item: Item, top: str, paths: dict[str, str]) -> Callable[[str], str]:
    """From an address as written to the whole one; `paths` takes up the files that they name."""

    def full(written: str) -> str:
        named = target(item.path, written)
        if named is None:
            return written
        address = top + on_page(item.path, written, "")
        paths[address] = named
        return address

    return full


def _inlined(html: str) -> str:
    return css_inline.inline_fragment(html, _STYLE, inline_style_tags=False, load_remote_stylesheets=False)


def _document(title: str, main: str) -> str:
    head = f'<meta charset="utf-8">\n<title>{escape(title)}</title>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{main}</body>\n</html>\n'
