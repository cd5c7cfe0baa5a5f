"""The lists that divide the catalogue, each with its permanent address, and what lies beside an item in its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gongkai.artefacts.head import DIRECTORY
from gongkai.model import Catalogue, Choice, Entry, Item

PER_PAGE = 50
CATALOGUE = "catalogue.html"

Kind = Literal["all", "category", "topic", "department", "year"]


@dataclass(frozen=True, slots=True)
class Listing:
    """One way to divide the catalogue: all, a category, a topic below it, a department, or a year."""

    name: str
    """Among others of its kind."""
    title: str
    """By itself."""
    kind: Kind
    slug: str
    entries: tuple[Entry, ...]
    category: str = ""
    """Of a category and of its topics: the category."""
    column_type: str = DIRECTORY

    @property
    def count(self) -> int:
        """The number of pages, at least one."""
        return max(1, -(-len(self.entries) // PER_PAGE))

    def page(self, number: int) -> str:
        """The permanent address of page `number`, counted from 1."""
        if self.kind == "all" and number == 1:
            return CATALOGUE
        return f"catalogue/{self.slug}{f'-{number}' if number > 1 else ''}.html"

    def part(self, number: int) -> tuple[Entry, ...]:
        """The entries of page `number`."""
        return self.entries[(number - 1) * PER_PAGE : number * PER_PAGE]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What lies above and below an item in the list of its category."""

    above: Item | None
    below: Item | None

    @property
    def both(self) -> tuple[Item, ...]:
        """Those of the two that there are."""
        return tuple(item for item in (self.above, self.below) if item)


def listings(catalogue: Catalogue) -> tuple[Listing, ...]:
    """All, then each category with its topics, each department, and each year that has entries."""
    every = catalogue.entries
    departments, years = (
        _divided(every, lambda item: item.department),
        _divided(every, lambda item: item.year),
    )
    return (
        Listing("全部", "全部信息", "all", "all", every),
        *_of_categories(catalogue),
        *(
            Listing(name, f"{name}制作的信息", "department", each.slug, departments.get(name, ()))
            for each in catalogue.departments
            for name in [each.name]
        ),
        *(
            Listing(f"{year}年", f"{year}年的信息", "year", year, years[year])
            for year in sorted(years, reverse=True)
        ),
    )


def _of_categories(catalogue: Catalogue) -> Iterator[Listing]:
    categories = _divided(catalogue.entries, lambda item: item.category)
    for category in catalogue.categories:
        name = category.name
        within = categories.get(name, ())
        yield Listing(name, name, "category", category.slug, within, name, category.column_type)
        topics = _divided(within, lambda item: item.topic)
        for topic in category.topics:
            title, entries = f"{name}：{topic.name}", topics.get(topic.name, ())
            slug = slug_of(category, topic)
            yield Listing(topic.name, title, "topic", slug, entries, name, category.column_type)


def slug_of(category: Choice, topic: Choice) -> str:
    """A topic's part of an address. Two categories may have a topic of one name."""
    return f"{category.slug}-{topic.slug}"


def neighbours(catalogue: Catalogue) -> Mapping[str, Neighbours]:
    """Of each item, by index number: what lies above and below it in the list of its category."""
    found = {}
    for entries in _divided(catalogue.entries, lambda item: item.category).values():
        items = [entry.item for entry in entries]
        for above, item, below in zip([None, *items], items, [*items[1:], None], strict=False):
            found[item.index] = Neighbours(above, below)
    return found


def _divided(entries: Iterable[Entry], key: Callable[[Item], str]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry.item), []).append(entry)
    return {name: tuple(part) for name, part in found.items()}
