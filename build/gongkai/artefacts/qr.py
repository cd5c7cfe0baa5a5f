"""QR codes (ISO/IEC 18004) of the addresses of pages, as drawings.

To lay out a code takes half a millisecond, too long for each of 100,000 pages. But the error correction is
linear: under one mask, two texts of one length give codes that differ by the code of their difference. So a
code is laid out once for all addresses that differ in their digits alone, and once for each bit of each digit.
"""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from html import escape
from operator import xor

import segno

QUIET = 4
"""Empty modules around a code, by the standard."""
_DIGIT = re.compile("[0-9]")
_DARK = re.compile("1+")
_BITS = (1, 2, 4, 8)


def code(address: str) -> tuple[int, int]:
    """The modules of the code of an address, the first in the highest bit, and how many a side has."""
    form = _DIGIT.sub("0", address)
    modules, side = _modules(form)
    changes = _changes(form)
    for found in _DIGIT.finditer(address):
        modules ^= changes[found.start(), found[0]]
    return modules, side


@lru_cache(maxsize=8)
def _changes(form: str) -> dict[tuple[int, str], int]:
    """What each digit changes in the code of an address whose digits are all 0."""
    modules, _ = _modules(form)
    changes = {}
    for found in _DIGIT.finditer(form):
        at, end = found.span()
        bits = {bit: modules ^ _modules(f"{form[:at]}{bit}{form[end:]}")[0] for bit in _BITS}
        for digit in range(10):
            changes[at, str(digit)] = reduce(xor, (bits[bit] for bit in _BITS if digit & bit), 0)
    return changes


@lru_cache(maxsize=8)
def _modules(address: str) -> tuple[int, int]:
    symbol = _symbol(address)
    rows = "".join(str(bit) for row in symbol.matrix for bit in row)
    return int(rows, 2), len(symbol.matrix)


def _symbol(address: str) -> segno.QRCode:
    """Laid out alike for every address of a length: as bytes, under one mask, never corrected better."""
    return segno.make(
        address, error="m", mode="byte", encoding="utf-8", mask=2, boost_error=False, micro=False
    )


def as_svg(address: str, label: str) -> str:
    """The code as a drawing to stand in a page; `label` tells those who cannot see it what it is."""
    modules, side = code(address)
    whole = f"{modules:0{side * side}b}"
    rows = [whole[start : start + side] for start in range(0, len(whole), side)]
    lines = "".join(map(_line, rows, range(side)))
    width = side + 2 * QUIET
    return (
        f'<svg class="gk-code" role="img" viewBox="0 0 {width} {width}" '
        f'shape-rendering="crispEdges"><title>{escape(label)}</title><path fill="#fff" d="M0 0h{width}v{width}H0z"/>'
        f'<path stroke="#000" d="{lines}"/></svg>'
    )


@lru_cache(maxsize=1 << 13)
def _line(modules: str, row: int) -> str:
    """The dark runs of a row, as strokes through its middle.

    A row takes few forms: no more than the bits of the digits that touch it can make of it.
    """
    runs = [f"M{QUIET} {row + QUIET}.5"]
    at = 0
    for found in _DARK.finditer(modules):
        runs.append(f"m{found.start() - at} 0h{len(found[0])}")
        at = found.end()
    return "".join(runs)


def as_png(address: str) -> str:
    """The code as an image whose bytes stand in its address (`data:`), for what takes no drawing."""
    return _symbol(address).png_data_uri(scale=6, border=QUIET)
