"""A site built by many processes: the same bytes as by one, and whatever ends them, the last good site stands."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from signed_repo import SignedRepo
from site_repo import GONGKAI, hashes, run

pytest_plugins = ("site_fixtures",)

PATIENCE = 30
"""Seconds until something that should happen is taken not to."""
ITEM = "2026-00150"
BUILD = """
import os, signal, sys, time
from pathlib import Path
from gongkai.item_files import ItemFiles
from gongkai.sources import workers
from mkdocs.__main__ import cli
def write(self, entry, whole=ItemFiles.write):
    whole(self, entry)
    if entry.item.index == sys.argv[2]:
        exec(sys.argv[3])
ItemFiles.write = write
workers.processes = lambda: int(sys.argv[1])
cli(["build", "--quiet"])
"""
"""A build in so many processes, and what the one does that has written an item."""
STAY = "Path('there').touch(); time.sleep(600)"


def command(count: int, act: str = "") -> list[str]:
    return [sys.executable, "-c", BUILD, str(count), ITEM, act]


@pytest.fixture
def behind(column: SignedRepo, site: Path, tmp_path: Path) -> Path:
    """A column with a site of more items than one worker is given at a time, to be built anew."""
    assert site.is_dir()
    return shutil.copytree(column.root, tmp_path / "column", symlinks=True)


@pytest.mark.parametrize("count", [1, 8])
def test_any_number_of_processes_writes_the_same_bytes(behind: Path, count: int) -> None:
    before = hashes(behind / "site")
    assert len([path for path in before if path.startswith("items/") and path.endswith(".html")]) > 100
    shutil.rmtree(behind / "site")
    done = run(command(count), behind)
    assert done.returncode == 0, done.stderr
    assert hashes(behind / "site") == before


def children(pid: int) -> list[int]:
    """The processes that a process has begun and that have not ended."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def wait_for(condition: Callable[[], object]) -> bool:
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.001)
    return bool(condition())


@pytest.fixture
def writing(behind: Path) -> Iterator[subprocess.Popen[str]]:
    """A build, in a process group of its own, one of whose workers stays at an item for long."""
    process = subprocess.Popen(
        command(2, STAY), cwd=behind, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert wait_for((behind / "there").exists)
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def test_a_worker_that_dies_is_told_with_its_item_and_the_last_site_stands(behind: Path) -> None:
    before = hashes(behind / "site")
    done = run(command(2, "os.kill(os.getpid(), signal.SIGKILL)"), behind)
    assert done.returncode == 1
    assert f"WorkerError: content/items/{ITEM.replace('-', '/')}.md: " in done.stderr
    assert "SIGKILL" in done.stderr
    assert hashes(behind / "site") == before
    assert [path.name for path in behind.glob("site*")] == ["site"]


def test_ctrl_c_ends_all_of_them_and_leaves_nothing_half_written(
    behind: Path, writing: subprocess.Popen[str]
) -> None:
    before, crew = hashes(behind / "site"), children(writing.pid)
    assert crew
    os.killpg(writing.pid, signal.SIGINT)  # as a terminal sends it
    writing.communicate(timeout=PATIENCE)
    assert writing.returncode != 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in crew)
    assert hashes(behind / "site") == before
    assert [path.name for path in behind.glob("site*")] == ["site"]


def test_workers_without_a_parent_end_by_themselves(behind: Path) -> None:
    """Killed alone, as by a system short of memory: a worker that goes on finds nobody to take its results."""
    act = "os.kill(os.getppid(), signal.SIGKILL); time.sleep(0.1); Path('there').write_text(str(os.getpid()))"
    done = run(command(2, act), behind)
    assert done.returncode == -signal.SIGKILL
    assert wait_for(lambda: (behind / "there").exists() and not alive(int((behind / "there").read_text())))
    done = run([GONGKAI, "build"], behind)
    assert done.returncode == 0, done.stderr


def alive(pid: int) -> bool:
    """Whether a process is there that has not ended."""
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"
