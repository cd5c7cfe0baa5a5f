"""The child process that reads attachments: paths in, a line of JSON for each out, within limits.

What goes wrong in another way than those named here ends the process; sources/attached.py says so and
starts another.
"""

from __future__ import annotations

import json
import logging
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from pypdf import PasswordType, PdfReader
from pypdf.errors import PyPdfError

MOST = 200_000
"""Characters of a file that are searched."""
_SECONDS = 20
"""Of computing, a file."""
_MEMORY = 1_500_000_000
_UNPACKED = 200_000_000
"""Bytes in all that a file may unpack to: far less than a bomb, far more than a document."""
_DEEPEST = 200
"""Elements within elements: a document has some dozens."""
_OLE = bytes.fromhex("d0cf11e0")
"""What Office makes of an encrypted document: no ZIP any more."""
_WRAP = re.compile(r"(?<!\n)\n(?!\n)")
"""Where a line ends and the sentence goes on."""

_LOCKED = "已加密，其内容检索不到 (encrypted: its text is not searched)"
_BROKEN = "格式不对，其内容检索不到 (broken: its text is not searched)"
_BOMB = "解开后过大，其内容检索不到 (too large when unpacked: its text is not searched)"
_EMPTY = "没有文字，或许是扫描件，其内容检索不到 (it has no text, perhaps a scan)"
_CUT = f"只检索前 {MOST} 字 (only the first {MOST} characters are searched)"


class _UnreadableError(Exception):
    """Why nothing is read of a file."""


def main() -> None:
    """Answer for one file a line until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()  # pypdf has much to say about a broken file
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)  # not caught: it ends the process, in C code too
        sys.stdout.write(json.dumps(_read(Path(json.loads(line)))) + "\n")
        sys.stdout.flush()


def _read(path: Path) -> tuple[str, str]:
    """The text, and what there is to say about it."""
    pieces, length = [], 0
    try:
        for piece in READERS[path.suffix[1:].lower()](path):
            pieces.append(piece)
            length += len(piece)
            if length > MOST:
                return _whole(pieces)[:MOST], _CUT
    except _UnreadableError as error:
        return "", str(error)
    except BadZipFile:
        return "", _LOCKED if path.read_bytes()[: len(_OLE)] == _OLE else _BROKEN
    except (ParseError, DefusedXmlException, PyPdfError):
        return "", _BROKEN
    text = _whole(pieces)
    return text, "" if text.strip() else _EMPTY


def _whole(pieces: list[str]) -> str:
    """One text. A PDF's font may name characters by halves: they are joined, and what has no other half is U+FFFD."""
    return "".join(pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unzip(path: Path) -> ZipFile:
    archive = ZipFile(path)
    if sum(each.file_size for each in archive.infolist()) > _UNPACKED:
        raise _UnreadableError(_BOMB)
    if any(each.flag_bits & 1 for each in archive.infolist()):
        raise _UnreadableError(_LOCKED)
    return archive


def _xml(prefix: str, texts: str, *ends: str) -> Callable[[Path], Iterator[str]]:
    """A reader of XML in a ZIP: what the elements `texts` say, and a new line after each of `ends`."""

    def read(path: Path) -> Iterator[str]:
        with _unzip(path) as archive:
            names = (name for name in archive.namelist() if name.startswith(prefix) and name.endswith(".xml"))
            for name in names:
                with archive.open(name) as stream:
                    for element in _elements(stream):
                        tag = element.tag.rpartition("}")[2]
                        yield (element.text or "") if tag == texts else "\n" if tag in ends else ""
                        element.clear()

    return read


def _elements(stream: IO[bytes]) -> Iterator[Element]:
    """Each element when it ends."""
    depth = 0
    for event, element in iterparse(stream, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise _UnreadableError(_BROKEN)
        if event == "end":
            yield element


def _xlsx(path: Path) -> Iterator[str]:
    """Every cell of every sheet, hidden ones too; of a formula, the value that was kept."""
    with _unzip(path):
        book = load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield f"{sheet.title}\n"
        for row in sheet.iter_rows(values_only=True):
            yield "".join(f"{value}\n" for value in row if value is not None)


def _pdf(path: Path) -> Iterator[str]:
    document = PdfReader(path)
    # With the empty password everybody's reader opens a file without asking.
    if document.is_encrypted and document.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise _UnreadableError(_LOCKED)
    for page in document.pages:
        yield page.extract_text().replace("\n", " ") + " "


def _txt(path: Path) -> Iterator[str]:
    yield from (_WRAP.sub(" ", text) for text in _csv(path))


def _csv(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            yield data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise _UnreadableError(_BROKEN) from error


READERS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    "docx": _xml("word/", "t", "p", "br", "tab"),
    "pptx": _xml("ppt/slides/", "t", "p", "br"),
    "ofd": _xml("Doc_", "TextCode", "TextCode"),
    "xlsx": _xlsx,
    "pdf": _pdf,
    "txt": _txt,
    "csv": _csv,
}

if __name__ == "__main__":
    main()
