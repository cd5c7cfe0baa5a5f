"""What is costly to make and never judged (full-text index, PDFs), kept by what it was made of.

Nothing here is trusted: delete the folder, and everything is made anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Container, Iterable
from pathlib import Path

from gongkai.layout import DERIVED


def key(parts: Iterable[bytes]) -> str:
    """The name of what is made of `parts`, in their order: SHA-256 in hex over each one and its length."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.hexdigest()


def place(root: Path, kind: str, name: str) -> Path:
    """Where a thing of some kind (`pdf`, `search`, ...) is kept; it need not be there."""
    folder = root / DERIVED / kind
    folder.mkdir(parents=True, exist_ok=True)
    (root / DERIVED / ".gitignore").write_text(
        "*\n"
    )  # whatever the repository's own says, none of it is committed
    return folder / name


def hand_out(kept: Path, target: Path) -> None:
    """Put a folder that is kept into the site, by links where the file system has them: nothing changes it there."""
    shutil.copytree(kept, target, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links; what else is wrong, copying says
        shutil.copyfile(source, target)


def keep_only(root: Path, kind: str, names: Container[str]) -> None:
    """Remove what is kept of a kind under other names."""
    for path in (root / DERIVED / kind).glob("*"):
        if path.name not in names:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
