"""Asking git: fixed commands, and one clear line where it fails. The only importer of GitPython.

Data never goes in as an option: names follow `--` or `--end-of-options`, lists come by standard input.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

# Without this, a machine without git fails at the import and not with one clear line.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandError, GitCommandNotFound

from gongkai.model import SetupError

__all__ = [
    "AT_ORIGIN", "HEADS", "Git", "GitError", "asking", "at", "batch", "commit_named", "main_line", "on_one_line",
    "one_line", "output", "run", "tokens",
]  # fmt: skip

HEADS = "refs/heads/"
AT_ORIGIN = "refs/remotes/origin/"
_LONGEST = 400
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class GitError(SetupError):
    """Git is there, and refuses."""


def at(root: Path) -> Git:
    """Git in the repository at `root`, showing commits as they are.

    Replacement objects and grafts, which anyone can set up in a clone, stand aside.
    """
    git = Git(root)
    git.update_environment(GIT_NO_REPLACE_OBJECTS="1", GIT_GRAFT_FILE=os.devnull)
    return git


@contextmanager
def one_line(zh: str, en: str) -> Iterator[None]:
    """Where git fails, say on one line what cannot be done, and git's reason. Raises SetupError."""
    try:
        yield
    except GitCommandNotFound as error:
        raise SetupError("找不到 git (git is not installed)") from error
    except GitCommandError as error:
        reason = str(error.stderr).strip().removeprefix("stderr: ").strip("'")
        raise GitError(f"{zh} ({en}): {on_one_line(reason)}") from error


def on_one_line(said: str) -> str:
    """What git said on several lines, without its hints."""
    lines = (line.strip() for line in said.splitlines())
    return "; ".join(line for line in lines if line and not line.startswith(("hint:", "To ")))[:_LONGEST]


@contextmanager
def asking(root: Path) -> Iterator[Git]:
    """Git in the repository at `root`, which has its whole history. Raises SetupError where it has not."""
    with one_line("git 读不出历史", "git cannot tell the history"):
        git = at(root)
        if git.rev_parse("--is-shallow-repository") == "true":
            raise SetupError(
                "浅克隆没有完整历史，无法判定公开日期：请运行 git fetch --unshallow（CI 里 fetch-depth: 0）"
                " (shallow clone: fetch the whole history)"
            )
        yield git


def main_line(git: Git, main_branch: str) -> str:
    """The head of the main line: as last fetched, else as it is here; nothing where there is neither."""
    names = (f"{AT_ORIGIN}{main_branch}", f"{HEADS}{main_branch}")
    lines = git.for_each_ref("--format=%(refname) %(objectname)", *names).splitlines()
    known = dict(line.split(" ") for line in lines)
    return next((known[name] for name in names if name in known), "")


def commit_named(git: Git, name: str) -> str:
    """The id of the commit that a branch, tag or id names; nothing where git knows none."""
    asked = ("--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = str(git.rev_parse(*asked, with_exceptions=False))
    return found if _ID.fullmatch(found) else ""  # of `^main` and `a..b` git prints more


def run(root: Path, *arguments: str) -> bytes:
    """What git prints. Raises SetupError where it fails. No hook of the clone runs."""
    with one_line("git 没有做成", "git failed"):
        return output(at(root), ["-c", f"core.hooksPath={os.devnull}", *arguments])


def batch(git: Git, command: Iterable[str], lines: Iterable[str]) -> bytes:
    """What one process answers to all the lines."""
    with TemporaryFile() as file:
        file.writelines(f"{line}\n".encode() for line in lines)
        file.seek(0)
        return output(git, command, file)


def output(git: Git, command: Iterable[str], istream: BinaryIO | None = None) -> bytes:
    """What git prints, to the byte."""
    printed = git.execute(
        ["git", *command], istream=istream, stdout_as_string=False, strip_newline_in_stdout=False
    )
    assert isinstance(printed, bytes)  # noqa: S101 - what stdout_as_string=False means
    return printed


def tokens(printed: bytes) -> list[str]:
    """The fields of what git prints with `-z`: no name can be taken for anything else."""
    return printed.decode("utf-8", "surrogateescape").split("\0")
