"""The steps of the main line, as commits lead to one another: what each of them brought in.

Pure: from commits to steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from gongkai.model import Content
from gongkai.sources.git.commits import Commit


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of the line, the latest time before it, and what it brought in."""

    commit: Commit
    before: datetime
    inner: tuple[Commit, ...]
    wrote: tuple[Commit, ...]
    """Those of them that change anything; the claim of a number is an empty commit."""
    meets: frozenset[str]
    """The commits, there before, on which those build directly."""

    @property
    def effective(self) -> datetime:
        """Its own date proves nothing, but it cannot have landed before what stood there before it."""
        return max(self.before, self.commit.at)

    @property
    def plain(self) -> Content | None:
        """What a merge of two parents made of them, where nothing has to be merged to tell."""
        ours, theirs = self.commit.parents
        if not self.meets:
            return Content.UNRELATED
        if ours not in self.meets:
            return None
        # The branch has all that the line had: what git makes of the two is the branch.
        trees = {each.sha: each.tree for each in self.inner}
        return Content.CLEAN if trees.get(theirs) == self.commit.tree else Content.EDITED


def walk(known: Mapping[str, Commit], tip: str) -> Iterator[Step]:
    """The first-parent line, oldest first."""
    line = [known[tip]]
    while line[-1].parents:
        line.append(known[line[-1].parents[0]])
    before, seen = line[-1].at, set[str]()
    for commit in reversed(line):
        inner, meets = _brought(known, commit, seen)
        wrote = tuple(each for each in inner if [each.tree] != [known[sha].tree for sha in each.parents])
        step = Step(commit, before, inner, wrote, meets)
        yield step
        before = step.effective
        seen.update([commit.sha], (each.sha for each in step.inner))


def _brought(
    known: Mapping[str, Commit], commit: Commit, seen: set[str]
) -> tuple[tuple[Commit, ...], frozenset[str]]:
    """What the other parents lead to and nothing before on the line did, and where it joins that."""
    found, meets, waiting = dict[str, Commit](), set[str](), list(commit.parents[1:])
    while waiting:
        sha = waiting.pop()
        if sha in seen:
            meets.add(sha)
        elif sha not in found:
            found[sha] = known[sha]
            waiting.extend(known[sha].parents)
    return tuple(found.values()), frozenset(meets)
