"""What git says: every commit that can be reached, with what each changed under content/items/.

One call reads it all, because a call a file takes minutes where this takes tenths of a second.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gongkai.layout import ITEMS
from gongkai.model import SetupError
from gongkai.sources.raw_git import Git, asking

_FIELDS = ("%H", "%P", "%ct", "%ae", "%B")
_SHA1_HEX = 40
# More than git takes for trailers, never less: whoever is named anywhere in the message is an author.
_COAUTHORS = re.compile(r"^co-authored-by[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE | re.IGNORECASE)
_EMAIL = re.compile(r"[^\s<>]+@[^\s<>]+")
_ORDINARY = ("100644", "100755")
_LATEST = datetime(9999, 12, 30, tzinfo=UTC)
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
    main: list[str]
    """The heads of the main branch: as last fetched, and as it is here."""

    def main_line(self) -> list[Commit]:
        """The first-parent line of main, oldest first.

        Of the two heads that which is ahead counts, if they went apart that which was fetched; where
        nobody knows main, HEAD.
        """
        fetched, *here = self.main or [self.head]
        ahead = [head for head in here if fetched in self.ancestors([head])]
        line = [self.commits[(ahead or [fetched])[0]]]
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
        tips = _tips(git, main_branch)
        if not tips:
            return None
        return Graph({each.sha: each for each in _parse(_log(git, tips))}, tips[0], tips[1:])


def blob_name(data: bytes, *, like: str) -> str:
    """Git's name of `data`, by the hash of the repository that has the name `like`."""
    named = hashlib.sha1 if len(like) == _SHA1_HEX else hashlib.sha256
    return named(b"blob %d\0" % len(data) + data).hexdigest()


def _tips(git: Git, main_branch: str) -> list[str]:
    """What to read: HEAD, then the main branch as last fetched and as it is here; nothing without a commit."""
    names = [f"refs/remotes/origin/{main_branch}", f"refs/heads/{main_branch}"]
    found = git.for_each_ref("--format=%(refname) %(objectname)", *names).split()
    main = dict(zip(found[::2], found[1::2], strict=True))
    head = git.rev_parse("--verify", "--quiet", "HEAD", with_exceptions=False).split()
    return [*head, *(main[name] for name in names if name in main)]


def _log(git: Git, tips: list[str]) -> bytes:
    """The one call: every commit, parents before children, merges against their first parent."""
    output = git.log(
        "--topo-order", "--reverse", "--full-history", "--sparse", "--diff-merges=first-parent",
        "--root", "--encoding=UTF-8", "--no-renames", "--no-ext-diff", "--relative", "--raw", "--no-abbrev", "-z", "--format=" + "%x00".join(_FIELDS),
        *dict.fromkeys(tips), "--", ITEMS,
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
        sha, parents, seconds, email, message = tokens[at : at + len(_FIELDS)]
        at += len(_FIELDS)
        changes = []
        while at + 1 < len(tokens) and (record := tokens[at].lstrip("\n")).startswith(":"):
            _, mode, old, new, status = record.split(" ")
            changes.append(Change(tokens[at + 1], status, old, new, mode in _ORDINARY))
            at += 2
        coauthors = _EMAIL.findall("\n".join(_COAUTHORS.findall(message)))
        emails = frozenset(each.lower() for each in (email, *coauthors))
        yield Commit(sha, tuple(parents.split()), _moment(sha, seconds), emails, tuple(changes))


def _moment(sha: str, seconds: str) -> datetime:
    """The committer's date; git gives no `seconds` for one that it cannot read."""
    if not seconds or int(seconds) > _LATEST.timestamp():
        raise SetupError(f"提交 {sha} 没有可信的日期 (a commit without a sound date)")
    return datetime.fromtimestamp(int(seconds), UTC)
