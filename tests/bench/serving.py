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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.items import document
from bench.measure import Cost, FailedError

PATIENCE = 600
"""Seconds until a page that should be there is taken not to come."""

Save = Callable[[], tuple[int, str]]
"""Saves an item: its number, and the words that its page has from then on."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is ready."""

    process: subprocess.Popen[bytes]
    port: int

    def shown(self, save: Save) -> Cost:
        """The seconds from the saving of an item until it is shown. Raises FailedError."""
        began = time.perf_counter()
        number, words = save()
        self.wait(f"{document(number)}.html", words)
        seconds = time.perf_counter() - began
        time.sleep(1)  # its page is there; the rest of the site may not be
        return Cost(seconds, math.nan, math.nan)

    def wait(self, path: str, words: str) -> None:
        """Until a page has these words. Raises FailedError."""
        until = time.monotonic() + PATIENCE
        while words not in self._page(path):
            if self.process.poll() is not None or time.monotonic() > until:
                raise FailedError(f"serve: {words!r} has not come up")
            time.sleep(0.02)

    def _page(self, path: str) -> str:
        """A page; empty where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""


@contextmanager
def served(command: Sequence[str], repository: Path) -> Iterator[Served]:
    """The server that a command starts on the port it is given; it is ended whatever happens. Raises FailedError."""
    port = _free_port()
    with subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=repository,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            server = Served(process, port)
            server.wait("", "<h1")
            time.sleep(2)  # it answers before it has looked at all files for the first time
            yield server
        finally:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(process.pid, signal.SIGTERM)  # SIGINT is ignored by what `&` began


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
