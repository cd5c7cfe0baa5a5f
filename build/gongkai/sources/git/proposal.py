"""What a request changes, who wrote that, and the digest of a state of the system: all from git."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from gongkai import system
from gongkai.layout import APPROVALS, CONTENT
from gongkai.model import GITLINK, SetupError, Touched
from gongkai.sources.git.authorship import coauthors
from gongkai.sources.git.objects import blobs, tree
from gongkai.sources.git.raw import GitError, at, one_line, run, tokens
from gongkai.sources.git.raw import main_line as head_of

_RAW = (
    "-r", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--ignore-submodules=none",
)  # fmt: skip
"""Leaves no say to a .gitmodules or to anybody's configuration."""
_FIELDS = ("%H", "%ae", "%B")


def main_line(root: Path, main_branch: str) -> str:
    """The commit on which a request made here would land: the main branch as last fetched, or as it is here.

    Raises SetupError if there is none.
    """
    with one_line("git 读不出分支", "git cannot list the branches"):
        found = head_of(at(root), main_branch)
    if not found:
        raise SetupError(
            f"没有主分支 {main_branch}：请先 git fetch 取回，或写明 --base (no main branch: fetch it, or give --base)"
        )
    return found


def changes(root: Path, base: str, head: str) -> tuple[Touched, ...]:
    """Every path that differs between `head` and where it left the base's history. Raises SetupError.

    Where that is in several places (criss-cross merges), all count: git would merge with a mixture of
    them, and what is old of one may be a change to another.
    """
    found = {change for start in _starts(root, base, head) for change in _between(root, start, head)}
    return tuple(sorted(found, key=lambda change: change.path))


def is_behind(root: Path, base: str, head: str) -> bool:
    """Whether the base's system has changed since: what is merged would then be neither of the two."""
    starts = _starts(root, base, head)
    changed = (change.path for start in starts for change in _between(root, start, base))
    return not all(path.startswith(CONTENT) for path in changed)


def _starts(root: Path, base: str, head: str) -> list[str]:
    try:
        return run(root, "merge-base", "--all", base, head).decode().split()
    except GitError as error:
        raise SetupError(
            "请求与基准没有共同的历史 (the request has no history in common with its base)"
        ) from error


def _between(root: Path, old: str, new: str) -> Iterator[Touched]:
    fields = tokens(run(root, "diff-tree", *_RAW, old, new))
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        yield Touched(path, about.split(" ")[1])


def authors(root: Path, base: str, head: str) -> frozenset[str]:
    """Authors and co-authors, in lower case, of the request's commits that change the system.

    Of a merge only what it has from none of its parents counts: the rest others wrote.
    """
    form = "--format=" + "%x00".join(_FIELDS)
    said = run(
        root, "log", "--no-show-signature", "--encoding=UTF-8", "--root", "-c", *_RAW, form, head, f"^{base}"
    )
    commits = _commits(tokens(said))
    wrote = (emails for emails, paths in commits if any(map(system.is_system, paths)))
    return frozenset(email.lower() for emails in wrote for email in emails)


def _commits(fields: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Addresses and paths of each commit, read in turn: no name can be taken for anything else."""
    at = 0
    while at + len(_FIELDS) <= len(fields):
        _, email, message = fields[at : at + len(_FIELDS)]
        at += len(_FIELDS)
        paths = []
        while at < len(fields) and (not fields[at] or fields[at].lstrip("\n").startswith(":")):
            paths += fields[at + 1 : at + 2] * bool(fields[at])
            at += 1 + bool(fields[at])  # between a merge and its paths stands an empty one
        yield [email, *coauthors(message)], paths


def approvals(root: Path, commit_id: str) -> bytes:
    """The bytes of policy/approvals.yml at a commit; none if it is not there."""
    found = (entry.sha for entry in tree(root, commit_id) if entry.path == APPROVALS)
    return b"".join(blobs(root, found))


def uncommitted(root: Path) -> list[str]:
    """Paths of the system that differ from the commit that is checked out, new ones too."""
    status = run(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ":/")
    return [path for path in (line[3:] for line in tokens(status)) if path and system.is_system(path)]


def digest(root: Path, commit_id: str, *, with_approvals: bool = False) -> str:
    """The digest of the system at a commit; with its approvals it stands for all that came before."""
    covered = [
        entry
        for entry in tree(root, commit_id)
        if system.is_system(entry.path) or (with_approvals and entry.path == APPROVALS)
    ]
    files = [entry for entry in covered if entry.mode != GITLINK]
    hashed = [(each.path, each.mode, each.sha) for each in covered if each.mode == GITLINK]
    for entry, data in zip(files, blobs(root, (each.sha for each in files)), strict=True):
        hashed.append((entry.path, entry.mode, hashlib.sha256(data).hexdigest()))
    return system.digest(hashed)
