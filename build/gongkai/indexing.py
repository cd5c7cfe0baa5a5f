"""From entries to the search page and what it searches: bundles of the full-text index, kept while they hold."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from gongkai import markdown
from gongkai.artefacts import fulltext, linked, search_page, segments
from gongkai.artefacts.head import Column, column_head, latest
from gongkai.artefacts.shell import Shell
from gongkai.json_text import compact
from gongkai.layout import folder
from gongkai.model import Catalogue, Entry
from gongkai.sources import attached, derived, pagefind
from gongkai.sources.new_site import NewSite

_KEPT = "search"
_HOW = tuple(Path(str(each.__file__)) for each in (segments, fulltext, markdown, pagefind))
"""The files that decide what is made of an entry, besides its own words."""


def publish(root: Path, catalogue: Catalogue, shell: Shell, site: NewSite, *, full: bool) -> tuple[str, ...]:
    """Write the search page and, if `full`, all that it searches; what cannot be searched, in lines."""
    found = _attached(root, catalogue) if full else {}
    texts = {sha256: each.text for sha256, each in found.items()}
    bundles = fulltext.bundles(catalogue, lambda entry: _size(entry, texts)) if full else {}
    keys = {name: _bundle(root, entries, texts) for name, entries in bundles.items()}
    for name, key in keys.items():
        derived.hand_out(derived.place(root, _KEPT, key), site.folder / search_page.FOLDER / name)
    if full:
        derived.keep_only(root, _KEPT, set(keys.values()))
    page = search_page.page(catalogue, tuple(keys), full=full)
    column = Column("全文检索", f"{catalogue.policy.bureau}政府信息公开目录全文检索")
    head = column_head(column, catalogue.policy, latest(catalogue.entries, catalogue.policy))
    page += linked.of_page(catalogue.policy, [linked.HOME, (column.name, search_page.PAGE)])
    site.write(search_page.PAGE, shell.fill(head, page))
    return tuple(_notes(catalogue, found))


def _attached(root: Path, catalogue: Catalogue) -> dict[str, attached.Attached]:
    return attached.read(
        root,
        {
            each.sha256: root / (folder(entry.item.index) + each.file)
            for entry in catalogue.entries
            for each in entry.item.attachments
        },
    )


def _size(entry: Entry, texts: Mapping[str, str]) -> int:
    return entry.item.length + sum(len(texts.get(each.sha256, "")) for each in entry.item.attachments)


def _bundle(root: Path, entries: tuple[Entry, ...], texts: Mapping[str, str]) -> str:
    """The key under which the index of entries is kept; it is made if it is not there."""
    versions = (pagefind.version().encode(), version("cmarkgfm").encode())
    how = (*versions, *(path.read_bytes() for path in _HOW))
    key = derived.key((*how, *(fulltext.identity(entry, texts) for entry in entries)))
    place = derived.place(root, _KEPT, key)
    if not place.exists():
        part = place.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)  # what a kill left
        _make(part, entries, texts)
        part.rename(place)
    return key


def _make(target: Path, entries: tuple[Entry, ...], texts: Mapping[str, str]) -> None:
    files, names = pagefind.index(fulltext.document(entry, texts).content() for entry in entries)
    for path, data in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
    passages = target / "passage"
    passages.mkdir()
    for name, entry in zip(names, entries, strict=True):
        for number, part in enumerate(fulltext.document(entry, texts).parts()):
            data = compact(part).encode()
            (passages / f"{name}-{number}.pf_part").write_bytes(gzip.compress(data, mtime=0))


def _notes(catalogue: Catalogue, found: Mapping[str, attached.Attached]) -> Iterator[str]:
    for entry in catalogue.entries:
        for each in entry.item.attachments:
            if each.sha256 in found and (note := found[each.sha256].note):
                yield f"{folder(entry.item.index)}{each.file}: {note}"
