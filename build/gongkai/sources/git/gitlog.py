"""What git says: every commit that can be reached, with what each changed under content/.

One call reads it all, because a call a file takes minutes where this takes tenths of a second.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongkai.layout import CONTENT
from gongkai.model import SetupError
from gongkai.sources.git.authorship import coauthors
from gongkai.sources.git.raw import Git, asking, main_line, output, tokens

_FIELDS = ("%H", "%P", "%ct", "%ae", "%B")
_ORDINARY = ("100644", "100755")
_LATEST = datetime(9999, 12, 30, tzinfo=UTC).timestamp()
"""What every time zone can still show."""


@dataclass(frozen=True, slots=True)
class Change:
    """A path that a commit changed against its first parent; blobs by id, status as git's letter."""

    path: str
    status: str
    old: str
    new: str
    ordinary: bool
    """Whether a file stands there now; not nothing, a link or a submodule, whose checkout is empty."""


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
        tips = dict.fromkeys([head, main or head])
        return Graph({each.sha: each for each in _parse(tokens(_log(git, tips)))}, head, main or head)


def _log(git: Git, tips: Iterable[str]) -> bytes:
    """The one call: every commit, parents before children, merges against their first parent."""
    folder = git.rev_parse("--show-prefix") + CONTENT
    with git.custom_environment(GIT_FLUSH="0"):  # else it writes, and we read, commit by commit
        return output(git, [
            "log", "--topo-order", "--reverse", "--diff-merges=first-parent",
            "--no-show-signature", "--no-follow",  # whatever the clone's owner likes to see
            "--root", "--encoding=UTF-8", "--no-renames", "--no-ext-diff", "--raw", "--no-abbrev", "-z", "--format=" + "%x00".join(_FIELDS),
            f"--relative={folder}",  # asked for by path, git would compare every two commits twice
            *tips, "--",
        ])  # fmt: skip


def _parse(fields: list[str]) -> Iterator[Commit]:
    """Read the fields of each commit, and of each of its changes, in turn."""
    at = 0
    while at + len(_FIELDS) <= len(fields):
        sha, parents, seconds, email, message = fields[at : at + len(_FIELDS)]
        at += len(_FIELDS)
        changes = []
        while at + 1 < len(fields) and (record := fields[at].lstrip("\n")).startswith(":"):
            _, mode, old, new, status = record.split(" ")
            changes.append(Change(CONTENT + fields[at + 1], status, old, new, mode in _ORDINARY))
            at += 2
        emails = frozenset([email.lower(), *coauthors(message)])
        yield Commit(sha, tuple(parents.split()), _moment(sha, seconds), emails, tuple(changes))


def _moment(sha: str, seconds: str) -> datetime:
    """The committer's date; git gives no `seconds` for one that it cannot read."""
    if not seconds or int(seconds) > _LATEST:
        raise SetupError(f"提交 {sha} 没有可信的日期 (a commit without a sound date)")
    return datetime.fromtimestamp(int(seconds), UTC)
