"""A table of the annual report in Word, with its spans; rows that no page breaks, a head that stands on every page."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Emu, Length, Mm
from docx.table import _Cell

from gongkai.annual.grids import Box, Grid
from gongkai.sources.word.looks import Styles

WIDTH = 156
"""Of the text on the sheet, in millimetres."""


def draw(document: Document, grid: Grid, styles: Styles) -> None:
    """Add a table at the end."""
    table = document.add_table(len(grid.rows), grid.width, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(WIDTH * width / 100) for width in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    cells = [row.cells for row in table.rows]
    for down, across, box in grid.placed():
        cell = cells[down][across]
        if box.rows * box.columns > 1:
            cell = cell.merge(cells[down + box.rows - 1][across + box.columns - 1])
        _fill(
            cell,
            box,
            styles["head" if box.kind == "column" else "cell"],
            Emu(sum(widths[across : across + box.columns])),
        )
    for number, row in enumerate(table.rows):
        _row(row, head=number < grid.heads)
    document.add_paragraph()  # else two tables become one


def _fill(cell: _Cell, box: Box, style: str, width: Length) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    cell.width = width
    for more in cell.paragraphs[1:]:  # what merging put together
        more._element.getparent().remove(more._element)  # noqa: SLF001 - it offers no other way
    written = cell.paragraphs[0]
    written._p.style = style  # noqa: SLF001 - the public way looks it up anew
    written.add_run(box.text)


def _row(row: Any, *, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - it offers no other way
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        properties.append(OxmlElement(name))
