"""The main part of an item's page, and of those of its earlier revisions, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from gongkai.artefacts import linked, qr, records
from gongkai.artefacts.body import Measure, dressed
from gongkai.artefacts.difference import difference
from gongkai.artefacts.listings import Neighbours
from gongkai.artefacts.templates import template
from gongkai.layout import document_index, earlier, folder, item_page, relative, site_path
from gongkai.links import on_page
from gongkai.markdown import to_clean_html
from gongkai.model import Catalogue, Change, Edition, Entry, Item
from gongkai.statement import covered, openssh_commands


@dataclass(frozen=True, slots=True)
class Pdf:
    """The PDF of an item: its address from the top of the site, the name it is saved under, its bytes."""

    address: str
    name: str
    size: int


def _unmeasured(_address: str) -> None:
    return None


def entry_page(
    entry: Entry,
    catalogue: Catalogue,
    measure: Measure = _unmeasured,
    *,
    pdf: Pdf | None = None,
    beside: Neighbours | None = None,
) -> str:
    """An entry's page: header table (law part 3), text, attachments, changes, approvals, downloads, neighbours."""
    return _entry("entry.html", entry, catalogue, measure, pdf=pdf, beside=beside)


def paper(entry: Entry, catalogue: Catalogue) -> str:
    """The same as a whole document to be printed, every address in it relative to that of its page."""
    words = "图片"  # PDF/UA: no image without words
    return _entry("paper.html", entry, catalogue, _unmeasured, unnamed=words, pdf=None, beside=None)


def _entry(
    name: str, entry: Entry, catalogue: Catalogue, measure: Measure, *, unnamed: str = "", **more: Any
) -> str:
    item, page = entry.item, item_page(entry.item.index)
    html = to_clean_html(item.body, lambda address: on_page(item.path, address, page))
    return template(name).render(
        **_shared(entry, catalogue, page, site_path),
        body=dressed(html, measure, unnamed),
        source=records.source(entry),
        data=records.data(entry),
        edition=None,
        changes=tuple(_changes(entry)),
        **more,
    )


def edition_page(edition: Edition, entry: Entry, catalogue: Catalogue, measure: Measure = _unmeasured) -> str:
    """The page of an earlier revision of `entry`, with what the next one changed."""
    item = edition.entry.item
    start = earlier(item.index, item.revision)
    page = f"{start}.html"

    def at(path: str) -> str:
        own = path.startswith(folder(item.index)) and not document_index(path)
        return path.replace(folder(item.index), f"{start}/", 1) if own else site_path(path)

    def address(written: str) -> str | None:
        return None if written in edition.lost else on_page(item.path, written, page, at)

    following = _following(edition, entry)
    return template("entry.html").render(
        **_shared(edition.entry, catalogue, page, at),
        body=dressed(to_clean_html(item.body, address), measure),
        source=_source(edition.entry, entry),
        data=None,
        pdf=None,
        edition=edition,
        newest=entry,
        following=following,
        parts=difference(_covered(item), _covered(following.item)),
        next_source=_source(following, entry),
        beside=None,
    )


def _shared(entry: Entry, catalogue: Catalogue, page: str, at: Callable[[str], str]) -> dict[str, Any]:
    """What both kinds of page say; `at` tells where a file of content/ is published."""
    item = entry.item
    files = zip(item.attachments, entry.sizes, strict=True)
    revision = None if page == item_page(item.index) else item.revision
    return {
        "entry": entry,
        "item": item,
        "bureau": catalogue.policy.bureau,
        "sample": catalogue.policy.sample,
        "address": catalogue.policy.address + page,
        "code": Markup(qr.as_svg(catalogue.policy.address + page, "本页网址的二维码")),  # noqa: S704 - ours
        "validity": records.validity(item),
        "attachments": [
            (each, size, relative(page, at(folder(item.index) + each.file))) for each, size in files
        ],
        "commands": _commands(entry, catalogue.policy.domain, revision),
        "link": lambda to: relative(page, to),
        "earlier_page": lambda other: f"{earlier(other.item.index, other.item.revision)}.html",
        "trail": _trail(page[: page.rindex("/") + 1], linked.way_to(item, catalogue)),
    }


@lru_cache(maxsize=1 << 8)
def _trail(folder: str, way: tuple[tuple[str, str], ...]) -> Markup:
    """Where the pages of a folder stand: the same for all items of a topic."""
    return Markup(template("trail.html").render(way=way, link=lambda to: relative(folder, to)))  # noqa: S704 - ours


def _commands(entry: Entry, domain: str, revision: int | None) -> str:
    """How to check each approval with OpenSSH."""
    checks = (
        (
            each.role,
            *openssh_commands(entry.item.index, each.approval, domain, revision=revision, broken=True),
        )
        for each in entry.consents
    )
    return "".join(f"# {role}\n{first}\n{second}\n" for role, first, second in checks)


def _changes(entry: Entry) -> Iterator[tuple[Change, Entry | None]]:
    """What was changed, newest first, its end too, each with the edition before it, if that was public."""
    item, editions = entry.item, [each.entry for each in entry.earlier]
    if end := item.withdrawn:
        yield (
            Change(end.date, end.kind, end.reason),
            next((each for each in editions if not each.item.withdrawn), None),
        )
    for number, change in reversed(list(enumerate(item.changes))):
        yield change, next((each for each in editions if len(each.item.changes) <= number), None)


def _covered(item: Item) -> str:
    return covered(item.data).decode()


def _following(edition: Edition, entry: Entry) -> Entry:
    """What came after an edition: the next one, or what stands now."""
    later = [each.entry for each in entry.earlier if each.entry.item.revision > edition.entry.item.revision]
    return later[-1] if later else entry


def _source(entry: Entry, newest: Entry) -> str:
    """The address of the source of a revision of `newest`."""
    item = entry.item
    return records.source(newest) if entry is newest else f"{earlier(item.index, item.revision)}.md"
