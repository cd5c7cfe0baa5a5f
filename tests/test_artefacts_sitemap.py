"""sitemap.xml: true to the protocol, complete, and cut into parts where it would be too long."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from gongkai.artefacts.sitemap import MOST, as_sitemaps
from gongkai.layout import item_page
from gongkai.model import Catalogue

pytest_plugins = ("site_fixtures",)

SCHEMAS = Path(__file__).parent / "schemas"
ADDRESS = "https://tjj.example/zwgk/"
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(text: str, schema: str = "sitemap") -> list[str]:
    """Check a text against its schema, and return the addresses."""
    tree = etree.fromstring(text.encode())
    etree.XMLSchema(etree.parse(SCHEMAS / f"{schema}.xsd")).assertValid(tree)
    return [str(each.text) for each in tree.iterfind(".//s:loc", NAMESPACE)]


def test_it_lists_every_page_of_the_site_once_but_earlier_revisions(site: Path) -> None:
    listed = locations((site / "sitemap.xml").read_text(encoding="utf-8"))
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    paths.remove("search.html")  # a form, and nothing to be found
    earlier = [path for path in paths if path.endswith(("-r1.html", "-r2.html"))]
    assert len(earlier) == 4
    assert sorted(listed) == sorted(ADDRESS + path for path in paths if path not in earlier)


def test_an_item_was_changed_on_the_day_its_newest_revision_landed(site: Path, catalogue: Catalogue) -> None:
    tree = etree.parse(site / "sitemap.xml")
    for entry in catalogue.entries:
        found = tree.xpath(
            f"//s:url[s:loc='{ADDRESS}{item_page(entry.item.index)}']/s:lastmod/text()", namespaces=NAMESPACE
        )
        assert found == [str(entry.updated)]


def test_an_empty_catalogue_still_has_its_column_pages(catalogue: Catalogue) -> None:
    (text,) = as_sitemaps(replace(catalogue, entries=()), ["index.html"]).values()
    assert locations(text) == [f"{ADDRESS}index.html"]


@pytest.fixture(scope="module")
def vast(catalogue: Catalogue) -> Catalogue:
    """As many entries as fit into one file."""
    first = catalogue.entries[0]
    numbers = (f"{2000 + n // 90000}-{1 + n % 90000:05}" for n in range(MOST))
    entries = (replace(first, item=replace(first.item, index=number)) for number in numbers)
    return replace(catalogue, entries=tuple(entries))


def test_fifty_thousand_addresses_are_one_file(vast: Catalogue) -> None:
    made = as_sitemaps(vast, [])
    assert list(made) == ["sitemap.xml"]
    assert len(locations(made["sitemap.xml"])) == MOST


def test_one_more_makes_an_index_and_its_parts(vast: Catalogue) -> None:
    made = as_sitemaps(vast, ["index.html"])
    names = [name for name in made if name != "sitemap.xml"]
    assert locations(made["sitemap.xml"], "siteindex") == [ADDRESS + name for name in names]
    listed = [location for name in names for location in locations(made[name])]
    assert len(listed) == MOST + 1
    assert len(set(listed)) == MOST + 1


def test_the_order_of_pages_changes_nothing(catalogue: Catalogue) -> None:
    pages = ["index.html", "guide.html", "catalogue/2026.html"]
    assert as_sitemaps(catalogue, pages) == as_sitemaps(catalogue, reversed(pages))


def test_the_schema_refuses_what_the_protocol_forbids() -> None:
    for wrong in ("<url/>", "", "<url><loc>index.html</loc></url>", "<url><loc>http://a/统计</loc></url>"):
        with pytest.raises(etree.DocumentInvalid):
            locations(f'<urlset xmlns="{NAMESPACE["s"]}">{wrong}</urlset>')
