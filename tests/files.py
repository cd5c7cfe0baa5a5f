"""Attachments of every kind, sound and otherwise, made by the programs that departments' files come from.

What no program here can make (an encrypted Word file, a picture of a billion points) is made by hand.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterable
from functools import cache
from zipfile import ZipFile

from openpyxl import Workbook
from PIL import Image
from pypdf import PdfWriter

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PARTS = {
    "docx": ["[Content_Types].xml", "word/document.xml"],
    "xlsx": ["[Content_Types].xml", "xl/workbook.xml"],
    "pptx": ["[Content_Types].xml", "ppt/presentation.xml"],
    "ofd": ["OFD.xml", "Doc_0/Document.xml"],
    "zip": ["附表.csv"],
}


def archive(names: Iterable[str], data: bytes = b"<x/>") -> bytes:
    """A zip that holds these, each with the same content."""
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, data)
    return out.getvalue()


def encrypted(data: bytes) -> bytes:
    """A zip that says of its members that they are encrypted, in both places where it says so."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = data.split(mark)
        flagged = [part[: at - 4] + bytes([part[at - 4] | 1]) + part[at - 3 :] for part in parts[1:]]
        data = mark.join([parts[0], *flagged])
    return data


@cache
def pdf(password: str = "") -> bytes:
    """One empty page, as pypdf writes it."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


@cache
def picture(kind: str, width: int = 3, height: int = 2, *, preview: bool = False) -> bytes:
    """A picture, as Pillow writes it; a photograph may have a smaller one within."""
    out = io.BytesIO()
    image = Image.new("RGB", (width, height))
    exif = b"Exif\0\0" + picture("jpeg") if preview else b""
    image.save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


@cache
def table() -> bytes:
    """A workbook, as openpyxl writes it."""
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def png(width: int, height: int, padding: int = 0) -> bytes:
    """A PNG that claims this size, with a chunk of so many bytes that nobody shows."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"paDD", bytes(padding)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
