"""A document for Word (DOCX), laid out as official documents are; the same bytes for the same document.

The only importer of python-docx, which takes a sixth of a second: whoever needs this imports it then.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai.annual.grids import Grid
from gongkai.annual.prose import Piece
from gongkai.sources.word import grid, looks
from gongkai.sources.word.looks import LOOKS, Styles

_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
"""In millimetres, of the sheet of A4 (GB/T 9704)."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part in the archive: the first that a ZIP can tell."""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself."""

    title: str
    author: str
    when: datetime


def draw(pieces: Iterable[Piece | Grid], about: About) -> bytes:
    """The document as DOCX."""
    document = docx.Document()
    styles = looks.set_up(document)
    _sheet(document, styles)
    _say(document, about)
    for piece in pieces:
        if isinstance(piece, Grid):
            grid.draw(document, piece, styles)
        else:
            _paragraph(document, piece, styles)
    return _settled(document.save)


def _sheet(document: Document, styles: Styles) -> None:
    """A4, with the number of the page at its foot: — 1 —."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, size in _MARGINS.items():
        setattr(section, side, Mm(size))
    foot = section.footer.paragraphs[0]
    foot._p.style = styles["page"]  # noqa: SLF001 - the public way looks it up anew
    foot.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)  # noqa: SLF001 - it offers no other way
    foot.add_run(" —")


def _say(document: Document, about: About) -> None:
    """What the document says of itself, and nothing that the library's own template says."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = about.title, about.author, about.author
    core.created = core.modified = about.when
    core.language, core.comments, core.revision = "zh-CN", "", 1
    rels = document.part.package.rels
    for name in [name for name, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[name]


def _paragraph(document: Document, piece: Piece, styles: Styles) -> None:
    written = document.add_paragraph(piece.mark)
    written._p.style = styles[piece.kind]  # noqa: SLF001 - the public way looks it up anew
    if piece.depth > 1:
        written.paragraph_format.left_indent = Pt((piece.depth - 1) * 2 * LOOKS[piece.kind].points)
    for run in piece.runs:
        written.add_run(run.text).bold = True if run.bold else None


def _settled(save: Callable[[BytesIO], None]) -> bytes:
    """The archive with one time on all its parts, whenever it was made."""
    made, settled = BytesIO(), BytesIO()
    save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, old.read(name))
    return settled.getvalue()
