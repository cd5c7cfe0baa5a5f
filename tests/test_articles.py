"""制度对照表：policy/articles.yml leaves no article out, and all that it names is there (issue 6, point 11)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from gongkai.artefacts.articles import table
from gongkai.cli.commands import MODULES
from gongkai.corresponding import RULES, carried_out
from gongkai.entries import catalogue_of
from gongkai.layout import ARTICLES, REGISTERS
from gongkai.model import SetupError
from gongkai.pipeline import read_setup
from gongkai.sources.frontmatter import read
from signed_repo import SignedRepo
from site_annual import PARTS, articles, number

ROOT = Path(__file__).parent.parent
WRITTEN: Mapping[str, Mapping[str, Mapping[str, Any]]] = yaml.safe_load(
    (ROOT / ARTICLES).read_text(encoding="utf-8")
)


def named(kind: str) -> list[tuple[str, str]]:
    """Every name of one kind, with the article that names it."""
    return [
        (f"{part} {article}", name)
        for part, listed in WRITTEN.items()
        for article, each in listed.items()
        for name in each.get(kind, ())
    ]


@pytest.mark.parametrize(("part", "count"), PARTS.items())
def test_no_article_is_left_out_and_they_stand_in_order(part: str, count: int) -> None:
    assert list(WRITTEN[part]) == [number(each) for each in range(1, count + 1)]


def test_there_are_no_other_parts() -> None:
    assert WRITTEN.keys() == PARTS.keys()


def test_an_article_that_no_program_carries_out_says_what_people_do() -> None:
    for listed in WRITTEN.values():
        for article, each in listed.items():
            assert each.keys() - {"about", "people"} or each["people"], article


@pytest.mark.parametrize(("article", "name"), named("rules"))
def test_every_rule_is_there(article: str, name: str) -> None:
    assert name in RULES, article


@pytest.mark.parametrize(("article", "name"), named("commands"))
def test_every_command_is_there(article: str, name: str) -> None:
    assert name in MODULES, article


@pytest.mark.parametrize(("article", "name"), named("registers"))
def test_every_register_is_there(article: str, name: str) -> None:
    assert name in REGISTERS, article


@pytest.mark.parametrize(("article", "name"), named("pages"))
def test_every_page_is_there(article: str, name: str) -> None:
    assert (ROOT / "content" / name).is_file(), article


@pytest.mark.parametrize(("article", "name"), named("policy"))
def test_every_setting_is_there(article: str, name: str) -> None:
    found = yaml.safe_load((ROOT / "policy/policy.yml").read_text(encoding="utf-8"))
    for step in name.split("."):
        assert step in found, article
        found = found[step]


@pytest.mark.parametrize(("article", "name"), named("fields"))
def test_every_field_is_there(article: str, name: str) -> None:
    schema, *way = name.split(".")
    found = json.loads((ROOT / f"schemas/{schema}.schema.json").read_text(encoding="utf-8"))
    for step in way:
        found = found["properties"][step]
    assert found, article


def test_every_rule_command_page_and_register_carries_out_an_article() -> None:
    """What no article asks for is listed here with its reason."""
    own = {
        "front-matter",  # how a file is written at all
        "schema",
    }
    assert set(RULES) - {name for _, name in named("rules")} - own == set()
    pages = {path.name for path in (ROOT / "content").glob("*.md")} - {"articles.md"}
    assert pages - {name for _, name in named("pages")} == set()
    assert set(REGISTERS) - {name for _, name in named("registers")} == set()
    helpers = {"statement", "comment"}  # for stock OpenSSH, for a forge
    assert set(MODULES) - {name for _, name in named("commands")} - helpers == set()


def drawn(repo: SignedRepo, written: str) -> Any:
    """The page's table."""
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n\n文。\n")
    repo.put("content/articles.md", "---\ntitle: 对照表\ndescription: 说明。\n---\n\n文。\n")
    repo.put(ARTICLES, written)
    return html.fragment_fromstring(table(catalogue_of(repo.root, repo.checked())), create_parent="div")


def test_the_page_tells_all_articles_and_what_carries_them_out(repo: SignedRepo) -> None:
    page = drawn(
        repo,
        articles(rules=["late"], pages=["guide.md"], commands=["late"], registers=["summaries"], fields=["item.late.reason"], policy=["limits.publish_days"]),
    )  # fmt: skip
    assert "共 44 条，其中 1 条" in page.text_content()
    assert [len(each) for each in page.xpath("//tbody")] == [32, 5, 7]
    (row,) = page.xpath("//tr[@id='rule-13']")
    assert [re.sub(r"\s+", " ", each.text_content()) for each in row.xpath("./td/p")] == [
        "自动核对：超过公开期限 late",
        "登记：工作总结 summaries",
        "栏目页：指南",
        "字段：逾期理由 item.late.reason",
        "命令：gongkai late",
        "设置：公开期限（日） limits.publish_days",
    ]
    assert row.xpath(".//a/@href") == ["guide.html"]


@pytest.mark.parametrize(
    "change",
    [{"rules": ["no-such"]}, {"pages": ["no-such.md"]}, {"fields": ["item.no_such"]}, {"fields": ["none.title"]}, {"policy": ["limits.none"]}, {"registers": ["nones"]}],
    ids=str,
)  # fmt: skip
def test_a_name_of_nothing_is_one_clear_line(change: Mapping[str, list[str]], repo: SignedRepo) -> None:
    with pytest.raises(SetupError, match=r"policy/articles\.yml: 第十三条：没有 \w+ \S+ \(") as refused:
        drawn(repo, articles(**change))
    assert "\n" not in str(refused.value)


def test_every_part_of_the_policy_carries_out_an_article() -> None:
    parts = yaml.safe_load((ROOT / "policy/policy.yml").read_text(encoding="utf-8"))
    assert set(parts) - {name.partition(".")[0] for _, name in named("policy")} == set()


def test_the_table_of_this_repository_can_be_drawn() -> None:
    setup = read_setup(ROOT)
    raws = [read(f"content/{path.name}", path.read_bytes()) for path in (ROOT / "content").glob("*.md")]
    pages = [setup.schemas.page(raw) for raw in raws if not isinstance(raw, tuple)]
    own = carried_out(setup.articles, [page for page in pages if not isinstance(page, tuple)], setup.schemas)
    assert len(own) == sum(PARTS.values())


@pytest.mark.parametrize("wrong", ["第十三条", "第一百条", "about", "people"])
def test_a_table_that_is_not_whole_is_no_table(wrong: str, repo: SignedRepo) -> None:
    text = articles()
    broken = {
        "第十三条": text.replace("  第十三条:\n    about: 示例\n    people: 示例\n", "", 1),
        "第一百条": text.replace("  第十三条:", "  第一百条:", 1),
        "about": text.replace("    about: 示例\n", "", 1),
        "people": text.replace("    people: 示例\n", "", 1),
    }[wrong]
    assert broken != text
    with pytest.raises(SetupError, match=r"policy/articles\.yml:\d+:\d+: "):
        drawn(repo, broken)


def test_without_its_page_the_table_is_not_looked_up(repo: SignedRepo) -> None:
    repo.put(ARTICLES, articles(rules=["no-such"]))
    assert catalogue_of(repo.root, repo.checked()).articles == ()


def test_a_catalogue_without_a_table_has_none(repo: SignedRepo) -> None:
    assert catalogue_of(repo.root, repo.checked()).articles == ()
