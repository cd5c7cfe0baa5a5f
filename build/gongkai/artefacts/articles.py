"""制度对照表: the rule, article by article, with what carries each out, as HTML."""

from __future__ import annotations

from gongkai.artefacts.templates import template
from gongkai.model import Carried, Catalogue

PAGE = "articles.md"
"""The column page that it stands on, relative to content/."""
_PARTS = {"rule": "制度", "annex1": "附件一：考核评议制度", "annex2": "附件二：责任追究制度"}
_KINDS = {
    "rules": "自动核对", "registers": "登记", "pages": "栏目页", "fields": "字段", "commands": "命令", "policy": "设置",
}  # fmt: skip


def table(catalogue: Catalogue) -> str:
    """Each part of the rule with its articles in order; nothing, where policy/ has no table."""
    parts = {part: [each for each in catalogue.articles if each.article.part == part] for part in _PARTS}
    count = sum(bool(each.means) for each in catalogue.articles)
    return template("articles.html").render(
        parts=[(part, _PARTS[part], listed) for part, listed in parts.items() if listed],
        kinds=_KINDS,
        means=_means,
        count=count,
        all=len(catalogue.articles),
    )


def _means(carried: Carried, kind: str) -> list[tuple[str, str]]:
    """Name and words of what is of one kind."""
    return [(each.name, each.words) for each in carried.means if each.kind == kind]
