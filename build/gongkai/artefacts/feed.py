"""feed.xml: what is new as Atom (RFC 4287), corrections and withdrawals too.

Addresses are relative, identifiers permanent.
"""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from gongkai.artefacts.records import source
from gongkai.layout import item_page
from gongkai.model import Catalogue, Entry, Item

NEWEST = 100
"""Entries in the feed; the whole is in catalogue.json."""
_ATOM = "http://www.w3.org/2005/Atom"


def as_atom(catalogue: Catalogue) -> str:
    """The feed; an empty catalogue gives a feed without entries, dated by its first day."""
    policy = catalogue.policy
    latest = sorted(catalogue.entries, key=lambda entry: (entry.updated, entry.item.index), reverse=True)
    entries = latest[:NEWEST]
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    updated = max((entry.updated for entry in entries), default=policy.starts_on)
    _add(feed, "id", f"tag:{policy.domain},{policy.starts_on}:catalogue")
    _add(feed, "title", f"{policy.bureau}政府信息公开")
    _add(feed, "updated", _midnight(updated))
    ET.SubElement(feed, "link", {"rel": "self", "href": "feed.xml"})
    ET.SubElement(feed, "link", {"href": "index.html"})
    _add(ET.SubElement(feed, "author"), "name", policy.bureau)
    for entry in entries:
        feed.append(_entry(entry, catalogue))
    ET.indent(feed)
    body = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(entry: Entry, catalogue: Catalogue) -> ET.Element:
    policy, item = catalogue.policy, entry.item
    element = ET.Element("entry")
    _add(element, "id", f"tag:{policy.domain},{policy.starts_on}:{item.index}")
    kind, note = _news(item)
    _add(element, "title", f"【{kind}】{item.title}" if kind else item.title)
    _add(element, "updated", _midnight(entry.updated))
    _add(element, "published", _midnight(entry.published))
    ET.SubElement(element, "link", {"href": item_page(item.index)})
    enclosure = {"rel": "alternate", "type": "text/markdown", "href": source(entry)}
    ET.SubElement(element, "link", enclosure)
    ET.SubElement(element, "category", {"term": item.category})
    _add(element, "summary", f"{kind}：{note}\n{item.summary}" if kind else item.summary)
    return element


def _news(item: Item) -> tuple[str, str]:
    """What came of an item since it was first published, and why; twice nothing, if nothing did."""
    if item.withdrawn:
        return item.withdrawn.kind, item.withdrawn.reason
    return (item.changes[-1].kind, item.changes[-1].note) if item.changes else ("", "")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _midnight(day: date) -> str:
    """Git proves the day; RFC 4287 wants a moment."""
    return f"{day}T00:00:00+08:00"
