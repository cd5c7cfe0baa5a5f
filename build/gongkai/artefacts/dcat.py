"""catalogue.jsonld: the catalogue as DCAT-AP 3 has it, for portals that harvest open data.

A dataset is what it is in DCAT: anything published by one agent and to be had in some form. So every item with
a text is one, and so is the catalogue itself, in each form in which it can be taken as a whole. Nothing is
fetched to read it: the context stands in the file, and what DCAT-AP wants typed is typed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.artefacts.feed import feeds
from gongkai.artefacts.media import media_type
from gongkai.artefacts.records import attachments, data
from gongkai.json_text import compact
from gongkai.layout import item_page
from gongkai.model import Catalogue, Choice, Entry, Policy

Node = Mapping[str, Any]

_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_PROFILE = "https://semiceu.github.io/DCAT-AP/releases/3.0.1"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_WHOLE = (
    ("catalogue.json", "整个目录（JSON）"),
    ("catalogue.csv", "整个目录（CSV）"),
    ("catalogue.db", "整个目录（SQLite）"),
)

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LINKS = (
    "dcat:accessURL", "dcat:dataset", "dcat:downloadURL", "dcat:mediaType", "dcat:theme", "dcat:themeTaxonomy",
    "dct:accessRights", "dct:conformsTo", "dct:language", "dct:publisher", "dct:replaces", "skos:inScheme",
    "spdx:algorithm",
)  # fmt: skip
"""What names another node."""
_CONTEXT: Mapping[str, Any] = {
    "@language": "zh-CN",
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    **{name: {"@type": "@id"} for name in _LINKS},
    **{name: {"@type": f"{_XSD}date"} for name in ("dct:issued", "dct:modified")},
    "dcat:byteSize": {"@type": f"{_XSD}nonNegativeInteger"},
    "spdx:checksumValue": {"@type": f"{_XSD}hexBinary"},
    "dct:identifier": {"@language": None},
    "dcat:version": {"@language": None},
}


def pieces(catalogue: Catalogue) -> Iterator[str]:
    """The catalogue, one node a line, so that two editions can be compared; of 100,000 entries a third of a gigabyte."""
    context = {"@base": catalogue.policy.address, **_CONTEXT}
    yield f'{{"@context": {compact(context)},\n"@graph": [\n'
    mark = ""
    for node in _nodes(catalogue):
        yield mark + compact(node)
        mark = ",\n"
    yield "\n]}\n"


def _nodes(catalogue: Catalogue) -> Iterator[Node]:
    policy = catalogue.policy
    public = [entry for entry in catalogue.entries if not _is_taken_back(entry)]
    yield _catalogue(catalogue, public)
    yield {"@id": "#bureau", "@type": "foaf:Agent", "foaf:name": policy.bureau}
    yield {"@id": "#categories", "@type": "skos:ConceptScheme", "dct:title": "政府信息类别"}
    yield from (_concept(each) for each in catalogue.categories)
    yield {"@id": _CHINESE, "@type": "dct:LinguisticSystem"}
    yield {"@id": _PUBLIC, "@type": "dct:RightsStatement"}
    yield {"@id": _SHA256, "@type": "spdx:ChecksumAlgorithm"}
    yield {"@id": _PROFILE, "@type": "dct:Standard"}
    yield from ({"@id": each, "@type": "dct:MediaType"} for each in _media(public))
    yield _whole(catalogue)
    slugs = {each.name: each.slug for each in catalogue.categories}
    kept = {entry.item.index for entry in public}
    for entry in public:
        yield _dataset(entry, slugs[entry.item.category], kept, policy)


def _is_taken_back(entry: Entry) -> bool:
    """Whether nothing of it may be had any more; the rest of the data tells of it."""
    return entry.item.withdrawn is not None and not entry.item.withdrawn.keeps_text


def _catalogue(catalogue: Catalogue, public: list[Entry]) -> Node:
    policy = catalogue.policy
    title = f"{policy.bureau}政府信息公开目录"
    return {
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": title,
        "dct:description": f"{title}：依法主动公开的全部政府信息。",
        "dct:publisher": "#bureau",
        "dct:language": _CHINESE,
        "dct:conformsTo": _PROFILE,
        "dct:issued": str(policy.starts_on),
        "dct:modified": _modified(catalogue),
        "foaf:homepage": _page("catalogue.html"),
        "dcat:themeTaxonomy": "#categories",
        "dcat:dataset": ["#whole", *(_name(entry.item.index) for entry in public)],
    }


def _modified(catalogue: Catalogue) -> str:
    return str(max((entry.updated for entry in catalogue.entries), default=catalogue.policy.starts_on))


def _concept(choice: Choice) -> Node:
    return {
        "@id": f"#{choice.slug}",
        "@type": "skos:Concept",
        "skos:prefLabel": choice.name,
        "skos:definition": choice.meaning,
        "skos:inScheme": "#categories",
    }


def _whole(catalogue: Catalogue) -> Node:
    """The catalogue's own data, in every form in which it can be taken as a whole."""
    policy = catalogue.policy
    feed = feeds(catalogue)[0]
    forms = (*_WHOLE, *((address, title) for _, title, address in feed.links))
    return {
        "@id": "#whole",
        "@type": "dcat:Dataset",
        "dct:title": f"{policy.bureau}政府信息公开目录数据",
        "dct:description": "目录的全部数据：每条信息的索引号、名称、内容概述、日期、附件、批准和变更。",
        "dct:publisher": "#bureau",
        "dct:language": _CHINESE,
        "dct:accessRights": _PUBLIC,
        "dct:issued": str(policy.starts_on),
        "dct:modified": _modified(catalogue),
        "dcat:landingPage": _page("catalogue.html"),
        "dcat:distribution": [_form(address, title) for address, title in forms],
    }


def _dataset(entry: Entry, slug: str, kept: set[str], policy: Policy) -> Node:
    item = entry.item
    page = item_page(item.index)
    replaced = [_name(index) for index in item.replaces if index in kept]
    return {
        "@id": _name(item.index),
        "@type": "dcat:Dataset",
        "dct:title": item.title,
        "dct:description": item.summary,
        "dct:identifier": policy.full_index(item.index),
        "dct:publisher": "#bureau",
        "dct:language": _CHINESE,
        "dct:accessRights": _PUBLIC,
        "dct:issued": str(entry.published),
        "dct:modified": str(entry.updated),
        "dcat:theme": f"#{slug}",
        "dcat:version": str(item.revision),
        "dcat:landingPage": _page(page),
        **({"dcat:keyword": list(item.keywords)} if item.keywords else {}),
        **({"dct:replaces": replaced} if replaced else {}),
        "dcat:distribution": [
            _form(data(entry), "数据（JSON）"),
            *(_attachment(each) for each in attachments(entry)),
        ],
    }


def _name(index: str) -> str:
    """A dataset's own identifier: the page is a document about it."""
    return f"{item_page(index)}#dataset"


def _attachment(each: Mapping[str, Any]) -> Node:
    return {
        **_form(each["address"], each["title"]),
        "dcat:byteSize": str(each["bytes"]),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": _SHA256,
            "spdx:checksumValue": each["sha256"],
        },
    }


def _form(address: str, title: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": _MEDIA + media_type(address),
    }


def _page(address: str) -> Node:
    return {"@id": address, "@type": "foaf:Document"}


def _media(public: list[Entry]) -> list[str]:
    """The media types that distributions name, each once."""
    files = {each.file for entry in public for each in entry.item.attachments}
    return sorted({_MEDIA + media_type(name) for name in (*files, *(name for name, _ in _WHOLE), "feed.xml")})
