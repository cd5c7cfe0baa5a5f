"""Whether the trees of a request are such as git itself writes (what `git fsck` asks of them).

In others git's log and its checkout disagree. A file under a name with a slash in it, content's
`items/2026/00012.md`, is checked out and merged as what it spells, and the log passes it by: nobody wrote it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from gongkai.model import SetupError
from gongkai.sources.git.objects import trees
from gongkai.sources.git.raw import run

_FOLDER = b"40000"


def require(root: Path, base: str, head: str) -> None:
    """Raise SetupError if `head` or what leads to it, and not to `base`, has a tree that git would not write."""
    new = ("--objects", "--filter=blob:none", "--no-object-names", head, f"^{base}")
    entry = re.compile(rb"([0-7]+) ([^\0]+)\0.{%d}" % (len(head) // 2), re.DOTALL)
    for tree in trees(root, run(root, "rev-list", *new).decode().split()):
        if not _sound([(found[1], found[2]) for found in entry.finditer(tree)]):
            raise SetupError("请求里有 git 自己不会写的目录：请重新提交 (a tree that git would not write)")


def _sound(entries: list[tuple[bytes, bytes]]) -> bool:
    """Each mode and name: no name is a path, none comes twice, and all are in git's order."""
    names = [name for _, name in entries]
    keys = [name + b"/" * (mode == _FOLDER) for mode, name in entries]
    ordered = all(one < next_ for one, next_ in pairwise(keys))
    return ordered and len(set(names)) == len(names) and not any(b"/" in name for name in names)
