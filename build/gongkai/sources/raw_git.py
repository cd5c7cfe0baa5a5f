"""Git for what must be proved: commits as they are, whatever the clone was told to make of them.

Replacement objects and grafts, which anyone can set up in a clone, stand aside. Input that is data goes
in by standard input, one name a line, and one process answers for all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryFile
from typing import Any

# Without this, a machine without git fails at the import and not with one clear line.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandError, GitCommandNotFound

from gongkai.model import SetupError

__all__ = ["Git", "asking", "batch", "commit_named", "file_reader", "reader"]

ReadFile = Callable[[str, str], bytes | None]
"""From a commit and a path, relative to the catalogue, to the file's bytes then; None if there was none."""

_KINDS = ("blob", "tree", "commit", "tag")
_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def _raw(root: Path) -> Git:
    """Git in the repository at `root`, which shows commits as they are."""
    git = Git(root)
    git.update_environment(GIT_NO_REPLACE_OBJECTS="1", GIT_GRAFT_FILE=os.devnull)
    return git


@contextmanager
def asking(root: Path) -> Iterator[Git]:
    """Git in the repository at `root`. Raises SetupError where it is missing, fails or is shallow."""
    git = _raw(root)
    try:
        if git.rev_parse("--is-shallow-repository") == "true":
            raise SetupError(
                "浅克隆没有完整历史，无法判定公开日期：请运行 git fetch --unshallow（CI 里 fetch-depth: 0）"
                " (shallow clone: fetch the whole history)"
            )
        yield git
    except GitCommandNotFound as error:
        raise SetupError("找不到 git (git is not installed)") from error
    except GitCommandError as error:
        said = str(error.stderr).strip().removeprefix("stderr: ").strip("'").splitlines() or [""]
        reason = next((line for line in said if line.startswith(("fatal:", "error:"))), said[-1])
        raise SetupError(f"git 读不出历史 (git cannot tell the history): {reason}") from error


def commit_named(git: Git, name: str) -> str:
    """The commit of any name that git knows, or nothing."""
    asked = ("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = str(git.rev_parse(*asked, with_exceptions=False))
    return found if _SHA.fullmatch(found) else ""


def _objects(root: Path) -> Callable[[str], bytes | None]:
    """From what git can name (an id, `commit:./path`) to a file's bytes, or nothing, through one process.

    GitPython has this too (`get_object_data`), but knows only ids of 40 digits.
    """

    @cache
    def process() -> Any:  # begins with the first question
        return _raw(root).execute(["git", "cat-file", "--batch"], istream=PIPE, as_process=True)

    def read(name: str) -> bytes | None:
        asked = process()
        try:
            asked.stdin.write(f"{name}\n".encode())
            asked.stdin.flush()
        except BrokenPipeError:  # git gave up over an earlier question
            return None
        *_, kind, size = (b"? ? " + asked.stdout.readline()).decode("utf-8", "surrogateescape").split()
        if kind not in _KINDS or not size.isdigit():  # "… missing" after a name of many words; or git gave up
            return None
        data: bytes = asked.stdout.read(int(size) + 1)[:-1]
        return data if kind == "blob" else None

    return read


def reader(root: Path) -> Callable[[str], bytes]:
    """From git's id of a blob to its bytes. What it gives raises SetupError where there is none."""
    found = _objects(root)

    def read(blob: str) -> bytes:
        data = found(blob)
        if data is None:
            raise SetupError(f"git 里缺少 {blob}：请取回完整历史 (missing: fetch the whole history)")
        return data

    return read


def file_reader(root: Path, most: int) -> ReadFile:
    """Files as they were at a commit; one larger than `most` bytes counts as none."""
    found = _objects(root)

    def read(commit: str, path: str) -> bytes | None:
        if "\n" in path:  # it would be a second question
            return None
        data = found(f"{commit}:./{path}")  # ./ because the catalogue may lie below the top of the repository
        return data if data is None or len(data) <= most else None

    return read


def batch(git: Git, command: Iterable[str], lines: Iterable[str]) -> bytes:
    """What one process answers to all the lines."""
    with TemporaryFile() as file:
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.seek(0)
        output = git.execute(
            ["git", *command], istream=file, stdout_as_string=False, strip_newline_in_stdout=False
        )
    assert isinstance(output, bytes)  # noqa: S101 - what stdout_as_string=False means
    return output
