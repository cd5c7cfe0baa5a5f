"""What lies between two states of content/: the files that differ, by git's comparison of their folders.

Git compares a year's whole folder for each pair, which is most of what it does here. So a pair is asked for once,
however many commits lead from the one to the other (a merge, most times, and the commit that it brings in), and as
many processes are asked as there are cores.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from gongkai.layout import CONTENT
from gongkai.model import SetupError
from gongkai.sources.git.raw import Git, batch, tokens
from gongkai.sources.workers import processes

EMPTY = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
"""The tree without a file, which git knows without having it, by the length of its names."""

_ORDINARY = ("100644", "100755")

Pair = tuple[str, str]
"""Git's names of two trees: of the state before, and of the state after."""


class Change(NamedTuple):
    """A path that differs; blobs by id, status as git's letter."""

    path: str
    status: str
    old: str
    new: str
    ordinary: bool
    """Whether a file stands there now; not nothing, a link or a submodule, whose checkout is empty."""


def between(git: Git, pairs: Iterable[Pair]) -> Mapping[Pair, Sequence[Change]]:
    """What each pair of trees differs in, below content/. Raises SetupError where git does not know one of them."""
    asked = list(dict.fromkeys(pairs))
    cores = processes()
    size = -(-len(asked) // cores) or 1  # neighbours together: git keeps what it has unpacked at hand
    parts = [asked[start : start + size] for start in range(0, len(asked), size)]
    folder = git.rev_parse("--show-prefix") + CONTENT
    with ThreadPoolExecutor(cores) as pool:
        answers = pool.map(lambda part: _parse(_asked(git, folder, part)), parts)
        found = {pair: changes for answer in answers for pair, changes in answer.items()}
    if len(found) < len(asked):
        raise SetupError("git 的仓库不完整：缺少目录 (a tree is missing: the repository is damaged)")
    return found


def _asked(git: Git, folder: str, pairs: Sequence[Pair]) -> Sequence[str]:
    command = [
        "diff-tree", "--stdin", "-r", "--raw", "--no-abbrev", "-z", "--no-renames", "--no-ext-diff",
        f"--relative={folder}",
    ]  # fmt: skip
    return tokens(batch(git, command, (" ".join(pair) for pair in pairs)))


def _parse(fields: Sequence[str]) -> Mapping[Pair, Sequence[Change]]:
    """Each pair stands on a line of its own; then, for each difference, come two fields: what it is, and the path."""
    found = dict[Pair, list[Change]]()
    changes = list[Change]()
    for at in range(0, len(fields), 2):
        *lines, record = fields[at].split("\n")
        for line in lines:
            old, new = line.split(" ")
            found[old, new] = changes = []
        if record:
            _, mode, old, new, status = record.split(" ")
            changes.append(Change(CONTENT + fields[at + 1], status, old, new, mode in _ORDINARY))
    return found
