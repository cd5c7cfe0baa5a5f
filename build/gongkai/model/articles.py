"""制度对照表: what carries out each article of the rule, or why it is for people alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the rule or of an annex, as policy/articles.yml has it."""

    part: str
    """`rule`, `annex1` or `annex2`."""
    number: str
    """第十三条."""
    about: str
    by: Mapping[str, tuple[str, ...]]
    """`rules`, `pages`, `commands`, `registers`, `fields` or `policy` → the names of what carries it out."""
    people: str
    """What only people can do; nothing, if the rest is all."""


@dataclass(frozen=True, slots=True)
class Means:
    """What carries an article out, as the public reads it."""

    kind: str
    name: str
    words: str
    """What it is called in Chinese; nothing, if its name says it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An article with everything that carries it out, each of which is there."""

    article: Article
    means: tuple[Means, ...]
