"""Items on branches of their own: what lies under the number that a branch is named after. Read as data, nothing is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gongkai.layout import branch_index, document
from gongkai.sources.git.objects import file_reader
from gongkai.sources.git.raw import AT_ORIGIN, HEADS, at, one_line


@dataclass(frozen=True, slots=True)
class Draft:
    """The document of a branch, as its last commit has it."""

    branch: str
    index: str
    path: str
    data: bytes


def drafts(root: Path, most: int) -> Iterator[Draft]:
    """One for each branch that has a document of its number; of a branch here and at origin, the one here.

    A larger one than `most` bytes counts as none. Raises SetupError where git fails.
    """
    read = file_reader(root, most)
    for branch, commit in sorted(_branches(root).items()):
        index = branch_index(branch)
        for path in (document(index, in_folder=each) for each in (False, True)) if index else ():
            if (data := read(commit, path)) is not None:
                yield Draft(branch, index or "", path, data)


def _branches(root: Path) -> dict[str, str]:
    """Name → commit."""
    places = (AT_ORIGIN, HEADS)  # what comes later stands in the place of what came before
    with one_line("git 读不出分支", "git cannot list the branches"):
        listed = at(root).for_each_ref(
            "--format=%(refname) %(objectname)", *(f"{place}item" for place in places)
        )
    refs = dict(line.split(" ") for line in str(listed).splitlines())
    return {
        ref.removeprefix(place): commit
        for place in places
        for ref, commit in refs.items()
        if ref.startswith(place)
    }
