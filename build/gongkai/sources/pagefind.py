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
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pagefind_bin

from gongkai.model import SetupError

_LANGUAGE = "unknown"  # no stems, no words cut: what comes is cut already
_UNUSED = ("-ui.css", "-ui.js", "-highlight.js", "-worker.js")
_FRAGMENT = ".pf_fragment"
_SIGNATURE = b"pagefind_dcd"


def version() -> str:
    """The version of the program, which decides the bytes. Raises SetupError."""
    try:
        done = subprocess.run([_program(), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(_failure(str(error))) from error
    return done.stdout.strip()


def index(pages: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
    """The files of the index of pages, by path, and the name that it gives to each. Raises SetupError.

    They are asked for and not left to the program to write: it says that it has written before it has.
    """
    with subprocess.Popen(
        [_program(), "--service"],
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        number = _ask(process, type="NewIndex", config={"force_language": _LANGUAGE})["index_id"]
        for place, content in enumerate(pages):
            _ask(
                process,
                type="AddRecord",
                index_id=number,
                url=f"/{place}",
                content=content,
                language=_LANGUAGE,
            )
        answer = _ask(process, type="GetFiles", index_id=number)
        process.terminate()
    files = {each["path"]: base64.b64decode(each["content"]) for each in answer["files"]}
    # A fragment holds a page's words again; a result shows its text (indexing.py).
    fragments = {path: files.pop(path) for path in list(files) if path.startswith("fragment/")}
    kept = {path: data for path, data in files.items() if not path.endswith(_UNUSED)}
    return kept, sorted(
        map(_name, fragments), key=lambda name: _number(fragments[f"fragment/{name}{_FRAGMENT}"])
    )


def _name(path: str) -> str:
    return path.removeprefix("fragment/").removesuffix(_FRAGMENT)


def _number(fragment: bytes) -> int:
    """The number of the page that a fragment is of."""
    return int(json.loads(gzip.decompress(fragment).removeprefix(_SIGNATURE))["url"].strip("/"))


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
