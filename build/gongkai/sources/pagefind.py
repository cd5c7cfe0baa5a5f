"""Pagefind, the program that makes the full-text index, spoken to as its own libraries do.

Not by its command line on a folder: that numbers the pages in the order in which the file system lists
them, so that the same pages give other bytes elsewhere. Its filters too are written in an order that
changes with every run; they are words here (artefacts/segments.py: label).
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pagefind_bin

from gongkai.model import SetupError

_LANGUAGE = "unknown"  # no stems, no words cut: what comes is cut already
_UNUSED = ("*-ui.css", "*-ui.js", "pagefind-highlight.js", "pagefind-worker.js")
_SIGNATURE = b"pagefind_dcd"


def version() -> str:
    """The version of the program, which decides the bytes. Raises SetupError."""
    try:
        done = subprocess.run([_program(), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(_failure(str(error))) from error
    return done.stdout.strip()


def index(pages: Iterable[str], target: Path) -> list[str]:
    """Write the index of pages into `target`, numbered in their order; the name of each. Raises SetupError."""
    with subprocess.Popen(
        [_program(), "--service"],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdin is not None  # noqa: S101 - a pipe was asked for
        number = _ask(process, type="NewIndex", config={"force_language": _LANGUAGE})["index_id"]
        count = 0
        for count, content in enumerate(pages, 1):
            url = f"/{count - 1}"
            _ask(process, type="AddRecord", index_id=number, url=url, content=content, language=_LANGUAGE)
        _ask(process, type="WriteFiles", index_id=number, output_path=str(target.resolve()))
        process.stdin.close()  # it answers before all is on the disk; now it ends by itself, with all written
    if process.returncode:
        raise SetupError(_failure(f"exit {process.returncode}"))
    for pattern in _UNUSED:
        for path in target.glob(pattern):
            path.unlink()
    names = _names(target / "fragment", count)
    shutil.rmtree(target / "fragment")  # the words again; a result shows the text (indexing.py)
    return names


def _names(folder: Path, count: int) -> list[str]:
    names = [""] * count
    for path in folder.iterdir():
        data = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        names[int(json.loads(data)["url"].strip("/"))] = path.stem
    return names


def _program() -> str:
    return str(pagefind_bin.get_executable())


def _ask(process: subprocess.Popen[bytes], **payload: Any) -> dict[str, Any]:
    """One request and its answer: JSON in Base64, a comma after each."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101 - pipes were asked for
    message = json.dumps({"message_id": 1, "payload": payload}).encode()
    with suppress(BrokenPipeError):  # it has ended; what it said is read below
        process.stdin.write(base64.b64encode(message) + b",")
    answer = bytearray()
    while not answer.endswith(b","):
        piece = os.read(process.stdout.fileno(), 1 << 16)
        if not piece:
            raise SetupError(_failure(answer.decode(errors="replace")))
        answer += piece
    try:
        found: dict[str, Any] = json.loads(base64.b64decode(answer[:-1], validate=True))["payload"]
    except ValueError as error:
        raise SetupError(_failure(answer.decode(errors="replace"))) from error
    if found["type"] == "Error":
        raise SetupError(_failure(found["message"]))
    return found


def _failure(said: str) -> str:
    words = " ".join(said.split()) or "已退出 (it ended)"
    return f"pagefind: 不能生成全文索引 (no full-text index was made): {words[:300]}"
