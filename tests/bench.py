"""Seconds and peak memory of `gongkai check` and `gongkai build`, on items made from real texts.

    make bench            1,000 and 10,000 items
    python tests/bench.py 500 2000

Every item is a national law or regulation under another number, with three real approvals, in a real
git repository with a merge for every second item. Absolute figures are this machine's; ratios count.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from gongkai.sources.keys import sample_keys
from gongkai.statement import content_sha256, entry, namespace, splice, statement
from sshsig_maker import sign

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "laws.jsonl.gz"
OFFICES = {"issuer": "zhifa-head", "secrecy": "baomi", "publisher": "zhifa-head"}
AT = "2026-11-02T09:00:00+08:00"
LANDED = 1793581200 + 24 * 3600  # the day after, in China


def main(sizes: list[int]) -> None:
    """Print one line a size and command."""
    if not CORPUS.exists():
        sys.exit(f"bench: {CORPUS.name} is not beside the repository")
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{'items':>7} {'command':8} {'seconds':>8} {'MB':>6} {'µs/item':>8}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            repository = Path(folder) / "repository"
            make(repository, size)
            for command in ("check", "build"):
                seconds, megabytes = measure(repository, command)
                each = seconds / size * 1e6
                print(f"{size:7} {command:8} {seconds:8.2f} {megabytes:6.0f} {each:8.0f}", flush=True)


def measure(repository: Path, command: str) -> tuple[float, float]:
    """Wall seconds and peak resident memory of the whole command, its children included."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("gongkai")), command],
        cwd=repository,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"bench: {command} failed: {process.stderr.read().decode() if process.stderr else ''}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def make(repository: Path, size: int) -> None:
    """A repository with `size` signed items and its history, written in one stream."""
    for name in ("schemas", "policy", "hooks"):
        shutil.copytree(ROOT / name, repository / name)
    (repository / "build").mkdir()
    (repository / "build" / "gongkai").symlink_to(ROOT / "build" / "gongkai")  # the theme
    shutil.copy(ROOT / "mkdocs.yml", repository)
    run = ["git", "-C", str(repository)]
    subprocess.run([*run, "init", "-q", "-b", "main"], check=True)
    stream = subprocess.Popen([*run, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    assert stream.stdin is not None
    stream.stdin.writelines(history(size))
    stream.stdin.close()
    if stream.wait():
        sys.exit("bench: git fast-import failed")
    subprocess.run([*run, "checkout", "-q", "main"], check=True)


def history(size: int) -> Iterator[bytes]:
    """The column pages, then item by item: one straight onto main, the next by a merge."""
    pages = {f"content/{path.name}": path.read_bytes() for path in (ROOT / "content").glob("*.md")}
    pages = dict.fromkeys(pages, b"---\ntitle: t\ndescription: d\n---\n")
    yield commit("refs/heads/main", "pages", LANDED, pages, "")
    for number, (path, data) in enumerate(items(size)):
        at = LANDED + number % 3600
        if number % 2:
            yield commit("refs/heads/item", path, at, {path: data}, "from refs/heads/main\n")
            yield commit("refs/heads/main", f"Merge {path}", at, {path: data}, "merge refs/heads/item\n")
            yield b"reset refs/heads/item\n\n"
        else:
            yield commit("refs/heads/main", path, at, {path: data}, "")


def commit(ref: str, message: str, at: int, files: dict[str, bytes], parents: str) -> bytes:
    """One commit as git fast-import reads it."""
    who = f"clerk <zhifa-clerk@tjj.example> {at} +0800"
    text = f"commit {ref}\nauthor {who}\ncommitter {who}\ndata {len(message.encode())}\n{message}\n{parents}"
    added = (
        f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n" for path, data in files.items()
    )
    return text.encode() + b"".join(added)


def items(size: int) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each item, the texts of the corpus over and over."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line) for line in lines]
    for number in range(size):
        text = texts[number % len(texts)]
        # Twenty years, as a bureau has them. Git compares a year's whole folder for every commit in it.
        year, serial = 2026 - number % 20, number // 20 + 1
        yield f"content/items/{year}/{serial:05}.md", signed(f"{year}-{serial:05}", text)


def signed(index: str, text: dict[str, str]) -> bytes:
    """An item of one law, approved in all three roles."""
    title = json.dumps(text["title"][:150], ensure_ascii=False)
    fields = (
        f"title: {title}\ncategory: 法规文件\ntopic: 法规\ndepartment: 执法监督科\ncreated: 2026-11-02\n"
        f"summary: {title}\nsecrecy_review: {{result: 可以公开, basis: 已公布的法律文本}}\nrevision: 1\n"
    )
    data = f"---\n{fields}---\n\n{clean(text['body'])}\n".encode()
    entries = "".join(approval(data, index, role) for role in OFFICES)
    return splice(data, entries, [])


def clean(body: str) -> str:
    """The corpus is as dirty as input is; what the rules refuse is not what is measured here."""
    return body.replace("<", "〈").replace("\u200b", "").replace("](", "] (").replace("\u3000", " ")


def approval(data: bytes, index: str, role: str) -> str:
    """One approval with the sample key of its office."""
    by = f"{OFFICES[role]}@tjj.example"
    message = statement(
        item=f"00000000-0/{index}",
        revision=1,
        content=content_sha256(data),
        attachments=(),
        role=role,
        by=by,
        at=AT,
    )
    blob = sign(sample_keys.private_key(OFFICES[role]), message, namespace(role, "tjj.example"))
    return entry(role=role, by=by, at=AT, sig=base64.b64encode(blob).decode())


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
