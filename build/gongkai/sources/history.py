"""What git proves: when each index number first landed on the main line, and who wrote its content.

With worktree.py the only importer of git. One call reads the whole history, because a call a file takes minutes where
this takes tenths of a second. Landing is judged by index number: rename detection is a guess that can
be abused. Only documents land; the folder of attachments comes with them.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# Without this, a machine without git fails at the import and not with one clear line.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandError, GitCommandNotFound

from gongkai.layout import ITEMS, document_index, folder_index
from gongkai.model import History, Landing, SetupError
from gongkai.statement import content_sha256

_FIELDS = ("%H", "%P", "%ct", "%ae", "%(trailers:key=Co-authored-by,valueonly,separator=%x0A)")
_EMAIL = re.compile(r"<([^<>\n]+)>")


@dataclass(frozen=True, slots=True)
class Change:
    """A path that a commit changed against its first parent; blobs by id, status as git's letter."""

    path: str
    status: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit, with the addresses of its author and co-authors."""

    sha: str
    parents: tuple[str, ...]
    at: datetime
    emails: frozenset[str]
    changes: tuple[Change, ...]

    @property
    def is_merge(self) -> bool:
        """Whether it joins lines of work."""
        return len(self.parents) > 1


def read(root: Path, main_branch: str, signers: Mapping[str, frozenset[str]]) -> History:
    """The history of `root`. Raises SetupError where git cannot tell it whole.

    `signers` maps index numbers to the addresses of those who approved: a commit of theirs that
    changed nothing but approvals does not make them authors.
    """
    git = Git(root)
    try:
        tips, main = _tips(git, main_branch)
        commits = list(_parse(_log(git, tips))) if tips else []
        landings, removed = _landings(_main_lines(commits, main))
        return History(landings, removed, _authors(git, commits, signers))
    except GitCommandNotFound as error:
        raise SetupError("找不到 git (git is not installed)") from error
    except GitCommandError as error:
        reason = str(error.stderr).strip().removeprefix("stderr: ").strip("'").splitlines() or [""]
        raise SetupError(f"git 读不出历史 (git cannot tell the history): {reason[-1]}") from error


def _tips(git: Git, main_branch: str) -> tuple[list[str], list[str]]:
    """What to read, and the heads of the main line: the branch here and as last fetched, else HEAD."""
    if git.rev_parse("--is-shallow-repository") == "true":
        raise SetupError(
            "浅克隆没有完整历史，无法判定公开日期：请运行 git fetch --unshallow（CI 里 fetch-depth: 0）"
            " (shallow clone: fetch the whole history)"
        )
    names = [f"refs/heads/{main_branch}", f"refs/remotes/origin/{main_branch}"]
    main = git.for_each_ref("--format=%(objectname)", *names).split()
    head = git.rev_parse("--verify", "--quiet", "HEAD", with_exceptions=False).split()
    return list(dict.fromkeys(head + main)), main or head


def _log(git: Git, tips: list[str]) -> bytes:
    """The one call: every commit, parents before children, merges against their first parent."""
    output = git.log(
        "--topo-order", "--reverse", "--full-history", "--sparse", "--diff-merges=first-parent",
        "--root", "--encoding=UTF-8", "--no-renames", "--no-ext-diff", "--relative", "--raw", "--no-abbrev", "-z", "--format=" + "%x00".join(_FIELDS),
        *tips, "--", ITEMS,
        stdout_as_string=False,
        strip_newline_in_stdout=False,
    )  # fmt: skip
    assert isinstance(output, bytes)  # noqa: S101 - what stdout_as_string=False means
    return output


def _parse(output: bytes) -> Iterator[Commit]:
    """Read NUL-separated fields in turn, so that no file name can be taken for anything else."""
    tokens = output.decode("utf-8", "surrogateescape").split("\0")
    at = 0
    while at + len(_FIELDS) <= len(tokens):
        sha, parents, seconds, email, trailers = tokens[at : at + len(_FIELDS)]
        at += len(_FIELDS)
        changes = []
        while at + 1 < len(tokens) and (raw := tokens[at].lstrip("\n")).startswith(":"):
            _, _, old, new, status = raw.split(" ")
            changes.append(Change(tokens[at + 1], status, old, new))
            at += 2
        emails = frozenset(each.lower() for each in (email, *_EMAIL.findall(trailers)))
        when = datetime.fromtimestamp(int(seconds), UTC)
        yield Commit(sha, tuple(parents.split()), when, emails, tuple(changes))


def _main_lines(commits: list[Commit], heads: list[str]) -> Iterator[list[Commit]]:
    """The first-parent line of each head, oldest first."""
    known = {commit.sha: commit for commit in commits}
    for head in heads:
        line = [known[head]]
        while line[-1].parents:
            line.append(known[line[-1].parents[0]])
        yield line[::-1]


def _landings(lines: Iterable[list[Commit]]) -> tuple[dict[str, Landing], frozenset[str]]:
    """When each number first came on any line, and which numbers any line ever took away."""
    landings: dict[str, Landing] = {}
    removed: set[str] = set()
    for line in lines:
        came, gone = _along(line)
        removed |= gone
        for index, landing in came.items():
            landings[index] = min(landing, landings.get(index, landing), key=lambda each: each.at)
    return landings, frozenset(removed)


def _along(line: list[Commit]) -> tuple[dict[str, Landing], set[str]]:
    """The same of one line. The first commit counts, whatever date a later one claims."""
    landings: dict[str, Landing] = {}
    standing: dict[str, int] = defaultdict(int)
    removed: set[str] = set()
    for commit in line:
        touched = _documents(commit)
        for index, change in touched:
            standing[index] += change
            if change > 0:
                landings.setdefault(index, Landing(commit.sha, commit.at))
        removed.update(index for index, _ in touched if standing[index] <= 0)
    return landings, removed


def _documents(commit: Commit) -> list[tuple[str, int]]:
    """The index numbers whose documents a commit touched: 1 for one added, -1 for one deleted."""
    changes = ((document_index(change.path), change.status) for change in commit.changes)
    return [(index, {"A": 1, "D": -1}.get(status, 0)) for index, status in changes if index]


def _authors(
    git: Git, commits: list[Commit], signers: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Whose commits changed each item. Merges only bring in what others wrote; trust.md, part 2."""
    authors: dict[str, set[str]] = defaultdict(set)
    for commit in (commit for commit in commits if not commit.is_merge):
        for change in commit.changes:
            if index := document_index(change.path) or folder_index(change.path):
                signed = commit.emails & signers.get(index, frozenset())
                approved = signed and _only_approvals(git, change)
                authors[index] |= commit.emails - signed if approved else commit.emails
    return {index: frozenset(emails) for index, emails in authors.items()}


def _only_approvals(git: Git, change: Change) -> bool:
    """Whether a change left everything that approvals cover as it was."""
    if change.status != "M" or not document_index(change.path):
        return False
    try:
        old, new = (content_sha256(git.get_object_data(blob)[3]) for blob in (change.old, change.new))
    except ValueError:  # one of them had no front matter: surely more than approvals changed
        return False
    return old == new
