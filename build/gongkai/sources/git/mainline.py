"""What git proves of the main line: what landed, by which merges, and whether it was rewritten.

A handful of git processes, however long the line is; docs/evidence.md, part 4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gongkai.layout import CONTENT
from gongkai.model import Content, Dated, Intake, MainLine, SetupError, SignedCommit
from gongkai.sources.git import commits
from gongkai.sources.git.commits import Commit, Holders
from gongkai.sources.git.raw import Git, asking, batch, commit_named, main_line
from gongkai.sources.git.steps import Step, walk
from gongkai.sources.workers import in_shares

REMEMBERED = "refs/gongkai/audited"
"""The head of the main line when it was last found in order; being a ref, git keeps what it leads to."""

_GONE = re.compile(r"[0-9a-f]{7,64}")
_PAIR = 2
# As git merges where nobody has configured it: the result must not depend on who audits.
_MERGING = (
    "-c", "merge.renames=true",
    "-c", "merge.directoryRenames=conflict",
    "-c", "merge.renormalize=false",
)  # fmt: skip


def read(root: Path, main_branch: str, held: Holders, since: str | None) -> MainLine:
    """The main line of `root`; to be judged after `since`, any name of a commit. Raises SetupError."""
    with asking(root) as git:
        tip, remembered = _heads(git, main_branch)
        if not tip:
            return MainLine("", "", (), (), (), ())
        given = "" if since is None else _meant(git, since)
        steps = list(walk(_objects(git, tip), tip))
        line = [step.commit.sha for step in steps]
        first = line.index(given) + 1 if given in line else 0
        return MainLine(
            tip=tip,
            since=given if first else "",
            lost=tuple(sorted({given, remembered} - {"", *line})),
            commits=tuple(Dated(step.commit.sha, step.commit.at, step.before) for step in steps[first:]),
            landings=_landings(git, tip, steps[first:], held),
            system=_of_system(git, tip, steps[first:]),
        )


def remember(root: Path, tip: str) -> None:
    """Keep `tip` as the head that later audits must still find on the line. Raises SetupError."""
    with asking(root) as git:
        git.update_ref("-m", "gongkai audit", REMEMBERED, tip)


def _heads(git: Git, main_branch: str) -> tuple[str, str]:
    """The head of the main line, and the one remembered."""
    remembered = git.for_each_ref("--format=%(objectname)", REMEMBERED)
    return main_line(git, main_branch) or commit_named(git, "HEAD"), remembered


def _meant(git: Git, name: str) -> str:
    """The commit that somebody names. One that is gone is no slip of the pen: the rule speaks of it."""
    found = commit_named(git, name) or (name if _GONE.fullmatch(name) else "")
    if not found:
        raise SetupError(f"{name}: 没有这个提交 (no such commit)")
    return found


def _objects(git: Git, tip: str) -> dict[str, Commit]:
    """Every commit that `tip` leads to."""
    printed = batch(git, ["cat-file", "--batch"], git.rev_list(tip, "--").split())
    found, at = dict[str, Commit](), 0
    while at < len(printed):
        start = printed.index(b"\n", at) + 1
        sha, _, size = printed[at : start - 1].decode().split(" ")
        at = start + int(size) + 1
        found[sha] = commits.parse(sha, printed[start : at - 1])
    return found


def _landings(git: Git, tip: str, steps: list[Step], held: Holders) -> tuple[Intake, ...]:
    """Those steps that changed content/, with all that can be proved of them."""
    touched = set(git.rev_list("--first-parent", tip, "--", CONTENT).split())
    landing = [step for step in steps if step.commit.sha in touched]
    merges = [step for step in landing if len(step.commit.parents) == _PAIR]
    with ThreadPoolExecutor() as pool:  # the curve's work is done outside Python's lock
        contents = pool.submit(_contents, git, merges)
        shares = pool.map(lambda share: _judged(share, held), in_shares(landing))
        signed = {commit.sha: commit for share in shares for commit in share}
    return tuple(
        Intake(
            commit=signed[step.commit.sha],
            parents=len(step.commit.parents),
            content=contents.result().get(step.commit.sha, Content.CLEAN),
            inner=tuple(signed[each.sha] for each in step.wrote),
        )
        for step in landing
    )


def _of_system(git: Git, tip: str, steps: list[Step]) -> tuple[tuple[str, str], ...]:
    """Before the first commit of all there was no system, and nobody to approve one."""
    touched = set(git.rev_list("--first-parent", tip, "--", ".", f":(exclude){CONTENT}").split())
    commits_ = (step.commit for step in steps)
    return tuple((each.sha, each.parents[0]) for each in commits_ if each.sha in touched and each.parents)


def _judged(steps: Sequence[Step], held: Holders) -> list[SignedCommit]:
    """Whose keys signed; each key must have been valid when its commit landed."""
    return [
        commits.judge(each, held, step.effective) for step in steps for each in (step.commit, *step.wrote)
    ]


def _contents(git: Git, merges: list[Step]) -> dict[str, Content]:
    """Of each merge of two parents, by its commit: what was made of them."""
    found = {step.commit.sha: content for step in merges if (content := step.plain)}
    left = [step.commit for step in merges if step.commit.sha not in found]
    if not left:
        return found
    command = [*_MERGING, "merge-tree", "--write-tree", "--stdin", "--name-only", "--no-messages"]
    pairs = [" ".join(commit.parents) for commit in left]
    # status NUL tree NUL (conflicting path NUL)… NUL; no path is empty
    answers = batch(git, command, pairs).split(b"\0\0")[:-1]
    for commit, answer in zip(left, answers, strict=True):
        status, tree, *_ = answer.decode("ascii", "replace").split("\0")
        same = Content.CLEAN if tree == commit.tree else Content.EDITED
        found[commit.sha] = same if status == "1" else Content.CONFLICT
    return found
