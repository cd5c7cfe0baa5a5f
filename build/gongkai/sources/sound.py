"""Whether a file is what its name says: by its first bytes, and by the directory of its container.

Nothing is unpacked, so that no bomb goes off, and nothing here can fail, whatever the bytes are: at worst they
are unreadable. Each check is one pass over the bytes or a walk of bounded length.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from gongkai.image_size import frame, image_size
from gongkai.model import Unsound

MOST_PIXELS = 100_000_000
"""More than any page or screen shows; a browser needs four bytes for each."""
MOST_UNPACKED = 2**30
MOST_MEMBERS = 20_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MEMBER = b"PK\x01\x02"
_PDF = b"%PDF-"
_PDF_END = b"%%EOF"
_PDF_ENCRYPTED = re.compile(rb"/Encrypt\s{0,9}(?:[0-9]{1,9}\s{1,9}[0-9]{1,5}\s{1,9}R|<<)")
_HEAD = 1024
"""Readers of PDF accept a little before the first bytes, and behind the last."""

_PARTS: Mapping[str, str] = {
    "docx": "word/document",
    "xlsx": "xl/workbook",
    "pptx": "ppt/presentation",
    "ofd": "OFD.xml",
}
"""What the main part of a container is called, or begins with."""
_BROKEN = (BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, struct.error)
"""All that zipfile raises over a directory that it cannot read; NotImplementedError over one of a later version."""


def fault(kind: str, data: bytes) -> Unsound | None:
    """What keeps `data` from being what a file of this kind (an ending in lower case) should be."""
    if kind not in _CHECKS:
        return None
    if not data:
        return Unsound.EMPTY
    return _CHECKS[kind](data)


def _pdf(data: bytes) -> Unsound | None:
    if _PDF not in data[:_HEAD]:
        return Unsound.OTHER
    if _PDF_END not in data[-_HEAD:]:
        return Unsound.BROKEN
    return Unsound.ENCRYPTED if _PDF_ENCRYPTED.search(data) else None


def _container(kind: str) -> Callable[[bytes], Unsound | None]:
    def check(data: bytes) -> Unsound | None:
        if data.startswith(_OLE):
            return Unsound.ENCRYPTED if _ENCRYPTED_OFFICE in data else Unsound.OLD_OFFICE
        members = _members(data)
        if isinstance(members, Unsound):
            return members
        names = [member.filename for member in members]
        if kind in _PARTS and not any(name.startswith(_PARTS[kind]) for name in names):
            return Unsound.OTHER
        if kind in _PARTS and any(name.lower().endswith("vbaproject.bin") for name in names):
            return Unsound.MACROS
        return None

    return check


def _members(data: bytes) -> list[ZipInfo] | Unsound:
    """What a zip holds, by its directory alone; or what is wrong with it."""
    if not data.startswith(_ZIP):
        return Unsound.OTHER
    if data.count(_MEMBER) > MOST_MEMBERS:
        return Unsound.HUGE
    try:
        members = ZipFile(BytesIO(data)).infolist()
    except _BROKEN:
        return Unsound.BROKEN
    if any(member.header_offset + member.compress_size > len(data) for member in members):
        return Unsound.BROKEN
    if any(member.flag_bits & 1 for member in members):
        return Unsound.ENCRYPTED
    return Unsound.HUGE if sum(member.file_size for member in members) > MOST_UNPACKED else members


def _png(data: bytes) -> Unsound | None:
    if not data.startswith(_PNG):
        return Unsound.OTHER
    return _picture(data) if _PNG_END in data else Unsound.BROKEN


def _jpeg(data: bytes) -> Unsound | None:
    if not data.startswith(_JPEG):
        return Unsound.OTHER
    at = frame(data)
    whole = at is not None and data.find(_JPEG_END, at) >= 0  # before it, a preview has an end of its own
    return _picture(data) if whole else Unsound.BROKEN


def _picture(data: bytes) -> Unsound | None:
    size = image_size(data)
    if size is None:
        return Unsound.BROKEN
    return Unsound.HUGE if size[0] * size[1] > MOST_PIXELS else None


def _text(data: bytes) -> Unsound | None:
    """UTF-8 or GB18030, which spreadsheets in China write."""
    if data.startswith((_PDF, _PNG, _JPEG, _OLE, *_ZIP)):
        return Unsound.OTHER
    if b"\0" in data:
        return Unsound.ENCODING
    return None if _decodes(data, "utf-8") or _decodes(data, "gb18030") else Unsound.ENCODING


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


_CHECKS: Mapping[str, Callable[[bytes], Unsound | None]] = {
    "pdf": _pdf,
    **{kind: _container(kind) for kind in (*_PARTS, "zip")},
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "csv": _text,
    "txt": _text,
}
