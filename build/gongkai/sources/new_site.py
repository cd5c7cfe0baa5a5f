"""The folder in which a site is written. What is the same in the last one is linked, not written again.

So a file that did not change keeps its time of change, and a disk has less to do. Nothing is ever written into
a file that is there: it may be the last site's too.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_PIECE = 1 << 20
"""Bytes that are compared, or gathered, at once: data of a hundred thousand items need not be in memory a second time."""


@dataclass(frozen=True, slots=True)
class NewSite:
    """Addresses are relative to the top of the site."""

    folder: Path
    last: Path | None = None
    """The site that this one will take the place of."""

    def write(self, address: str, content: str | bytes) -> None:
        """Write a file as it is, a text in UTF-8."""
        data = content.encode() if isinstance(content, str) else content
        same = self.last and _holds(f"{self.last}/{address}", data)
        if not (same and self._link(address)):
            self._make(address, partial(_write, data=data))

    def write_pieces(self, address: str, pieces: Iterable[str]) -> None:
        """Write a text that comes in pieces, in UTF-8; whether it is the same shows once it is there."""
        self._make(address, partial(_write_pieces, pieces=pieces))
        new = f"{self.folder}/{address}"
        if self._holds_last(new, address):
            with suppress(OSError):  # without links it stays as it was written
                os.link(f"{self.last}/{address}", f"{new}.last")
                Path(f"{new}.last").replace(new)

    def copy(self, source: Path, address: str) -> None:
        """Copy a file."""
        if not (self._holds_last(source, address) and self._link(address)):
            self._make(address, partial(_copy, source))

    def _holds_last(self, file: str | Path, address: str) -> bool:
        """Whether a file is the same as the last site's at an address."""
        last = self.last and self.last / address
        return bool(last and last.is_file() and filecmp.cmp(file, last, shallow=False))

    def _link(self, address: str) -> bool:
        """Take the last site's file; False where the file system has no links."""
        try:
            self._make(address, partial(os.link, f"{self.last}/{address}"))
        except OSError:
            return False
        return True

    def _make(self, address: str, make: Callable[[str], None]) -> None:
        """Make a file where there is none: its folder comes first, and what was there goes."""
        path = f"{self.folder}/{address}"
        try:
            make(path)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            make(path)
        except FileExistsError:
            Path(path).unlink()
            make(path)


def _write(path: str, data: bytes) -> None:
    file = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666
    )  # a file object takes as long as the writing
    try:
        while data:  # not all of it may be taken at once
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


def _write_pieces(path: str, pieces: Iterable[str]) -> None:
    with Path(path).open("xb", buffering=_PIECE) as file:
        file.writelines(piece.encode() for piece in pieces)


def _copy(source: Path, path: str) -> None:
    with source.open("rb") as old, Path(path).open("xb") as new:
        shutil.copyfileobj(old, new)


def _holds(path: str, data: bytes) -> bool:
    """Whether a file is there and holds these bytes."""
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        pieces = (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
        same_size = os.fstat(file).st_size == len(data)
        return same_size and all(os.read(file, len(piece)) == piece for piece in pieces)
    except OSError:  # a folder, say
        return False
    finally:
        os.close(file)
