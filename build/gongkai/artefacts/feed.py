"""What is new, corrections and withdrawals too, as Atom (RFC 4287) and as JSON Feed 1.1.

One feed of the whole, one of each category and of each department. Identifiers are permanent. Addresses in
Atom are relative to the feed itself; JSON Feed knows no base, so there they are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from gongkai.artefacts.media import ATOM, JSON_FEED, media_type
from gongkai.artefacts.records import attachments, source
from gongkai.json_text import document
from gongkai.layout import item_page, relative
from gongkai.model import Catalogue, Choice, Entry, Item, Policy

NEWEST = 100
"""Entries in a feed; the whole is in catalogue.json."""
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, in two forms: where it lies, what it is of, and what changed last, first."""

    name: str
    """Its address without the ending: feed, feeds/mishuke."""
    title: str
    identity: str
    """What its permanent identifier ends with."""
    page: str
    """The address of the page that lists the same for people."""
    entries: tuple[Entry, ...]

    @property
    def atom(self) -> str:
        """The address of the Atom form."""
        return f"{self.name}.xml"

    @property
    def json(self) -> str:
        """The address of the JSON form."""
        return f"{self.name}.json"

    @property
    def links(self) -> tuple[tuple[str, str, str], ...]:
        """Media type, title and address of each form, for the head of a page."""
        return (
            (ATOM, f"{self.title}（Atom）", self.atom),
            (JSON_FEED, f"{self.title}（JSON Feed）", self.json),
        )


def feeds(catalogue: Catalogue) -> tuple[Feed, ...]:
    """The feed of the whole, then each category's and each department's, with or without entries."""
    latest = sorted(catalogue.entries, key=lambda entry: (entry.updated, entry.item.index), reverse=True)
    title = f"{catalogue.policy.bureau}政府信息公开"
    parts: dict[str, list[Entry]] = {}
    for entry in latest:
        for name in (entry.item.category, entry.item.department):
            part = parts.setdefault(name, [])
            if len(part) < NEWEST:
                part.append(entry)
    return (
        Feed("feed", title, "catalogue", "index.html", tuple(latest[:NEWEST])),
        *(
            _part(choice, title, tuple(parts.get(choice.name, ())))
            for choice in (*catalogue.categories, *catalogue.departments)
        ),
    )


def _part(choice: Choice, title: str, entries: tuple[Entry, ...]) -> Feed:
    slug = choice.slug
    return Feed(f"feeds/{slug}", f"{title}：{choice.name}", slug, f"catalogue/{slug}.html", entries)


def as_files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """The address and the text of every feed in both forms."""
    for feed in feeds(catalogue):
        yield feed.atom, as_atom(feed, catalogue.policy)
        yield feed.json, as_json(feed, catalogue.policy)


def as_atom(feed: Feed, policy: Policy) -> str:
    """Atom; a feed without entries is dated by the catalogue's first day."""
    top = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    updated = max((entry.updated for entry in feed.entries), default=policy.starts_on)
    _add(top, "id", _tag(policy, feed.identity))
    _add(top, "title", feed.title)
    _add(top, "updated", _midnight(updated))
    ET.SubElement(top, "link", {"rel": "self", "href": relative(feed.atom, feed.atom)})
    ET.SubElement(top, "link", {"href": relative(feed.atom, feed.page)})
    _add(ET.SubElement(top, "author"), "name", policy.bureau)
    for entry in feed.entries:
        top.append(_entry(entry, feed, policy))
    ET.indent(top)
    body = ET.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(entry: Entry, feed: Feed, policy: Policy) -> ET.Element:
    item = entry.item
    element = ET.Element("entry")
    _add(element, "id", _tag(policy, item.index))
    _add(element, "title", _title(item))
    _add(element, "updated", _midnight(entry.updated))
    _add(element, "published", _midnight(entry.published))
    ET.SubElement(element, "link", {"href": relative(feed.atom, item_page(item.index))})
    signed = {"rel": "alternate", "type": "text/markdown", "href": relative(feed.atom, source(entry))}
    ET.SubElement(element, "link", signed)
    for term in (item.category, item.department):
        ET.SubElement(element, "category", {"term": term})
    _add(element, "summary", _summary(item))
    return element


def as_json(feed: Feed, policy: Policy) -> str:
    """JSON Feed."""
    return document(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": policy.address + feed.page,
            "feed_url": policy.address + feed.json,
            "language": "zh-CN",
            "authors": [{"name": policy.bureau}],
            "items": [_item(entry, policy) for entry in feed.entries],
        }
    )


def _item(entry: Entry, policy: Policy) -> dict[str, Any]:
    item = entry.item
    files = [
        {
            "url": policy.address + each["address"],
            "mime_type": media_type(each["file"]),
            "title": each["title"],
            "size_in_bytes": each["bytes"],
        }
        for each in attachments(entry)
    ]
    return {
        "id": _tag(policy, item.index),
        "url": policy.address + item_page(item.index),
        "title": _title(item),
        "content_text": _summary(item),
        "date_published": _midnight(entry.published),
        "date_modified": _midnight(entry.updated),
        "tags": [item.category, item.department, *item.keywords],
        **({"attachments": files} if files else {}),
    }


def _tag(policy: Policy, identity: str) -> str:
    """An identifier that outlives every address (RFC 4151)."""
    return f"tag:{policy.domain},{policy.starts_on}:{identity}"


def _title(item: Item) -> str:
    kind, _ = _news(item)
    return f"【{kind}】{item.title}" if kind else item.title


def _summary(item: Item) -> str:
    kind, note = _news(item)
    return f"{kind}：{note}\n{item.summary}" if kind else item.summary


def _news(item: Item) -> tuple[str, str]:
    """What came of an item since it was first published, and why; twice nothing, if nothing did."""
    if item.withdrawn:
        return item.withdrawn.kind, item.withdrawn.reason
    return (item.changes[-1].kind, item.changes[-1].note) if item.changes else ("", "")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _midnight(day: date) -> str:
    """Git proves the day; both formats want a moment."""
    return f"{day}T00:00:00+08:00"
