"""How each kind of paragraph looks in Word: styles after GB/T 9704, so that people can change them in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

_SONG, _FANG, _HEI, _KAI = "宋体", "仿宋", "黑体", "楷体"
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True, slots=True)
class Look:
    """A style: its name in Word, its font and size, whether its first line is indented, where it stands."""

    style: str
    font: str
    points: float
    indent: int = 2
    """In characters."""
    align: str = "JUSTIFY"
    bold: bool = False
    spacing: float = 1.5


TEXT = Look("Normal", _FANG, 16)
LOOKS = {
    "text": TEXT,
    "item": TEXT,
    "title": Look("Title", _SONG, 22, 0, "CENTER", bold=True),
    "section": Look("Heading 1", _HEI, 16),
    "part": Look("Heading 2", _KAI, 16),
    "point": Look("Heading 3", _FANG, 16, bold=True),
    "sign": Look("落款", _FANG, 16, 0, "RIGHT"),
    "cell": Look("表格文字", _SONG, 9, 0, "CENTER", spacing=1.15),
    "head": Look("表头文字", _SONG, 9, 0, "CENTER", bold=True, spacing=1.15),
    "page": Look("页码", _SONG, 14, 0, "CENTER"),
}
"""By the kind of a piece, and of what stands in tables and at the foot of the page."""


Styles = dict[str, str]
"""By the kind of a piece, the style's id in the document: to look one up by its name takes a millisecond."""


def set_up(document: Document) -> Styles:
    """Give the document these styles."""
    for lang in document.styles.element.xpath("w:docDefaults//w:lang"):
        lang.set(qn("w:eastAsia"), "zh-CN")
    known, ids = {style.name: style for style in document.styles}, {}
    for kind, look in LOOKS.items():
        style: Any = known.get(look.style) or document.styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH)
        _font(style, look)
        _form(style, look)
        ids[kind] = style.style_id
    return ids


def _font(style: Any, look: Look) -> None:
    """For Chinese and for Latin letters, in black."""
    font = style.font
    font.name, font.size, font.bold, font.italic = look.font, Pt(look.points), look.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in _THEMES:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), look.font)


def _form(style: Any, look: Look) -> None:
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)  # the template underlines its title
    form = style.paragraph_format
    form.alignment = WD_PARAGRAPH_ALIGNMENT[look.align]
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent = Pt(look.indent * look.points)
    form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    form.line_spacing = look.spacing
