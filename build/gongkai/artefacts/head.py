"""What stands in a page's head: its title, its description, and the page tags that inspections read.

The names of the tags, case-sensitive, are those of 国办发〔2017〕47号, annex. A page without a site and a
date, which an inspection counts as not updated, cannot be made: a head has both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from gongkai.artefacts.templates import marked, told
from gongkai.layout import earlier, item_page
from gongkai.model import Catalogue, Edition, Entry, Item, Page, Policy, Site, When, in_china

DIRECTORY = "信息公开目录"
INTERPRETATION = "政策解读"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page; all of it plain text. The functions below make one for each kind of page."""

    title: str
    description: str
    site: Site
    when: When
    tags: Mapping[str, str]
    """By name; the names are ours."""
    feeds: Iterable[tuple[str, str, str]] = ()
    """Media type, title and address, as it reads on the page, of the page's own feeds."""

    def html(self) -> str:
        """The tags and the links to feeds as HTML."""
        site = {"SiteName": self.site.name, "SiteDomain": self.site.domain, "SiteIDCode": self.site.code}
        every = {**site, "PubDate": str(self.when), **self.tags}
        tags = [f'<meta name="{name}" content="{escape(text)}">' for name, text in every.items()]
        feeds = [
            f'<link rel="alternate" type="{escape(kind)}" title="{escape(title)}" href="{escape(address)}">'
            for kind, title, address in self.feeds
        ]
        return "\n".join([*tags, *feeds])

    def dated(self) -> str:
        """The date as HTML, for people: every page shows it."""
        name = "发布日期" if "ArticleTitle" in self.tags else "更新日期"
        moment = in_china(self.when.at) if self.when.at else str(self.when)
        return f'<p class="gk-dated">{name}：<time datetime="{moment}">{told(self.when)}</time></p>'


@dataclass(frozen=True, slots=True)
class Column:
    """栏目: what a list or a column page is to an inspection."""

    name: str
    description: str
    column_type: str = DIRECTORY
    keywords: tuple[str, ...] = ()


def column_head(column: Column, policy: Policy, when: When, title: str = "") -> Head:
    """Of a page that is a column or a part of one: a list, the search, the site map. `title`, if it is another."""
    tags = {
        "ColumnName": column.name,
        "ColumnDescription": column.description,
        "ColumnKeywords": ",".join(dict.fromkeys([column.name, *column.keywords, policy.bureau])),
        "ColumnType": column.column_type,
    }
    return Head(title or column.name, column.description, policy.site, when, tags)


def page_head(page: Page, policy: Policy, when: When) -> Head:
    """Of a column page that was written."""
    column = Column(page.title, page.description, page.column_type, page.keywords)
    return column_head(column, policy, when)


def item_head(entry: Entry, catalogue: Catalogue) -> Head:
    """Of an item's page."""
    item = entry.item
    return _article(entry, catalogue, marked(item), item_page(item.index))


def edition_head(edition: Edition, catalogue: Catalogue) -> Head:
    """Of the page of an earlier revision: its title says that it is one."""
    item = edition.entry.item
    title = f"{marked(item)}（第{item.revision}版）"
    return _article(edition.entry, catalogue, title, f"{earlier(item.index, item.revision)}.html")


def latest(entries: Iterable[Entry], policy: Policy) -> When:
    """When the newest of these came to read as it does; without any, the day on which the catalogue began."""
    moments = (entry.updated_when for entry in entries)
    return max(moments, key=lambda when: when.order, default=When(policy.starts_on))


def _article(entry: Entry, catalogue: Catalogue, title: str, address: str) -> Head:
    item, policy, first = entry.item, catalogue.policy, entry.item.first_published
    tags = {
        "ColumnName": item.category,
        "ColumnType": _column_type(item, catalogue),
        "ArticleTitle": title,
        "ContentSource": first.where if first else policy.bureau,
        "Keywords": ",".join(item.keywords or (item.category, item.topic)),
        "Author": item.department,
        "Description": item.summary,
        "Url": policy.address + address,
    }
    return Head(title, item.summary, policy.site, entry.published_when, tags)


def _column_type(item: Item, catalogue: Catalogue) -> str:
    if item.interprets:
        return INTERPRETATION
    return next(each.column_type for each in catalogue.categories if each.name == item.category)
