"""A folder with everything of the base and only content/ of the head, to judge a request by the base.

The bytes are written here, and not by git, whose checkout would follow what the head itself says of
line ends, encodings and filters in content/.gitattributes. Git sees a worktree at the head commit.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from gongkai.layout import CONTENT
from gongkai.model import GITLINK, SetupError
from gongkai.sources.git.objects import Entry, blobs, tree
from gongkai.sources.git.raw import run
from gongkai.sources.workers import in_shares

_LINK = "120000"
_EXECUTABLE = "100755"


@contextmanager
def lay(root: Path, base: str, head: str, *, content: bool = True) -> Iterator[Path]:
    """The folder, gone afterwards; `base` and `head` are ids of commits. Raises SetupError.

    Without `content`, the base's system alone.

    A killed run leaves its folder in the temporary directory, under a name nobody takes again. Pruning
    git's list of worktrees here would also drop somebody's on a disk that is not plugged in.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as temporary:
        folder = Path(temporary, "request")
        run(root, "worktree", "add", "--quiet", "--detach", "--no-checkout", str(folder), head)
        try:
            _write(root, folder, [*_system(root, base), *(_content(root, head) if content else ())])
            yield folder
        finally:
            run(root, "worktree", "remove", "--force", str(folder))


def _system(root: Path, base: str) -> Iterator[Entry]:
    return (entry for entry in tree(root, base) if not entry.path.startswith(CONTENT))


def _content(root: Path, head: str) -> Iterator[Entry]:
    return (entry for entry in tree(root, head) if entry.path.startswith(CONTENT))


def _write(root: Path, folder: Path, entries: list[Entry]) -> None:
    """Links come last, and nothing is written twice: no file can be put where a link leads.

    Of a gitlink git has no bytes: rule request judges it.
    """
    files = [each for each in entries if each.mode not in {GITLINK, _LINK}]
    with ThreadPoolExecutor() as pool:  # git unpacks on every core
        deque(pool.map(lambda share: _write_all(root, folder, share), in_shares(files)), maxlen=0)
    _write_all(root, folder, [each for each in entries if each.mode == _LINK])


def _write_all(root: Path, folder: Path, entries: Sequence[Entry]) -> None:
    for entry, data in zip(entries, blobs(root, (each.sha for each in entries)), strict=True):
        try:
            _write_one(folder, entry, data)
        except (OSError, ValueError) as error:
            raise SetupError(f"{entry.path!r}: 无法写出 (cannot be laid out): {error}") from error


def _write_one(folder: Path, entry: Entry, data: bytes) -> None:
    parts = entry.path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        raise ValueError("路径有害 (a harmful path)")  # git would not make one, but would carry it
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    if entry.mode == _LINK:
        target.symlink_to(os.fsdecode(data))
        return
    with target.open("xb") as file:
        file.write(data)
    if entry.mode == _EXECUTABLE:
        target.chmod(0o755)
