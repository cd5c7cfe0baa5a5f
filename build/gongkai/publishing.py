"""From a checked catalogue to the files of the site: one shell filled for each entry and list."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from gongkai import layout, report
from gongkai.artefacts import feed, pages, records, sitemap
from gongkai.artefacts.shell import Shell, mark
from gongkai.layout import CONTENT, folder, site_path
from gongkai.model import Catalogue, Consent, Context, Entry, Item, Page, SetupError
from gongkai.pipeline import Checked, read_and_check
from gongkai.rules.routing import publisher
from gongkai.sources.exchange import exchange, restore

ENTRY_SHELL = "shell/0000/entry.md"
LIST_SHELL = "shell/list.md"
SHELLS = (ENTRY_SHELL, LIST_SHELL)
"""As deep as the pages that will be made of them, so that relative links are right."""

_BELOW = {"index.md": pages.newest, "catalogue.md": pages.overview}
"""What the pipeline adds below the text of a column page."""
_NEW = ".new"


@dataclass(slots=True)
class Build:
    """One build: what was checked, and the shells as MkDocs hands them over."""

    root: Path
    checked: Checked
    catalogue: Catalogue
    began: float
    shells: dict[str, Shell] = field(default_factory=dict)

    def heading(self, uri: str) -> tuple[str, str]:
        """Title and description of a page that MkDocs draws."""
        if uri in SHELLS:
            return mark("title"), mark("description")
        page = self._page(uri)
        return page.title, page.description

    def content(self, uri: str) -> str:
        """The main part of a page that MkDocs draws; without `<h1` the theme would add its own."""
        if uri in SHELLS:
            return mark("content") + "<!-- <h1 -->"
        page = self._page(uri)
        body = f"<h1>{escape(page.title)}</h1>\n{pages.column_page(page.raw)}"
        below = _BELOW.get(uri)
        return body + (below(self.catalogue) if below else "")

    def _page(self, uri: str) -> Page:
        return next(page for page in self.checked.pages if page.raw.path == CONTENT + uri)

    def keep_shell(self, uri: str, output: str) -> str:
        """Take a shell away from MkDocs; leave other pages to it."""
        if uri not in SHELLS:
            return output
        self.shells[uri] = Shell.cut(output)
        return ""

    def finish(self, written: Path, *, keep: bool) -> str:
        """Write what MkDocs does not, put the site in its place, and say what was done."""
        count = publish(self.root, self.checked, self.catalogue, self.shells, written)
        site = written
        if keep:
            site = written.with_name(written.name.removesuffix(_NEW))
            swap(written, site)
        seconds = time.perf_counter() - self.began
        pages_ = count + len(self.checked.pages)
        return f"{_counts(self.checked)}\n{pages_} 页，{seconds:.1f} 秒 (pages, seconds)\n打开 open: {site / 'index.html'}"


class RefusedError(Exception):
    """The catalogue has errors; nothing may be published. Says all that is wrong."""

    exit_code = 1

    def __init__(self, checked: Checked) -> None:
        found = report.as_text(checked.findings, colour=sys.stderr.isatty())
        super().__init__(
            f"没有生成，原来的站点未动 (refused; the last site stands)\n{found}{_counts(checked)}"
        )


def begin(root: Path) -> Build:
    """Check `content/` for a build. Raises SetupError, or RefusedError for errors in the content."""
    began = time.perf_counter()
    checked = read_and_check(root)
    if checked.refused:
        raise RefusedError(checked)
    present = {page.raw.path for page in checked.pages}
    for name in layout.COLUMNS:
        if f"{CONTENT}{name}" not in present:
            raise SetupError(f"{CONTENT}{name}: 缺少这个栏目页 (this column page is missing)")
    return Build(root, checked, catalogue_of(checked), began)


def _counts(checked: Checked) -> str:
    return f"{len(checked.context.documents)} 条信息：{report.counts(checked.findings)}"


def beside(site: Path) -> Path:
    """Where a new site is written until it takes the place of `site`."""
    restore(site)
    return site.with_name(site.name + _NEW)


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
    landing = context.history.landings.get(item.index)
    consents = []
    for approval in item.approvals:
        person, role = context.people[approval.by], context.policy.roles[approval.role]
        consents.append(Consent(approval, role.title, person.department, person.position))
    place = folder(item.index)
    return Entry(
        item=item,
        full_index=context.policy.full_index(item.index),
        published=landing.day if landing else context.today,
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


def swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site` in one step where the system can, so that one always stands."""
    if site.exists():
        exchange(new, site)
        shutil.rmtree(new)
    else:
        new.rename(site)
