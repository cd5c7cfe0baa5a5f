"""Git, asked for plain facts: fixed commands, answers in bytes, and one clear line where it has none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

# Without this, a machine without git fails at the import and not with one clear line.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandNotFound

from gongkai.model import SetupError


class GitError(SetupError):
    """Git is there, and refuses."""


class Entry(NamedTuple):
    """A file of a commit: mode and object id as git has them, path from the top."""

    mode: str
    sha: str
    path: str


def run(root: Path, *arguments: str) -> bytes:
    """What git prints. Raises SetupError where it fails. No hook of the clone runs."""
    command = ["git", "-c", f"core.hooksPath={os.devnull}", *arguments]
    try:
        status, output, error = Git(root).execute(
            command,
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
    except GitCommandNotFound as missing:
        raise SetupError("找不到 git (git is not installed)") from missing
    if status:
        said = str(error).strip().splitlines() or [f"git {arguments[0]}: {status}"]
        raise GitError(f"git 没有做成 (git failed): {said[-1]}")
    assert isinstance(output, bytes)  # noqa: S101 - what stdout_as_string=False means
    return output


def commit(root: Path, revision: str) -> str:
    """The id of the commit that a branch, tag or id names. Raises SetupError if there is none."""
    wanted = f"{revision}^{{commit}}"
    try:
        return run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
    except GitError as error:
        raise SetupError(f"{revision}: 没有这个提交 (no such commit)") from error


def tree(root: Path, commit_id: str) -> Iterator[Entry]:
    """Every file of a commit. Paths are decoded as the file system's."""
    for line in run(root, "ls-tree", "-r", "-z", "--full-tree", commit_id).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, sha = about.decode().split(" ")
        yield Entry(mode, sha, path.decode("utf-8", "surrogateescape"))


def blobs(root: Path, shas: Iterable[str]) -> Iterator[bytes]:
    """The bytes of objects, in order, as git keeps them: no attribute, filter or line end touches them.

    One process is asked for all, and answers as it is read. Raises SetupError for one that is missing.
    """
    with tempfile.TemporaryFile() as wanted:
        wanted.writelines(f"{sha}\n".encode() for sha in shas)
        wanted.seek(0)
        batch: Any = Git(root).execute(["git", "cat-file", "--batch"], istream=wanted, as_process=True)
        for header in iter(batch.stdout.readline, b""):
            sha, kind, *size = header.decode().split()
            if kind != "blob":
                raise SetupError(f"{sha}: git 里没有这个文件 (no such file in git)")
            data: bytes = batch.stdout.read(int(size[0]))
            batch.stdout.read(1)
            yield data
