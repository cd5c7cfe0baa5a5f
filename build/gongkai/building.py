"""One build of the site, as MkDocs goes through it: begin at the gate, draw, finish with the swap."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from gongkai import indexing, report
from gongkai.artefacts import below, linked, pages, schedule
from gongkai.artefacts.head import page_head
from gongkai.artefacts.shell import Shell, mark
from gongkai.entries import catalogue_of
from gongkai.layout import COLUMNS, CONTENT, NO_INDEX, site_path
from gongkai.model import Catalogue, Page, SetupError
from gongkai.pipeline import Checked, read_and_check
from gongkai.publishing import SEARCH_SHELL, SHELLS, publish
from gongkai.sources import tree
from gongkai.sources.exchange import exchange, reserve, restore
from gongkai.sources.new_site import NewSite
from gongkai.sources.workers import spread

_NEW = ".new"


@dataclass(slots=True)
class Build:
    """One build: what was checked, and the shells as MkDocs hands them over."""

    root: Path
    checked: Checked
    catalogue: Catalogue
    began: float
    stamps: Mapping[str, tuple[int, int]]
    """Of content/ before it was read, if it is shown: what differs later may have been saved after."""
    shells: dict[str, Shell] = field(default_factory=dict)
    seconds: float = 0.0
    """How long all of it took."""

    @property
    def columns(self) -> list[str]:
        """The column pages, relative to content/."""
        return [page.raw.path.removeprefix(CONTENT) for page in self.checked.pages]

    def head(self, uri: str) -> dict[str, str]:
        """Title, description, page tags and date of a page that MkDocs draws, as HTML."""
        if uri in SHELLS:
            return {name: mark(name) for name in ("title", "description", "head", "dated")}
        page, policy = self._page(uri), self.catalogue.policy
        dates = [self.checked.context.pages[page.raw.path], *below.changed(uri, self.catalogue)]
        head = page_head(page, policy, max(dates, key=lambda when: when.order))
        return {
            "title": escape(head.title),
            "description": escape(head.description),
            "head": head.html(),
            "dated": head.dated(),
        }

    def content(self, uri: str) -> str:
        """The main part of a page that MkDocs draws."""
        if uri in SHELLS:
            return mark("content")
        page = self._page(uri)
        body = f"<h1>{escape(page.title)}</h1>\n{pages.column_page(page.raw)}"
        return body + schedule.table(page) + below.html(uri, self.catalogue) + self._place(page)

    def _place(self, page: Page) -> str:
        """Where a column page stands, for search engines; the home page is where the way begins."""
        own = site_path(page.raw.path)
        return (
            linked.of_page(self.catalogue.policy, [linked.HOME, (page.title, own)])
            if own != linked.HOME[1]
            else ""
        )

    def _page(self, uri: str) -> Page:
        return next(page for page in self.checked.pages if page.raw.path == CONTENT + uri)

    def keep_shell(self, uri: str, output: str) -> str:
        """Take a shell away from MkDocs; leave other pages to it."""
        if uri not in SHELLS:
            return output
        self.shells[uri] = Shell.cut(output)
        return ""

    def finish(self, written: Path, *, keep: bool) -> str:
        """Write what MkDocs does not, and say what was done.

        `keep` puts the site in its place. One that is only shown has no full-text index.
        """
        site = written.with_name(written.name.removesuffix(_NEW)) if keep else written
        full = keep and NO_INDEX not in os.environ
        new = NewSite(written, site if keep and site.is_dir() else None)
        try:
            count = publish(self.root, self.checked, self.catalogue, self.shells, new)
            notes = indexing.publish(self.root, self.catalogue, self.shells[SEARCH_SHELL], new, full=full)
        except BaseException:  # Ctrl-C too: what is half written is no site
            shutil.rmtree(written, ignore_errors=True)
            raise
        if keep:
            swap(written, site)
        self.seconds = time.perf_counter() - self.began
        pages_ = count + 1 + len(self.checked.pages)
        told = "".join(f"{note}\n" for note in notes)
        return f"{told}{_counts(self.checked)}\n{pages_} 页，{self.seconds:.1f} 秒 (pages, seconds)\n打开 open: {site / 'index.html'}"


class RefusedError(Exception):
    """The catalogue has errors; nothing may be published. Says all that is wrong."""

    exit_code = 1

    def __init__(self, checked: Checked) -> None:
        found = report.as_text(checked.findings, colour=sys.stderr.isatty())
        super().__init__(
            f"没有生成，原来的站点未动 (refused; the last site stands)\n{found}{_counts(checked)}"
        )


def begin(root: Path, *, shown: bool = False) -> Build:
    """Check `content/` for a build. Raises SetupError, or RefusedError for errors in the content."""
    began, stamps = time.perf_counter(), tree.stamps(root) if shown else {}
    checked = read_and_check(root)
    if checked.refused:
        raise RefusedError(checked)
    present = {page.raw.path for page in checked.pages}
    for name in COLUMNS:
        if f"{CONTENT}{name}" not in present:
            raise SetupError(f"{CONTENT}{name}: 缺少这个栏目页 (this column page is missing)")
    return Build(root, checked, catalogue_of(root, checked), began, stamps)


def _counts(checked: Checked) -> str:
    return f"{len(checked.context.documents)} 条信息：{report.counts(checked.findings)}"


def beside(site: Path) -> Path:
    """Where a new site is written until it takes the place of `site`. Raises SetupError."""
    reserve(site.parent)
    restore(site)
    return site.with_name(site.name + _NEW)


def swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site` in one step where the system can, so that one always stands."""
    if site.exists():
        exchange(new, site)
        _take_away(new)
    else:
        new.rename(site)


def _take_away(site: Path) -> None:
    """On all cores, folder by folder: of a large site it takes seconds."""
    folders = [each for each in site.glob("*/*") if each.is_dir() and not each.is_symlink()]
    for _ in spread(shutil.rmtree, [[folder] for folder in folders], str):
        pass
    shutil.rmtree(site)
