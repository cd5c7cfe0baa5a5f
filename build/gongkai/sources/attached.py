"""The texts of attachments, read by a child process that a hostile file may bring down, but not this one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from gongkai.sources import derived

KINDS = frozenset({"docx", "pptx", "ofd", "xlsx", "pdf", "txt", "csv"})
"""Those that sources/reader.py reads; pictures and archives are not searched."""
_KEPT = "texts"
_READER = Path(__file__).with_name("reader.py")
_CHILD = (sys.executable, "-P", "-m", "gongkai.sources.reader")
_LIBRARIES = ("defusedxml", "openpyxl", "pypdf")
_DEAD = "不能读取，或读取过久、过大，其内容检索不到 (not readable, or too much to read)"


@dataclass(frozen=True, slots=True)
class Attached:
    """What an attachment says, and in `note` what is wrong with it or left out of it."""

    text: str
    note: str = ""


def read(root: Path, files: Mapping[str, Path]) -> dict[str, Attached]:
    """The texts of files by their SHA-256, for the kinds that have one; each is read only once."""
    wanted = {sha256: path for sha256, path in files.items() if _kind(path) in KINDS}
    places = {sha256: derived.place(root, _KEPT, _name(sha256, path)) for sha256, path in wanted.items()}
    new = {sha256: wanted[sha256] for sha256, place in places.items() if not place.exists()}
    for sha256, found in zip(new, _read(new.values()), strict=True):
        part = places[sha256].with_suffix(".part")
        part.write_text(json.dumps([found.text, found.note]), encoding="utf-8")
        part.rename(places[sha256])
    derived.keep_only(root, _KEPT, {place.name for place in places.values()})
    return {
        sha256: Attached(*json.loads(place.read_text(encoding="utf-8"))) for sha256, place in places.items()
    }


def _kind(path: Path) -> str:
    return path.suffix[1:].lower()


def _name(sha256: str, path: Path) -> str:
    """What a text depends on: the file, what it is taken for, and what reads it."""
    return derived.key((sha256.encode(), _kind(path).encode(), _how()))


@cache
def _how() -> bytes:
    return derived.key((_READER.read_bytes(), *(version(each).encode() for each in _LIBRARIES))).encode()


def _read(paths: Iterable[Path]) -> Iterator[Attached]:
    """One child reads all; the file that it dies of is noted, and another child reads on."""
    ahead = list(paths)
    while ahead:
        with _child() as child:
            assert child.stdin is not None and child.stdout is not None  # noqa: PT018, S101 - asked for
            while ahead:
                path = ahead.pop(0)
                child.stdin.write(f"{json.dumps(str(path.resolve()))}\n")
                child.stdin.flush()
                answer = child.stdout.readline()
                yield Attached(*json.loads(answer)) if answer else Attached("", _DEAD)
                if not answer:
                    break


@contextmanager
def _child() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        _CHILD,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words about a hostile file
        encoding="utf-8",
    ) as child:
        yield child
