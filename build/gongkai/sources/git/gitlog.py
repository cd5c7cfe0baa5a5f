"""What git says: every commit that can be reached, with what each changed under content/.

A handful of calls reads it all, because a call a file takes minutes where this takes tenths of a second.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from gongkai.model import SetupError
from gongkai.sources.git import changes
from gongkai.sources.git.authorship import coauthors
from gongkai.sources.git.changes import Change
from gongkai.sources.git.raw import Git, asking, main_line, output, tokens

_FIELDS = ("%H", "%P", "%T", "%ct", "%ae", "%B")
_LATEST = datetime(9999, 12, 30, tzinfo=UTC).timestamp()
"""What every time zone can still show."""


class Commit(NamedTuple):
    """A commit, with the addresses of its author and co-authors."""

    sha: str
    parents: tuple[str, ...]
    at: datetime
    emails: frozenset[str]
    changes: tuple[Change, ...]
    """Against its first parent."""

    @property
    def is_merge(self) -> bool:
        """Whether it joins lines of work."""
        return len(self.parents) > 1


@dataclass(frozen=True, slots=True)
class Graph:
    """All commits that can be reached, parents before children."""

    commits: Mapping[str, Commit]
    head: str
    main: str
    """The head of the main line; where nobody knows main, HEAD."""

    def main_line(self) -> list[Commit]:
        """The first-parent line of main, oldest first."""
        line = [self.commits[self.main]]
        while line[-1].parents:
            line.append(self.commits[line[-1].parents[0]])
        return line[::-1]

    def ancestors(self, of: Iterable[str], *, but: Container[str] = ()) -> set[str]:
        """These commits and all that they build on; the search ends at those of `but`."""
        found: set[str] = set()
        ahead = [sha for sha in of if sha not in but]
        while ahead:
            sha = ahead.pop()
            if sha not in found:
                found.add(sha)
                ahead += [parent for parent in self.commits[sha].parents if parent not in but]
        return found

    def positions(self, line: list[Commit]) -> dict[str, int]:
        """Commit → the place on the line of the first that contains it."""
        found: dict[str, int] = {}
        for position, commit in enumerate(line):
            found |= dict.fromkeys(self.ancestors([commit.sha], but=found), position)
        return found


def read(root: Path, main_branch: str) -> Graph | None:
    """The commits of `root`; None where there is none yet. Raises SetupError where git cannot tell them all."""
    with asking(root) as git:
        main = main_line(git, main_branch)
        head = git.rev_parse("--verify", "--quiet", "HEAD", with_exceptions=False) or main
        if not head:
            return None
        told = [*_told(tokens(_log(git, dict.fromkeys([head, main or head]))))]
        return Graph({each.sha: each for each in _commits(git, told)}, head, main or head)


class _Told(NamedTuple):
    """What git prints of a commit, field by field."""

    sha: str
    parents: str
    tree: str
    seconds: str
    email: str
    message: str


def _log(git: Git, tips: Iterable[str]) -> bytes:
    """Every commit, parents before children."""
    with git.custom_environment(GIT_FLUSH="0"):  # else it writes, and we read, commit by commit
        return output(git, [
            "log", "--topo-order", "--reverse", "--no-show-signature", "--no-patch", "--encoding=UTF-8",
            "-z", "--format=" + "%x00".join(_FIELDS), *tips, "--",
        ])  # fmt: skip


def _told(fields: Sequence[str]) -> Iterator[_Told]:
    return (_Told(*fields[at : at + len(_FIELDS)]) for at in range(0, len(fields) - 1, len(_FIELDS)))


def _commits(git: Git, told: Sequence[_Told]) -> Iterator[Commit]:
    """Each with what it changed against its first parent; the first of all, against nothing."""
    trees = {each.sha: each.tree for each in told}
    steps = {each.sha: (_before(each, trees), each.tree) for each in told}
    found = changes.between(git, steps.values())
    for sha, parents, _, seconds, email, message in told:
        emails = _together(email.lower(), *coauthors(message))
        yield Commit(sha, tuple(parents.split()), _moment(sha, seconds), emails, tuple(found[steps[sha]]))


@lru_cache(maxsize=1024)  # a few people write many commits
def _together(*emails: str) -> frozenset[str]:
    return frozenset(emails)


def _before(commit: _Told, trees: Mapping[str, str]) -> str:
    first = commit.parents.partition(" ")[0]
    return trees[first] if first else changes.EMPTY[len(commit.sha)]


def _moment(sha: str, seconds: str) -> datetime:
    """The committer's date; git gives no `seconds` for one that it cannot read."""
    if not seconds or int(seconds) > _LATEST:
        raise SetupError(f"提交 {sha} 没有可信的日期 (a commit without a sound date)")
    return datetime.fromtimestamp(int(seconds), UTC)
