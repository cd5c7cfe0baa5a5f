"""Reading `content/` and the files of `policy/` and `schemas/` from the disk, without following links."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.layout import CONTENT, POLICY, is_text
from gongkai.model import SetupError, Stored, Tree
from gongkai.sources.sound import fault
from gongkai.sources.strict_yaml import StrictYamlError, compose


def find_root(start: Path) -> Path:
    """The repository that `start` is in: the nearest folder with content/ and policy/. Raises SetupError."""
    for folder in (start, *start.parents):
        content = folder / CONTENT
        if content.is_dir() and not content.is_symlink() and (folder / POLICY).is_file():
            return folder
    message = f"{start}: 不在公开目录的仓库里（没有 content/ 和 policy/policy.yml）"
    raise SetupError(f"{message} (not inside a catalogue repository)")


def walk(root: Path) -> Iterator[str]:
    """Every file under content/, relative to `root`, in order. A link to a folder counts as a file."""
    skip = len(f"{root / CONTENT}/") - len(CONTENT)
    for folder, names, files in os.walk(root / CONTENT):
        names.sort()
        links = [name for name in names if Path(folder, name).is_symlink()]
        for name in sorted(files + links):
            yield f"{folder}/{name}"[skip:]


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change, in nanoseconds, of every file under content/: shows what an editor saved, and no more."""
    found = ((path, os.lstat(f"{root}/{path}")) for path in walk(root))
    return {path: (each.st_size, each.st_mtime_ns) for path, each in found}


def store(root: Path, path: str, limit: int) -> Stored:
    """What a file is. Only an attachment is read, once, if it is ordinary and not larger than `limit`."""
    found = os.lstat(f"{root}/{path}")
    ordinary = stat.S_ISREG(found.st_mode) and not found.st_mode & 0o111
    if is_text(path) or not ordinary or found.st_size > limit:
        return Stored(found.st_size, "", ordinary)
    data = (root / path).read_bytes()
    return Stored(found.st_size, hashlib.sha256(data).hexdigest(), ordinary, fault(_kind(path), data))


def _kind(path: str) -> str:
    """What a file says of itself by its ending, in lower case."""
    return path.rpartition(".")[2].lower()


def read_bytes(root: Path, path: str, limit: int) -> bytes:
    """At most `limit` bytes of a file."""
    with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123 - to make a Path takes as long as to read a file
        return file.read(min(limit, os.fstat(file.fileno()).st_size))  # else memory for `limit` is made ready


def replace(path: Path, data: bytes) -> None:
    """Give a file new bytes in one step: whatever happens, it holds the old ones or the new."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    if path.exists():
        beside.chmod(stat.S_IMODE(path.stat().st_mode))
    beside.replace(path)


def parse_json(path: str, text: str) -> Any:
    """A JSON file of ours, whose text is at `path`. Raises SetupError."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SetupError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from error


def read_yaml(root: Path, path: str, absent: str | None = None) -> Tree:
    """A YAML file of ours, read as strictly as front matter. Raises SetupError.

    `absent` is what to read in place of a file that may be missing.
    """
    if absent is not None and not os.path.lexists(root / path):
        return parse_yaml(path, absent)
    return parse_yaml(path, read_text(root, path))


@lru_cache(maxsize=16)  # the set-up is read more often than it changes
def parse_yaml(path: str, text: str) -> Tree:
    """The same of a text that is, or is to be, at `path`. Raises SetupError."""
    try:
        return compose(text)
    except StrictYamlError as error:
        place, fault = error.faults[0]
        raise SetupError(f"{path}:{place.line}:{place.column}: {fault.zh} ({fault.en})") from error


def read_text(root: Path, path: str) -> str:
    """A text file of ours. Raises SetupError."""
    try:
        return (root / path).read_text(encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{path}: 读不出来 (cannot be read): {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{path}: 不是 UTF-8 编码 (not UTF-8)") from error
