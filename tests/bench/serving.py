"""How long `gongkai serve` takes to show what was saved."""

from __future__ import annotations

import math
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.items import document
from bench.measure import Cost, FailedError

PATIENCE = 600
"""Seconds until a page that should be there is taken not to come."""

Save = Callable[[], tuple[int, str]]
"""Saves an item: its number, and the words that its page has from then on."""


@contextmanager
def reaction(command: Sequence[str], repository: Path) -> Iterator[Callable[[Save], Cost]]:
    """A server that is ready, as what measures how long a saved item takes. Raises FailedError."""
    port = _free_port()
    with subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=repository,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:

        def shown(save: Save) -> Cost:
            began = time.perf_counter()
            number, words = save()
            _wait(port, f"{document(number)}.html", words)
            seconds = time.perf_counter() - began
            time.sleep(1)  # its page is there; the rest of the site may not be
            return Cost(seconds, math.nan, math.nan)

        try:
            _wait(port, "", "<h1")
            yield shown
        finally:
            os.killpg(process.pid, signal.SIGINT)


def _wait(port: int, path: str, words: str) -> None:
    """Until a page has these words."""
    until = time.monotonic() + PATIENCE
    while words not in _page(port, path):
        if time.monotonic() > until:
            raise FailedError(f"serve: {words!r} has not come up")
        time.sleep(0.02)


def _page(port: int, path: str) -> str:
    """A page; empty where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
