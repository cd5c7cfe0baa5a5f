"""Seconds and peak memory of `gongkai audit` on merges with real signatures.

    PYTHONPATH=tests python -m bench.audit             1,000 and 5,000 merges
    PYTHONPATH=tests python -m bench.audit 500 20000

Every merge brings in one commit of a clerk and is signed by a head; every second branch was overtaken by
main, so that git has to merge it anew. Absolute figures are this machine's.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from bench.items import ROOT
from bench.measure import median, run
from bench.ours import GONGKAI
from gongkai.sources.keys import sample_keys
from gongkai.sources.keys.signing import armour
from sshsig_maker import sign

CLERK, HEAD = "zhifa-clerk", "mishu-head"
BEGAN = 1793667600  # seconds; a commit each


def main(sizes: list[int]) -> None:
    """Print one line a size."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{'merges':>7} {'seconds':>8} {'MB':>6} {'µs/merge':>9}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            repository = Path(folder) / "repository"
            make(repository, size)
            cost = median(3, partial(run, [GONGKAI, "audit"], repository))
            each = cost.seconds / size * 1e6
            print(f"{size:7} {cost.seconds:8.2f} {cost.memory:6.0f} {each:9.0f}", flush=True)


def make(repository: Path, size: int) -> None:
    """A repository with `size` signed merges; its working folder holds no items, which audit never reads."""
    for name in ("schemas", "policy"):
        shutil.copytree(ROOT / name, repository / name)
    (repository / "content").mkdir()
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "fast-import", "--quiet", data=b"".join(unsigned(size)))
    listed = git(repository, "log", "--reverse", "--topo-order", "--format=%H %T %s|%P", "refs/heads/work")
    objects, tip = signed(listed.decode().splitlines())
    git(repository, "index-pack", "--stdin", data=pack(objects))
    git(repository, "update-ref", "refs/heads/main", tip)
    git(repository, "update-ref", "-d", "refs/heads/work")


def git(repository: Path, *arguments: str, data: bytes = b"") -> bytes:
    """Run git with `data` as its input."""
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


def unsigned(size: int) -> Iterator[bytes]:
    """The same history without signatures, for git to make the trees."""
    yield commit("refs/heads/work", 1, "root", "README.md")
    for number in range(1, size + 1):
        # Twenty years, as a bureau has them. Git compares a year's whole folder for every commit in it.
        path = f"content/items/{2026 - number % 20}/{number // 20 + 1:05}.md"
        overtaken = number > 1 and number % 2
        base = 2 * number - 3 if overtaken else 2 * number - 1
        yield commit("refs/heads/item", 2 * number, "draft", path, f"from :{base}\n")
        yield commit("refs/heads/work", 2 * number + 1, "merge", path, f"merge :{2 * number}\n")


def commit(ref: str, mark: int, message: str, path: str, parents: str = "") -> bytes:
    """One commit as git fast-import reads it."""
    who = "x <x@x.example> 1 +0000"
    text = f"commit {ref}\nmark :{mark}\ncommitter {who}\ndata {len(message)}\n{message}\n{parents}"
    return f"{text}M 100644 inline {path}\ndata {len(path)}\n{path}\n".encode()


def signed(lines: Iterable[str]) -> tuple[list[bytes], str]:
    """The commits anew with author, date and signature, and the id of the last."""
    ids: dict[str, str] = {}
    objects, tip = [], ""
    for number, line in enumerate(lines):
        about, _, parents = line.partition("|")
        old, tree, message = about.split(" ")
        office = HEAD if message == "merge" else CLERK
        who = f"{office} <{office}@tjj.example> {BEGAN + number} +0800"
        above = "".join(f"parent {ids[parent]}\n" for parent in parents.split())
        data = (f"tree {tree}\n{above}author {who}\ncommitter {who}\n", f"\n{message}\n")
        key = sample_keys.private_key(office)
        lines_of_it = armour(sign(key, "".join(data).encode(), "git")).rstrip("\n").replace("\n", "\n ")
        objects.append(f"{data[0]}gpgsig {lines_of_it}\n{data[1]}".encode())
        head = f"commit {len(objects[-1])}\0".encode()
        ids[old] = tip = hashlib.sha1(head + objects[-1]).hexdigest()  # noqa: S324 - as git names objects
    return objects, tip


def pack(commits: list[bytes]) -> bytes:
    """The commits as a pack: gitformat-pack(5)."""
    data = b"PACK" + (2).to_bytes(4, "big") + len(commits).to_bytes(4, "big")
    data += b"".join(packed_size(len(each)) + zlib.compress(each) for each in commits)
    return data + hashlib.sha1(data).digest()  # noqa: S324 - as git checks packs


def packed_size(size: int) -> bytes:
    """The size of a commit (type 1): four bits, then seven a byte, the lowest first."""
    found, byte, size = bytearray(), 1 << 4 | size & 15, size >> 4
    while size:
        found.append(byte | 0x80)
        byte, size = size & 127, size >> 7
    return bytes([*found, byte])


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 5_000])
