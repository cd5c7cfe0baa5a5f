"""JSON-LD in pages: what a page is about, in the words of schema.org, for search engines.

Stands at the end of a page's content; nothing of it is executed, whatever a title says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongkai.artefacts.listings import slug_of
from gongkai.artefacts.media import media_type
from gongkai.artefacts.records import attachments
from gongkai.json_text import compact, escaped
from gongkai.layout import item_page
from gongkai.model import Catalogue, Entry, Item, Policy

Node = Mapping[str, Any]
HOME = ("政府信息公开", "index.html")
CATALOGUE = ("法定主动公开内容", "catalogue.html")

_TYPES = {"法规文件": "Legislation", "统计信息": "Report", "工作动态": "Article"}
_TYPES_OF_TOPICS = {"新闻宣传": "NewsArticle", "统计分析": "Report"}
_TABLES = {"csv", "xlsx"}
_UNSAFE = re.compile("[<>&\u2028\u2029]")
"""Escaped, so that neither `</script>` nor `<!--` in a text ends or opens anything (HTML 4.12.1.3)."""


def script(nodes: Iterable[Node]) -> str:
    """A data block for the end of a page's content."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    return f'\n<script type="application/ld+json">{escaped(compact(graph), _UNSAFE)}</script>\n'


def of_home(catalogue: Catalogue) -> str:
    """The column, and the bureau that keeps it."""
    policy = catalogue.policy
    site = {
        "@type": "WebSite",
        "@id": f"{policy.address}#website",
        "url": policy.address,
        "name": f"{policy.bureau}政府信息公开",
        "inLanguage": "zh-CN",
        "publisher": {"@id": f"{policy.address}#organization"},
    }
    return script([site, {**_bureau(policy), "url": policy.address, "identifier": policy.front_code}])


def of_page(policy: Policy, trail: Sequence[tuple[str, str]]) -> str:
    """Where a page stands: names and addresses from the home page down to it."""
    return script([_trail(policy, trail)])


def of_item(entry: Entry, catalogue: Catalogue) -> str:
    """An item, and where it stands."""
    item, policy = entry.item, catalogue.policy
    own = (item.title, item_page(item.index))
    return script([_work(entry, policy), _trail(policy, [*way_to(item, catalogue), own])])


def way_to(item: Item, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Names and addresses from the home page down to the list of the item's topic."""
    category = next(each for each in catalogue.categories if each.name == item.category)
    topic = next(each for each in category.topics if each.name == item.topic)
    return (
        HOME,
        CATALOGUE,
        (category.name, f"catalogue/{category.slug}.html"),
        (topic.name, f"catalogue/{slug_of(category, topic)}.html"),
    )


def _work(entry: Entry, policy: Policy) -> Node:
    item, end, explained, by = entry.item, entry.item.withdrawn, entry.item.interprets, entry.interpreted_by
    page = policy.address + item_page(item.index)
    kind = _kind(entry)
    part, of_kind = (
        ("distribution", "DataDownload") if kind == "Dataset" else ("associatedMedia", "MediaObject")
    )
    files = [_file(each, of_kind, policy) for each in attachments(entry)]
    return {
        "@type": kind,
        "@id": page,
        "url": page,
        "identifier": entry.full_index,
        "name": item.title,
        "description": item.summary,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "dateCreated": str(item.created),
        "datePublished": str(entry.published),
        "dateModified": str(entry.updated),
        "version": item.revision,
        "publisher": _bureau(policy),
        **({"keywords": list(item.keywords)} if item.keywords else {}),
        **({"expires": str(end.date), "creativeWorkStatus": end.kind} if end else {}),
        **({part: files} if files else {}),
        **({"about": [{"@id": policy.address + item_page(each)} for each in explained]} if explained else {}),
        **({"subjectOf": [{"@id": policy.address + item_page(each.index)} for each in by]} if by else {}),
        **(_law(entry) if kind == "Legislation" else {}),
    }


def _kind(entry: Entry) -> str:
    """The type that fits best; a statistic with tables to compute with is data, not only a report on it."""
    item = entry.item
    if item.category == "统计信息" and _TABLES & {
        each.file.rpartition(".")[2].lower() for each in item.attachments
    }:
        return "Dataset"
    return _TYPES_OF_TOPICS.get(item.topic) or _TYPES.get(item.category, "DigitalDocument")


def _law(entry: Entry) -> Node:
    item = entry.item
    force = "NotInForce" if item.withdrawn else "InForce"
    return {
        "legislationType": item.topic,
        "legislationDate": str(item.created),
        "legislationLegalForce": f"https://schema.org/{force}",
        **({"legislationIdentifier": item.number} if item.number else {}),
    }


def _file(each: Mapping[str, Any], kind: str, policy: Policy) -> Node:
    return {
        "@type": kind,
        "name": each["title"],
        "contentUrl": policy.address + each["address"],
        "encodingFormat": media_type(each["file"]),
        "contentSize": f"{each['bytes']} B",
        "sha256": each["sha256"],
    }


def _bureau(policy: Policy) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{policy.address}#organization",
        "name": policy.bureau,
    }


def _trail(policy: Policy, trail: Sequence[tuple[str, str]]) -> Node:
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": policy.address + page}
        for number, (name, page) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
