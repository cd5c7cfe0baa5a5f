"""From a checked catalogue to the files of the site: one shell filled for each entry and list."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from gongkai.artefacts import feed, pages, records, sitemap
from gongkai.artefacts.shell import Shell
from gongkai.deadline import published_on
from gongkai.layout import CONTENT, folder, site_path
from gongkai.model import Catalogue, Consent, Context, Entry, Item
from gongkai.pipeline import Checked
from gongkai.standing import acting_for, publisher

ENTRY_SHELL = "shell/0000/entry.md"
LIST_SHELL = "shell/list.md"
SHELLS = (ENTRY_SHELL, LIST_SHELL)
"""As deep as the pages that will be made of them, so that relative links are right."""


def catalogue_of(checked: Checked) -> Catalogue:
    """All entries, newest first. Expects a catalogue that was not refused."""
    entries = (_entry(item, checked.context) for item in checked.items)
    newest_first = sorted(entries, key=lambda entry: (entry.published, entry.item.index), reverse=True)
    schemas = checked.setup.schemas
    return Catalogue(
        policy=checked.setup.policy,
        categories=schemas.choices("category"),
        departments=schemas.choices("department"),
        entries=tuple(newest_first),
    )


def _entry(item: Item, context: Context) -> Entry:
    consents = []
    for approval in item.approvals:
        person, role = context.people[approval.by], context.policy.roles[approval.role]
        acting = acting_for(approval, item, context)
        consents.append(Consent(approval, role.title, person.department, person.position, acting))
    place = folder(item.index)
    return Entry(
        item=item,
        full_index=context.policy.full_index(item.index),
        published=published_on(item, context),
        publisher=publisher(item, context.policy),
        consents=tuple(consents),
        sizes=tuple(context.files[place + each.file].size for each in item.attachments),
    )


def publish(root: Path, checked: Checked, catalogue: Catalogue, shells: dict[str, Shell], site: Path) -> int:
    """Write everything but MkDocs' own pages into `site`; the number of HTML pages written."""
    lists = dict(_lists(catalogue, shells[LIST_SHELL]))
    columns = [site_path(page.raw.path) for page in checked.pages]
    for path, text in (lists | _artefacts(catalogue, [*columns, *lists])).items():
        _write(site / path, text)
    for entry in catalogue.entries:
        _publish_entry(root, entry, catalogue, shells[ENTRY_SHELL], site)
    return len(lists) + len(catalogue.entries)


def _lists(catalogue: Catalogue, shell: Shell) -> Iterator[tuple[str, str]]:
    """Every list page but the first of all, which is a column page."""
    every = pages.listings(catalogue)
    for listing in every:
        for number in range(1, listing.count + 1):
            if (page := listing.page(number)) != pages.CATALOGUE:
                title = f"{listing.title}（第 {number} 页）" if number > 1 else listing.title
                content = pages.list_page(listing, number, every)
                yield page, shell.fill(title=title, description=f"政府信息公开目录：{title}", content=content)


def _artefacts(catalogue: Catalogue, addresses: list[str]) -> dict[str, str]:
    return {
        "catalogue.json": records.as_json(records.catalogue_record(catalogue)),
        "catalogue.csv": records.as_csv(catalogue),
        "feed.xml": feed.as_atom(catalogue),
        **sitemap.as_sitemaps(catalogue, addresses),
    }


def _publish_entry(root: Path, entry: Entry, catalogue: Catalogue, shell: Shell, site: Path) -> None:
    """An entry's page, its data, the signed source and the attachments."""
    item = entry.item
    content = pages.entry_page(entry, catalogue)
    _write(site / entry.page, shell.fill(title=item.title, description=item.summary, content=content))
    _write(site / records.data(entry), records.as_json(records.record(entry, catalogue)))
    place = folder(item.index)
    for path in (item.path, *(place + each.file for each in item.attachments)):
        target = site / path.removeprefix(CONTENT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
