"""What git proves: which states of each index number, page and record the main line took up, when, and who wrote them.

Landing is judged by index number: rename detection is a guess that can be abused. Only documents land;
the folder of attachments comes with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from gongkai.layout import document_index, folder_index, is_page, record_named
from gongkai.model import History, Landing, Work
from gongkai.sources.git import gitlog, objects
from gongkai.sources.git.changes import Change
from gongkai.sources.git.gitlog import Commit, Graph
from gongkai.statement import content_sha256

Read = Callable[[str], bytes]
"""From git's name of a blob to its bytes."""
Name = Callable[[str], str | None]
"""What the file at a path is a state of: an index number, a page, or nothing."""


def read(root: Path, main_branch: str, approvers: frozenset[str]) -> History:
    """The history of `root`. Raises SetupError where git cannot tell it whole.

    A commit of one of the `approvers` (e-mail addresses) that changed nothing but approvals does not make
    them authors.
    """
    graph = gitlog.read(root, main_branch)
    if graph is None:
        return History({}, {}, {})
    line, known = graph.main_line(), graph.ancestors([graph.head])
    works = _works(graph, line, approvers, objects.reader(root))
    return History(_landings(line, known, document_index), works, _landings(line, known, _page))


def _landings(line: list[Commit], known: Container[str], name: Name) -> dict[str, tuple[Landing, ...]]:
    """Every state of everything with a name, along the line. No commit is earlier than the one it follows."""
    landings: dict[str, list[Landing]] = defaultdict(list)
    standing: dict[str, dict[str, str]] = defaultdict(dict)
    at = datetime.fromtimestamp(0, UTC)
    for position, commit in enumerate(line):
        at = max(at, commit.at)
        for index, path in _apply(commit, standing, name):
            blob = standing[index].get(path, "")
            if blob or not standing[index]:
                landings[index].append(
                    Landing(commit.sha, at, position, path, blob, known=commit.sha in known)
                )
    return {index: tuple(states) for index, states in landings.items()}


def _page(path: str) -> str | None:
    """A column page or record is named by its path."""
    return path if is_page(path) or record_named(path) else None


def _apply(commit: Commit, standing: Mapping[str, dict[str, str]], name: Name) -> list[tuple[str, str]]:
    """Bring `standing`, name → path → blob, up to a commit; which documents it touched."""
    touched = []
    for change in commit.changes:
        if index := name(change.path):
            stood = standing[index].pop(change.path, None)
            if change.ordinary:
                standing[index][change.path] = change.new
            if stood or change.ordinary:
                touched.append((index, change.path))
    return touched


def _works(
    graph: Graph, line: list[Commit], approvers: frozenset[str], read_blob: Read
) -> dict[str, tuple[Work, ...]]:
    """Whose commits changed each item.

    A merge only brings in what others wrote (docs/adr/0005), unless it holds bytes that no commit
    before it has: then who merged wrote them.
    """
    positions, covered = graph.positions(line), cache(lambda blob: _covered(read_blob(blob)))
    written: set[tuple[str, str]] = set()
    works: dict[str, list[Work]] = defaultdict(list)
    for commit in graph.commits.values():
        for change in commit.changes:
            index = document_index(change.path) or folder_index(change.path)
            if index and not (commit.is_merge and (change.path, change.new) in written):
                emails = _writers(commit, change, approvers, covered)
                works[index].append(Work(emails, positions.get(commit.sha, len(line))))
            written.add((change.path, change.new))
    return {index: tuple(each) for index, each in works.items()}


def _writers(
    commit: Commit, change: Change, approvers: frozenset[str], covered: Callable[[str], str]
) -> frozenset[str]:
    """Who wrote a change: everyone the commit names, but for those who only put in their approvals."""
    signed = commit.emails & approvers
    only = signed and change.status == "M" and document_index(change.path)
    return (
        commit.emails - signed if only and covered(change.old) == covered(change.new) != "" else commit.emails
    )


def _covered(data: bytes) -> str:
    """The hash of all that approvals cover; nothing where there is no front matter."""
    try:
        return content_sha256(data)
    except ValueError:
        return ""
