"""What git keeps, byte for byte: no attribute, filter or line end touches it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile
from typing import Any, NamedTuple

from gongkai.model import SetupError
from gongkai.sources.git.raw import at, commit_named, one_line, run

ReadFile = Callable[[str, str], bytes | None]
"""From a commit and a path, relative to the catalogue, to the file's bytes then; None if there was none."""

_KINDS = ("blob", "tree", "commit", "tag")
_SHA1_HEX = 40


class Entry(NamedTuple):
    """A file of a commit: mode and object id as git has them, path from the top."""

    mode: str
    sha: str
    path: str


def commit(root: Path, revision: str) -> str:
    """The id of the commit that a branch, tag or id names. Raises SetupError if there is none."""
    with one_line("git 没有做成", "git failed"):
        found = commit_named(at(root), revision)
    if not found:
        raise SetupError(f"{revision}: 没有这个提交 (no such commit)")
    return found


def tree(root: Path, commit_id: str) -> Iterator[Entry]:
    """Every file of a commit. Paths are decoded as the file system's."""
    for line in run(root, "ls-tree", "-r", "-z", "--full-tree", commit_id).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, sha = about.decode().split(" ")
        yield Entry(mode, sha, path.decode("utf-8", "surrogateescape"))


def blob_name(data: bytes, *, like: str) -> str:
    """Git's name of `data`, by the hash of the repository that has the name `like`."""
    named = hashlib.sha1 if len(like) == _SHA1_HEX else hashlib.sha256
    return named(b"blob %d\0" % len(data) + data).hexdigest()


def blobs(root: Path, shas: Iterable[str]) -> Iterator[bytes]:
    """The bytes of files, in order. What it yields raises SetupError for one that is missing."""
    for header, data in _asked(root, shas, "blob"):
        if data is None:
            raise SetupError(f"{header.split()[0].decode()}: git 里没有这个文件 (no such file in git)")
        yield data


def trees(root: Path, shas: Iterable[str]) -> Iterator[bytes]:
    """The bytes of those objects that are folders."""
    return (data for _, data in _asked(root, shas, "tree") if data is not None)


def _asked(root: Path, shas: Iterable[str], kind: str) -> Iterator[tuple[bytes, bytes | None]]:
    """Header and bytes of each. One process is asked for all, and answers as it is read."""
    with TemporaryFile() as wanted:
        wanted.writelines(f"{sha}\n".encode() for sha in shas)
        wanted.seek(0)
        asked: Any = at(root).execute(["git", "cat-file", "--batch"], istream=wanted, as_process=True)
        for header in iter(asked.stdout.readline, b""):
            yield header, _answer(header, asked.stdout, kind)


def reader(root: Path) -> Callable[[str], bytes]:
    """From git's id of a blob to its bytes. What it gives raises SetupError where there is none."""
    found = _named(root)

    def read(blob: str) -> bytes:
        data = found(blob)
        if data is None:
            raise SetupError(f"git 里缺少 {blob}：请取回完整历史 (missing: fetch the whole history)")
        return data

    return read


def file_reader(root: Path, most: int) -> ReadFile:
    """Files as they were at a commit; one larger than `most` bytes counts as none."""
    found = _named(root)

    def read(commit_id: str, path: str) -> bytes | None:
        if "\n" in path:  # it would be a second question
            return None
        data = found(f"{commit_id}:./{path}")  # ./ for a catalogue below the top of its repository
        return data if data is None or len(data) <= most else None

    return read


def _named(root: Path) -> Callable[[str], bytes | None]:
    """From what git can name (an id, `commit:./path`) to a file's bytes, or nothing, through one process.

    GitPython has this too (`get_object_data`), but knows only ids of 40 digits.
    """

    @cache
    def process() -> Any:  # begins with the first question
        return at(root).execute(["git", "cat-file", "--batch"], istream=PIPE, as_process=True)

    def read(name: str) -> bytes | None:
        asked = process()
        try:
            asked.stdin.write(f"{name}\n".encode())
            asked.stdin.flush()
        except BrokenPipeError:  # git gave up over an earlier question
            return None
        return _answer(asked.stdout.readline(), asked.stdout)

    return read


def _answer(header: bytes, stdout: Any, wanted: str = "blob") -> bytes | None:
    """One answer of `cat-file --batch`; None for what is of another kind, is missing, or where git gave up."""
    *_, kind, size = (b"? ? " + header).decode("utf-8", "surrogateescape").split()
    if kind not in _KINDS or not size.isdigit():  # "… missing", after a name of perhaps many words
        return None
    data: bytes = stdout.read(int(size) + 1)[:-1]
    return data if kind == wanted else None
