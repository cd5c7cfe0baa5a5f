"""Two folders change places in one step, so that a reader, or a kill, never finds neither."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

from gongkai.model import SetupError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(new: Path, old: Path) -> None:
    """Swap two existing folders of one file system by renameat2(2).

    Where the system has no such call, two renames do it, with a moment in which only
    `<old>.last` stands; so a build begins by restoring that (`restore`).
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    paths = (os.fsencode(new), os.fsencode(old))
    if renameat2 and renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return
    aside = _aside(old)
    old.rename(aside)
    new.rename(old)
    aside.rename(new)


def reserve(folder: Path) -> None:
    """Let no other build write in `folder` until this process ends. Raises SetupError if one does."""
    import fcntl  # noqa: PLC0415 - where it does not exist, everything but building still works

    handle = os.open(folder, os.O_RDONLY)  # never closed: the lock goes with the process
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise SetupError(f"{folder}: 另一个生成正在进行 (another build is under way)") from error


def restore(site: Path) -> None:
    """Mend what a kill between the renames left: the last good site, or a folder too many."""
    aside = _aside(site)
    if aside.exists() and site.exists():
        shutil.rmtree(aside)
    elif aside.exists():
        aside.rename(site)


def _aside(site: Path) -> Path:
    return site.with_name(f"{site.name}.last")
