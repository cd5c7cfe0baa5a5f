"""Git, asked for plain facts: fixed commands, answers in bytes, and one clear line where it has none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Without this, a machine without git fails at the import and not with one clear line.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandNotFound

from gongkai.model import SetupError


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
        raise SetupError(f"git 没有做成 (git failed): {said[-1]}")
    assert isinstance(output, bytes)  # noqa: S101 - what stdout_as_string=False means
    return output


def commit(root: Path, revision: str) -> str:
    """The id of the commit that a branch, tag or id names. Raises SetupError if there is none."""
    wanted = f"{revision}^{{commit}}"
    try:
        return run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
    except SetupError as error:
        raise SetupError(f"{revision}: 没有这个提交 (no such commit)") from error


def tree(root: Path, commit_id: str) -> Iterator[Entry]:
    """Every file of a commit. Paths are decoded as the file system's."""
    for line in run(root, "ls-tree", "-r", "-z", "--full-tree", commit_id).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, sha = about.decode().split(" ")
        yield Entry(mode, sha, path.decode("utf-8", "surrogateescape"))


class Blobs:
    """The bytes of objects, as git keeps them: no attribute, filter or line end touches them."""

    def __init__(self, root: Path) -> None:
        self._git = Git(root)

    def __getitem__(self, sha: str) -> bytes:
        try:
            return self._git.get_object_data(sha)[3]
        except ValueError as error:
            raise SetupError(f"{sha}: git 里没有这个对象 (object is missing)") from error
