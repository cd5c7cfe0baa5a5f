"""制度对照表: the names in policy/articles.yml, looked up in what there is.

A name of something that is not there is an error of the set-up: the table must not promise what nobody keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from gongkai import rules, schema
from gongkai.artefacts.articles import PAGE
from gongkai.layout import ARTICLES, CONTENT, REGISTERS, site_path
from gongkai.model import Article, Carried, Means, Page, SetupError
from gongkai.schema import Schemas
from gongkai.sources import frontmatter

Look = Callable[[str], str | None]
"""From a name to what it is called in Chinese; None if there is no such thing."""

RULES = {each.slug: each.title.zh for each in (frontmatter.RULE, schema.RULE, *rules.ALL)}


def carried_out(articles: Iterable[Article], pages: Iterable[Page], schemas: Schemas) -> tuple[Carried, ...]:
    """The articles with what carries them out, where a page tells of it. Raises SetupError for a name of nothing."""
    pages = tuple(pages)
    if all(page.raw.path != CONTENT + PAGE for page in pages):
        return ()
    titles = {site_path(page.raw.path): page.title for page in pages}
    look: Mapping[str, Look] = {
        "rules": RULES.get,
        "pages": lambda name: titles.get(site_path(name)),
        "commands": lambda _: "",  # gongkai.cli stands above all others: tests look these up
        "registers": lambda name: schemas.title(REGISTERS.get(name, "")),
        "fields": lambda name: schemas.title(*name.split(".")),
        "policy": lambda name: schemas.title("policy", *name.split(".")),
    }
    return tuple(Carried(each, tuple(_means(each, look))) for each in articles)


def _means(article: Article, look: Mapping[str, Look]) -> Iterator[Means]:
    for kind, names in article.by.items():
        for name in names:
            words = look[kind](name)
            if words is None:
                zh = f"{ARTICLES}: {article.number}：没有 {kind} {name}"
                raise SetupError(f"{zh} (what carries an article out is not there)")
            yield Means(kind, name, words)
