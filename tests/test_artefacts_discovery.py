"""opensearch.xml and robots.txt: how browsers and crawlers find what is here."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree, html

from gongkai.artefacts.opensearch import as_opensearch
from gongkai.artefacts.robots import as_robots
from gongkai.model import Catalogue
from site_repo import ROOT, need

pytest_plugins = ("site_fixtures",)

ADDRESS = "https://tjj.example/zwgk/"
NAMESPACE = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
ROBOTS = """
const robots = require("robots-parser")(...JSON.parse(require("fs").readFileSync(0, "utf8")));
console.log(JSON.stringify([robots.getSitemaps(), robots.isAllowed(process.argv[1], "any")]));
"""


def described(text: str) -> etree._Element:
    """Check a description against the schema."""
    tree = etree.fromstring(text.encode())
    etree.RelaxNG(etree.parse(ROOT / "tests/schemas/opensearch.rng")).assertValid(tree)
    return tree


def test_the_search_box_leads_to_the_search_page(site: Path) -> None:
    tree = described((site / "opensearch.xml").read_text(encoding="utf-8"))
    (template,) = tree.xpath("o:Url[@type='text/html']/@template", namespaces=NAMESPACE)
    assert template == f"{ADDRESS}search.html?q={{searchTerms}}"
    assert tree.findtext("o:LongName", namespaces=NAMESPACE) == "测试统计局政府信息公开"


def test_a_bureau_of_a_very_long_name_has_a_description_too(catalogue: Catalogue) -> None:
    described(as_opensearch(replace(catalogue.policy, bureau="很<长&" * 400)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("政府信息公开</S", "政府信息公开政府信息公开政府信息公开</S"),
        ("<Description>", "<Description/><Description>"),
        ('type="text/html"', 'type="page"'),
        ("https://tjj.example/zwgk/search", "search"),
        ("zh-CN", "中文"),
    ],
)
def test_the_schema_refuses_what_the_specification_forbids(
    catalogue: Catalogue, right: str, wrong: str
) -> None:
    text = as_opensearch(catalogue.policy)
    assert right in text
    with pytest.raises(etree.DocumentInvalid):
        described(text.replace(right, wrong, 1))


def test_every_page_names_the_description(site: Path) -> None:
    for path in site.rglob("*.html"):
        (link,) = html.document_fromstring(path.read_bytes()).xpath("//head/link[@rel='search']")
        assert (path.parent / link.get("href")).resolve() == (site / "opensearch.xml").resolve()


def test_robots_may_read_all_and_are_told_the_site_map(site: Path) -> None:
    text = (site / "robots.txt").read_text(encoding="utf-8")
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    assert parser.site_maps() == [f"{ADDRESS}sitemap.xml"]
    assert parser.can_fetch("any", f"{ADDRESS}items/2026/00001.html")
    assert "https://tjj.example/robots.txt" in text


def test_another_reader_of_robots_agrees(catalogue: Catalogue) -> None:
    npm = ROOT / "tests/npm"
    need("robots-parser", shutil.which("node") and (npm / "node_modules/robots-parser").is_dir())
    given = json.dumps(["https://tjj.example/robots.txt", as_robots(catalogue.policy)])
    command = ["node", "-e", ROBOTS, f"{ADDRESS}items/2026/00001.html"]
    done = subprocess.run(command, cwd=npm, input=given, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[f"{ADDRESS}sitemap.xml"], True]
