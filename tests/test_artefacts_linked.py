"""JSON-LD in pages: known to schema.org to the last word, and nothing that a title could break out of."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SDO

from gongkai.artefacts import linked
from gongkai.model import Catalogue, Entry
from rdf import statements
from site_browser import KINDS
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)

ADDRESS = "https://tjj.example/zwgk/"
CONTEXT = {
    "@vocab": str(SDO),
    **{
        name: {"@type": "@id"}
        for name in ("contentUrl", "item", "legislationLegalForce", "url")
    },
}  # fmt: skip
"""What https://schema.org would answer, for the words used here; nothing is fetched in a test."""
WITHOUT = {"earlier revision"}
"""Kinds of page that tell programs nothing: what stands now does."""


def blocks(text: str) -> list[Any]:
    """What a browser takes for data on a page."""
    found = html.document_fromstring(text).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(each) for each in found]


def graph(text: str) -> Graph:
    """The statements that a page makes."""
    (block,) = blocks(text)
    assert block["@context"] == "https://schema.org"
    return statements(json.dumps({**block, "@context": CONTEXT}))


def types(text: str) -> set[str]:
    """The classes of what a page tells of."""
    return {str(each).removeprefix(str(SDO)) for each in graph(text).objects(None, RDF.type)}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - WITHOUT))
def test_every_class_and_property_is_known_to_schema_org(site: Path, kind: str) -> None:
    said = graph((site / KINDS[kind]).read_text(encoding="utf-8"))
    assert len(said) > 3
    words = {word for _, predicate, value in said for word in (predicate, value)}
    named = {word for word in words if isinstance(word, URIRef) and word.startswith(str(SDO))}
    assert named
    assert not [word for word in named if word.removeprefix(str(SDO)) not in SDO]
    assert {str(predicate) for predicate in said.predicates()} <= {*map(str, named), str(RDF.type)}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - WITHOUT))
def test_dates_are_dates_and_addresses_are_of_this_site(site: Path, kind: str) -> None:
    said = graph((site / KINDS[kind]).read_text(encoding="utf-8"))
    for _, predicate, value in said:
        if re.search("date|expires", str(predicate)):
            assert isinstance(value, Literal)
            date.fromisoformat(str(value))
        elif isinstance(value, URIRef) and not value.startswith(str(SDO)):
            assert value.startswith(ADDRESS)
            path = unquote(urlsplit(value.removeprefix(ADDRESS)).path)
            assert (site / (path or "index.html")).is_file()


def test_the_check_of_words_refuses_one_that_nobody_knows() -> None:
    assert "Legislation" in SDO
    assert "legislationTitle" not in SDO


def test_the_way_to_an_item_is_the_way_that_its_page_shows(site: Path) -> None:
    text = (site / "items/2026/00002.html").read_text(encoding="utf-8")
    (trail,) = [node for node in blocks(text)[0]["@graph"] if node["@type"] == "BreadcrumbList"]
    steps = [each["name"] for each in trail["itemListElement"]]
    (shown,) = html.document_fromstring(text).xpath("//nav[@class='gk-trail']")
    assert steps == [*(each.text for each in shown.xpath("a")), "各项都填的信息"]
    assert [each["position"] for each in trail["itemListElement"]] == [1, 2, 3, 4, 5]


def test_the_home_page_tells_of_the_column_and_its_bureau(site: Path) -> None:
    assert types((site / "index.html").read_text(encoding="utf-8")) == {"WebSite", "GovernmentOrganization"}


def _work(entry: Entry, catalogue: Catalogue, **changes: Any) -> dict[str, Any]:
    changed = replace(entry, item=replace(entry.item, **changes))
    text = f"<html><body>{linked.of_item(changed, catalogue)}</body></html>"
    node: dict[str, Any] = blocks(text)[0]["@graph"][0]
    return node


@pytest.mark.parametrize(
    ("category", "topic", "kind"),
    [
        ("法规文件", "规范性文件", "Legislation"),
        ("统计信息", "统计公报", "Report"),
        ("统计信息", "统计分析", "Report"),
        ("工作动态", "新闻宣传", "NewsArticle"),
        ("工作动态", "统计分析", "Report"),
        ("工作动态", "人事管理", "Article"),
        ("机构职能", "职能", "DigitalDocument"),
        ("其他信息", "预算决算", "DigitalDocument"),
    ],
)
def test_each_category_has_a_type_that_fits(
    catalogue: Catalogue, category: str, topic: str, kind: str
) -> None:
    entry = catalogue.entries[1]
    assert _work(entry, catalogue, category=category, topic=topic)["@type"] == kind


def _of(catalogue: Catalogue, index: str) -> Entry:
    return next(entry for entry in catalogue.entries if entry.item.index == index)


def test_a_statistic_with_a_table_is_data_and_its_files_are_downloads(catalogue: Catalogue) -> None:
    work = _work(_of(catalogue, "2026-00001"), catalogue)
    assert work["@type"] == "Dataset"
    assert [each["encodingFormat"] for each in work["distribution"]] == ["text/csv", "image/png"]
    assert {each["@type"] for each in work["distribution"]} == {"DataDownload"}


def test_a_normative_document_tells_its_number_and_its_force(catalogue: Catalogue) -> None:
    work = _work(_of(catalogue, "2026-00002"), catalogue)
    assert work["legislationIdentifier"] == "咸统发〔2026〕12号"
    assert work["legislationLegalForce"] == "https://schema.org/InForce"
    assert "creativeWorkStatus" not in work


def test_an_interpretation_names_what_it_is_about(catalogue: Catalogue) -> None:
    work = _work(_of(catalogue, "2026-00010"), catalogue)
    assert work["about"] == [{"@id": f"{ADDRESS}items/2026/00011.html"}]
    document = _work(_of(catalogue, "2026-00011"), catalogue)
    assert document["subjectOf"] == [{"@id": f"{ADDRESS}items/2026/00010.html"}]
    assert not {"about", "subjectOf"} & {*_work(_of(catalogue, "2026-00001"), catalogue)}


def test_what_ended_says_how_and_when(catalogue: Catalogue) -> None:
    work = _work(_of(catalogue, "2026-00007"), catalogue, category="法规文件", topic="规章")
    assert (work["creativeWorkStatus"], work["expires"]) == ("废止", "2026-04-05")
    assert work["legislationLegalForce"] == "https://schema.org/NotInForce"


@pytest.mark.parametrize("title", [HOSTILE, "</script><b>", "<!--<script>", "]]>\u2028", "\\u003c\"'&amp;"])
def test_a_title_stays_a_title(catalogue: Catalogue, title: str) -> None:
    text = linked.of_item(
        replace(catalogue.entries[0], item=replace(catalogue.entries[0].item, title=title)), catalogue
    )
    assert text.count("<") == text.count(">") == 2
    assert blocks(f"<body>{text}<p>after</p></body>")[0]["@graph"][0]["name"] == title
    assert html.document_fromstring(f"<body>{text}<p>after</p></body>").xpath("string(//p)") == "after"


def test_the_data_stand_behind_the_content(site: Path) -> None:
    for kind in sorted(set(KINDS) - WITHOUT):
        page = html.document_fromstring((site / KINDS[kind]).read_bytes())
        following = page.xpath(
            "//script[@type='application/ld+json']/following::*[ancestor::*[@id='text']]/@class"
        )
        assert following == ["gk-dated"], kind
