"""What a SQLite file tells of the library that wrote it, taken out: equal contents then are equal bytes.

By the file format (sqlite.org, fileformat2): the header names the writer's version, and between the cell
pointers and the cells of a page may remain what stood there before, which each version clears differently.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import BinaryIO

WRITER = 3_040_000
"""The version that the file says has written it."""
_COUNTER, _VALID_FOR, _HEADER = 24, 92, 100
_INTERIOR = {2, 5}
"""Kinds of page that have pages below them: of an index, of a table."""


def settle(file: BinaryIO, roots: Iterable[int]) -> None:
    """Settle a database without free pages; `roots` are the root pages of its tables and indexes."""
    file.seek(0)
    header = file.read(_HEADER)
    size = int.from_bytes(header[16:18])
    counter = struct.pack(">I", 1)
    _write(file, _COUNTER, counter)
    _write(file, _VALID_FOR, counter + struct.pack(">I", WRITER))  # else nobody would believe the size
    for number, page, start in _pages(file, size, [1, *roots]):
        begin, end = _idle(page, start)
        clear = bytes(end - begin)
        if page[begin:end] != clear:
            _write(file, (number - 1) * size + begin, clear)


def _pages(file: BinaryIO, size: int, roots: list[int]) -> Iterator[tuple[int, bytes, int]]:
    """Every page of every tree, by number; what is too long for a page lies elsewhere, and fills its pages.

    With each, where on it its own header begins: on the first it stands behind the file's.
    """
    waiting = roots
    while waiting:
        number = waiting.pop()
        file.seek((number - 1) * size)
        page, start = file.read(size), _HEADER if number == 1 else 0
        yield number, page, start
        if page[start] in _INTERIOR:
            cells = struct.unpack_from(f">{_cells(page, start)}H", page, start + 12)
            waiting.append(*struct.unpack_from(">I", page, start + 8))
            waiting.extend(struct.unpack_from(">I", page, cell)[0] for cell in cells)


def _idle(page: bytes, start: int) -> tuple[int, int]:
    """What lies between the cell pointers of a page and its cells."""
    begin = start + (12 if page[start] in _INTERIOR else 8) + 2 * _cells(page, start)
    return begin, int.from_bytes(page[start + 5 : start + 7]) or 1 << 16


def _cells(page: bytes, start: int) -> int:
    return int.from_bytes(page[start + 3 : start + 5])


def _write(file: BinaryIO, at: int, data: bytes) -> None:
    file.seek(at)
    file.write(data)
