"""A document for Word (DOCX), laid out as official documents are; the same bytes for the same document.

The only importer of python-docx, which takes a sixth of a second: whoever needs this imports it then.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from gongkai.annual.grids import Box, Grid
from gongkai.annual.prose import Piece

_SONG, _FANG, _HEI, _KAI = "宋体", "仿宋", "黑体", "楷体"
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
"""In millimetres, of the sheet of A4, as official documents have them (GB/T 9704)."""
_WIDTH = 156
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every part in the archive: the first that a ZIP can tell."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a kind of paragraph looks: its font and size, whether its first line is indented, where it stands."""

    font: str
    points: float
    style: str = "Normal"
    indent: int = 2
    """In characters."""
    align: str = "JUSTIFY"
    bold: bool = False


_LOOKS = {
    "title": _Look(_SONG, 22, "Title", 0, "CENTER", bold=True),
    "section": _Look(_HEI, 16, "Heading 1"),
    "part": _Look(_KAI, 16, "Heading 2"),
    "point": _Look(_FANG, 16, "Heading 3", bold=True),
    "text": _Look(_FANG, 16),
    "item": _Look(_FANG, 16),
    "sign": _Look(_FANG, 16, indent=0, align="RIGHT"),
}
_IN_TABLE = _Look(_SONG, 9, indent=0, align="CENTER")


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself."""

    title: str
    author: str
    when: datetime


def draw(pieces: Iterable[Piece | Grid], about: About) -> bytes:
    """The document as DOCX."""
    document = docx.Document()
    _set_up(document, about)
    for piece in pieces:
        if isinstance(piece, Grid):
            _table(document, piece)
        else:
            _paragraph(document, piece)
    return _settled(document.save)


def _set_up(document: Document, about: About) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, size in _MARGINS.items():
        setattr(section, side, Mm(size))
    for each in set(_LOOKS.values()):
        _font(document.styles[each.style], each)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = about.title, about.author, about.author
    core.created = core.modified = about.when
    core.language, core.comments, core.revision = "zh-CN", "", 1
    for lang in document.styles.element.xpath("w:docDefaults//w:lang"):
        lang.set(qn("w:eastAsia"), "zh-CN")
    rels = document.part.package.rels
    for name in [name for name, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[name]  # of the library's own template


def _font(styled: Any, look: _Look) -> None:
    """The font of a run or a style, for Chinese and for Latin letters, in black."""
    font = styled.font
    font.name, font.size, font.bold, font.italic = look.font, Pt(look.points), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), look.font)


def _paragraph(document: Document, piece: Piece) -> None:
    look = _LOOKS[piece.kind]
    written = document.add_paragraph(style=look.style)
    _set(written, look, depth=max(0, piece.depth - 1))
    if piece.mark:
        _run(written, piece.mark, look)
    for run in piece.runs:
        _run(written, run.text, look, bold=run.bold)


def _set(written: Paragraph, look: _Look, depth: int = 0) -> None:
    form = written.paragraph_format
    form.alignment = WD_PARAGRAPH_ALIGNMENT[look.align]
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent = Pt(look.indent * look.points)
    form.left_indent = Pt(depth * 2 * look.points)
    form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    form.line_spacing = 1.5 if look.indent else 1.15


def _run(written: Paragraph, text: str, look: _Look, *, bold: bool = False) -> None:
    run = written.add_run(text)
    _font(run, look)
    if bold:
        run.font.bold = True


def _table(document: Document, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), grid.width, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(_WIDTH * width / 100) for width in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    cells = [row.cells for row in table.rows]
    for down, across, box in grid.placed():
        cell = cells[down][across]
        if box.rows * box.columns > 1:
            cell = cell.merge(cells[down + box.rows - 1][across + box.columns - 1])
        _cell(cell, box, Emu(sum(widths[across : across + box.columns])))
    for number, row in enumerate(table.rows):
        _row(row, head=number < grid.heads)
    document.add_paragraph()


def _cell(cell: _Cell, box: Box, width: Length) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    cell.width = width
    for more in cell.paragraphs[1:]:  # what merging put together
        more._element.getparent().remove(more._element)  # noqa: SLF001 - it offers no other way
    written = cell.paragraphs[0]
    _set(written, _IN_TABLE)
    _run(written, box.text, _IN_TABLE, bold=box.kind == "column")


def _row(row: Any, *, head: bool) -> None:
    """A row that no page breaks; one of the head stands again on every page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - it offers no other way
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        properties.append(OxmlElement(name))


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
