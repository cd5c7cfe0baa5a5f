"""The PDFs of the items and of the annual reports: what each is made of, which are there, and making those that are not.

They lie in .cache/ under names made of all that goes into them: one that is out of date is never found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urljoin

from gongkai.annual.document import Report
from gongkai.artefacts import annual
from gongkai.artefacts.annual import published
from gongkai.artefacts.item_pages import paper
from gongkai.layout import (
    DERIVED,
    item_page,
    item_pdf,
    relative,
    report_document,
    report_file,
    report_page,
    site_path,
)
from gongkai.links import target
from gongkai.markdown import addresses
from gongkai.model import Catalogue, Context, Entry
from gongkai.sources import derived, typesetting
from gongkai.sources.typesetting import Image, Sheet, SheetError

_KIND = "pdf"


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of a PDF: where it lies, or why there is none."""

    source: str
    """The file of content/ that it is made of."""
    address: str
    """Its address from the top of the site."""
    name: str
    path: Path | None
    new: bool = False
    reason: str = ""


def kept(root: Path, context: Context, catalogue: Catalogue) -> Callable[[Entry], Path | None]:
    """From an entry to its PDF, if it is there."""
    folder = root / DERIVED / _KIND
    present = _present(folder)

    def find(entry: Entry) -> Path | None:
        if not present or not _is_public(entry):
            return None
        name = _name(_sheet(root, entry, context, catalogue))
        return folder / name if name in present else None

    return find


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A PDF that there should be."""

    source: str
    address: str
    sheet: Callable[[], Sheet]
    """What it is made of: not kept, as there may be 100,000."""


def kept_reports(root: Path, catalogue: Catalogue) -> Callable[[Report], Path | None]:
    """From an annual report to its PDF, if it is there."""
    folder = root / DERIVED / _KIND
    present = _present(folder)

    def find(report: Report) -> Path | None:
        name = _name(_report_sheet(report, catalogue))
        return folder / name if name in present else None

    return find


def print_missing(root: Path, context: Context, catalogue: Catalogue) -> Iterator[Printed]:
    """Make what is missing; all that is wanted, the old first. Then remove what is wanted no more."""
    present, wanted = _present(root / DERIVED / _KIND), set()
    missing: dict[str, _Wanted] = {}
    for each in _all(root, context, catalogue):
        name = _name(each.sheet())
        wanted.add(name)
        if name in present:
            yield Printed(each.source, each.address, name, derived.place(root, _KIND, name))
        else:
            missing[name] = each
    sheets = ((name, each.sheet()) for name, each in missing.items())
    for name, made in typesetting.set_all(sheets):
        yield _keep(root, missing[name], name, made)
    derived.keep_only(root, _KIND, wanted)


def _keep(root: Path, each: _Wanted, name: str, made: bytes | SheetError) -> Printed:
    if isinstance(made, SheetError):
        return Printed(each.source, each.address, name, None, reason=str(made))
    place = derived.place(root, _KIND, name)
    part = place.with_suffix(".part")
    part.write_bytes(made)
    part.replace(place)  # whole, or not there: a kill leaves nothing that a build would take
    return Printed(each.source, each.address, name, place, new=True)


def _all(root: Path, context: Context, catalogue: Catalogue) -> Iterator[_Wanted]:
    """The items whose text is public, and the annual reports."""
    for entry in filter(_is_public, catalogue.entries):
        index = entry.item.index
        yield _Wanted(entry.item.path, item_pdf(index), partial(_sheet, root, entry, context, catalogue))
    for report in published(catalogue):
        source, address = report_document(report.year), report_file(report.year, "pdf")
        yield _Wanted(source, address, partial(_report_sheet, report, catalogue))


def _is_public(entry: Entry) -> bool:
    end = entry.item.withdrawn
    return end is None or end.keeps_text


def _present(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.glob("*.pdf"))


def _sheet(root: Path, entry: Entry, context: Context, catalogue: Catalogue) -> Sheet:
    page = item_page(entry.item.index)
    address = catalogue.policy.address + page
    images = {
        unquote(urljoin(address, relative(page, site_path(path)))): Image(
            root / path, context.files[path].sha256
        )
        for path in _images(entry, context)
    }
    return Sheet(paper(entry, catalogue), address, images)


def _report_sheet(report: Report, catalogue: Catalogue) -> Sheet:
    html = annual.paper(report, sample=catalogue.policy.sample)
    return Sheet(html, catalogue.policy.address + report_page(report.year), {})


def _images(entry: Entry, context: Context) -> Iterator[str]:
    """The files that an item shows as images: its own, and other items'."""
    item = entry.item
    body = item.body
    if "![" not in body:
        return
    for kind, written in addresses(body):
        path = target(item.path, written) if kind == "src" else None
        if path and path in context.files and context.files[path].ordinary:
            yield path


def _name(sheet: Sheet) -> str:
    """What a PDF is kept under: all that it is made of, in hex."""
    images = (f"{url} {image.sha256}" for url, image in sorted(sheet.images.items()))
    parts = (typesetting.VERSION, sheet.address, sheet.html, *images)
    return derived.key(part.encode() for part in parts) + ".pdf"
