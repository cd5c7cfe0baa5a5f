"""`gongkai serve`: shows the site here only, follows changes, and keeps the last good pages."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongkai.sources import clock
from signed_repo import SignedRepo
from site_repo import GONGKAI, hashes, publish

pytest_plugins = ("site_fixtures",)

PATIENCE = 30
"""Seconds until something that should happen is taken not to."""


@dataclass(frozen=True)
class Served:
    """A server of a column, as a real process."""

    repo: SignedRepo
    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str = "") -> str:
        """A page; empty where nobody answers in time."""
        address = f"http://127.0.0.1:{self.port}/{path}"
        try:
            with urllib.request.urlopen(address, timeout=3) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, TimeoutError):
            return ""

    def wait(self, condition: Callable[[], bool], patience: int = PATIENCE) -> bool:
        """Until it is true; False if it does not become so in time."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if condition():
                return True
            time.sleep(0.1)
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(few: SignedRepo, tmp_path: Path) -> Iterator[Served]:
    """The column of two items on a free port; the whole process group is ended whatever happens."""
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [GONGKAI, "serve", "--port", str(port)],
            cwd=few.root,
            stdout=output,
            stderr=output,
            env=os.environ | {"TMPDIR": str(tmp_path)},  # killed, it leaves there what it has built
            start_new_session=True,
        )
    server = Served(few, process, port, log)
    try:
        assert server.wait(lambda: server.get() != ""), log.read_text()
        yield server
    finally:
        with suppress(ProcessLookupError):  # all of them have ended
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)


def test_it_answers_on_this_machine_alone(served: Served) -> None:
    assert "第一条信息" in served.get()
    assert "第一条信息" in served.get("items/2026/00001.html")
    with socket.socket() as other:
        other.settimeout(3)
        assert other.connect_ex(("127.0.0.2", served.port)) != 0


def test_a_changed_page_is_shown(served: Served) -> None:
    page = served.repo.root / "content" / "guide.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n新的一段。\n", encoding="utf-8")
    assert served.wait(lambda: "新的一段" in served.get("guide.html")), served.log.read_text()


def test_a_saved_item_is_shown_at_once_and_the_lists_follow(served: Served) -> None:
    """Its page does not wait for a build of everything; MkDocs' line tells of one."""
    builds = served.log.read_text().count("Building documentation")
    now = clock.now()  # what has not landed is judged as of today
    note = {"date": f"{now:%Y-%m-%d}", "kind": "更正", "note": "改了标题"}
    served.repo.write("2026-00001", title="第一条信息改", revision="2", changes=[note])
    served.repo.approve("2026-00001", at=now.isoformat(timespec="seconds"))
    assert served.wait(lambda: "第一条信息改" in served.get("items/2026/00001.html")), served.log.read_text()
    assert "第一条信息改" in served.get("items/2026/00002.html")  # its neighbour names it
    assert served.log.read_text().count("Building documentation") == builds
    assert served.wait(lambda: "第一条信息改" in served.get()), served.log.read_text()
    again = served.wait(
        lambda: served.log.read_text().count("Building documentation") > builds + 1, patience=5
    )
    assert not again, "one build asks for the next"


def test_the_site_that_was_built_stays_as_it_was(served: Served) -> None:
    site = served.repo.root / "site"
    before = hashes(site)
    publish(served.repo, {"2026-00003": {"title": "第三条信息"}})
    assert served.wait(lambda: "第三条信息" in served.get()), served.log.read_text()
    assert hashes(site) == before
    assert [path.name for path in served.repo.root.glob("site*")] == ["site"]


def test_after_a_bad_change_the_last_good_pages_are_shown_until_it_is_mended(served: Served) -> None:
    path = served.repo.path("2026-00001")
    good = path.read_bytes()
    path.write_bytes(good + "\n没有批准的一段。\n".encode())
    assert served.wait(lambda: "error[bad-signature]" in served.log.read_text()), served.log.read_text()
    assert served.process.poll() is None
    assert "第一条信息" in served.get("items/2026/00001.html")
    assert "没有批准" not in served.get("items/2026/00001.html")
    path.write_bytes(good)
    guide = served.repo.root / "content" / "guide.md"
    guide.write_text(guide.read_text(encoding="utf-8") + "\n已经改正。\n", encoding="utf-8")
    assert served.wait(lambda: "已经改正" in served.get("guide.html")), served.log.read_text()


def test_a_refused_catalogue_is_not_served_at_all(few: SignedRepo) -> None:
    few.write("2026-00003")
    command = [GONGKAI, "serve", "--port", str(free_port())]
    done = subprocess.run(command, cwd=few.root, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 1
    assert b"error[unsigned]" in done.stdout + done.stderr


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(served: Served, kind: signal.Signals) -> None:
    served.process.send_signal(kind)
    served.process.wait(PATIENCE)
    assert served.wait(lambda: served.get() == "", patience=5)
