"""A repository as a bureau has it: signed items, and how they came onto the main line."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bench.items import ROOT, YEARS, Law, document, made, signed
from gongkai.sources import clock

CLERK = "zhifa-clerk@tjj.example"
BEGAN = made(YEARS - 1) - timedelta(days=1)
"""When the column pages came, before the first item."""


def make(repository: Path, texts: Sequence[Law]) -> None:
    """A repository with a signed item of each text and its history, written in one stream."""
    for name in ("schemas", "policy", "hooks"):
        shutil.copytree(ROOT / name, repository / name)
    (repository / "build").mkdir()
    (repository / "build" / "gongkai").symlink_to(ROOT / "build" / "gongkai")  # the theme
    shutil.copy(ROOT / "mkdocs.yml", repository)
    git(repository, "init", "-q", "-b", "main")
    with subprocess.Popen(
        ["git", "-C", repository, "fast-import", "--quiet"], stdin=subprocess.PIPE
    ) as stream:
        assert stream.stdin is not None
        stream.stdin.writelines(history(texts))
    assert stream.returncode == 0
    git(repository, "checkout", "-q", "main")


def git(repository: Path, *arguments: str) -> None:
    """Run git as the clerk."""
    who = ["-c", "user.name=clerk", "-c", f"user.email={CLERK}"]
    subprocess.run(["git", *who, "-C", repository, *arguments], check=True)


def history(texts: Sequence[Law]) -> Iterator[bytes]:
    """The column pages, then item by item, each a day after it was made: one straight onto main, the next by a merge."""
    pages = [f"content/{path.name}" for path in (ROOT / "content").glob("*.md")]
    plain = dict.fromkeys(pages, b"---\ntitle: t\ndescription: d\n---\n")
    yield commit("refs/heads/main", "pages", BEGAN, plain, "")
    for place, number in enumerate(sorted(range(len(texts)), key=made)):
        at, path = made(number) + timedelta(days=1), f"content/{document(number)}.md"
        data = signed(number, texts[number])
        if place % 2:
            yield commit("refs/heads/item", path, at, {path: data}, "from refs/heads/main\n")
            yield commit("refs/heads/main", f"Merge {path}", at, {path: data}, "merge refs/heads/item\n")
            yield b"reset refs/heads/item\n\n"
        else:
            yield commit("refs/heads/main", path, at, {path: data}, "")


def commit(ref: str, message: str, at: datetime, files: dict[str, bytes], parents: str) -> bytes:
    """One commit as git fast-import reads it."""
    who = f"clerk <{CLERK}> {int(at.timestamp())} +0800"
    text = f"commit {ref}\nauthor {who}\ncommitter {who}\ndata {len(message.encode())}\n{message}\n{parents}"
    added = (
        f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n" for path, data in files.items()
    )
    return text.encode() + b"".join(added)


def revise(repository: Path, number: int, law: Law) -> str:
    """Save the second revision of an item, signed: `law` and one line more, which is returned."""
    now = clock.now()
    line = f"第{number}条增加的一行。"
    data = signed(number, replace(law, body=f"{law.body}\n\n{line}"), now)
    (repository / "content" / f"{document(number)}.md").write_bytes(data)
    return line
