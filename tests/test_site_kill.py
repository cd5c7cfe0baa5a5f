"""A build that is killed leaves one whole site, the old or the new, and the next build works."""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gongkai import building
from gongkai.model import SetupError
from gongkai.sources import exchange
from signed_repo import SignedRepo
from site_repo import GONGKAI, build, hashes, publish

pytest_plugins = ("site_fixtures",)

MOMENTS = 6
MORE = {f"2026-{n:05}": {"title": f"第{n}条信息"} for n in range(100, 140)}


def start(root: Path) -> subprocess.Popen[bytes]:
    """A build in a process group of its own, so that MkDocs dies with it."""
    return subprocess.Popen(
        [GONGKAI, "build"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to all of the group, and wait for its end."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)


def wait_for(path: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the build has written a file; at most half a minute."""
    until = time.monotonic() + 30
    while not path.exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.001)


@dataclass(frozen=True)
class Behind:
    """A column whose site is behind its content."""

    root: Path
    old: dict[str, str]
    new: dict[str, str]
    """The files of its site, and of the one to come."""
    seconds: float
    """How long a build takes."""

    def assert_it_recovers(self) -> None:
        """A whole site stands; the next build makes the new one and leaves nothing lying about."""
        assert hashes(self.root / "site") in (self.old, self.new)
        assert hashes(build(self.root)) == self.new
        assert [path.name for path in self.root.glob("site*")] == ["site"]


@pytest.fixture(scope="module")
def template(built_few: Path, tmp_path_factory: pytest.TempPathFactory) -> Behind:
    """Made once; the new site is built in a copy."""
    root = tmp_path_factory.mktemp("behind") / "column"
    shutil.copytree(built_few, root, symlinks=True)
    publish(SignedRepo(root, fresh=False), MORE)
    ahead = shutil.copytree(root, root.with_name("ahead"), symlinks=True)
    began = time.monotonic()
    new = hashes(build(ahead))
    return Behind(root, hashes(root / "site"), new, time.monotonic() - began)


@pytest.fixture
def behind(template: Behind, tmp_path: Path) -> Behind:
    """A copy to kill builds in."""
    return replace(template, root=shutil.copytree(template.root, tmp_path / "column", symlinks=True))


def test_a_build_killed_at_any_moment_leaves_a_whole_site(behind: Behind) -> None:
    moments = random.Random(20260320)
    for _ in range(MOMENTS):
        process = start(behind.root)
        time.sleep(behind.seconds * moments.random())
        kill(process)
        assert hashes(behind.root / "site") in (behind.old, behind.new)
    behind.assert_it_recovers()


@pytest.mark.parametrize(
    "written", ["index.html", "catalogue.json", "items/2026/00100.html", "items/2026/00139.json"]
)
def test_a_build_killed_while_it_writes_leaves_a_whole_site(behind: Behind, written: str) -> None:
    process = start(behind.root)
    wait_for(behind.root / "site.new" / written, process)
    kill(process)
    behind.assert_it_recovers()


class _Killed(BaseException):
    """Stands for a kill where two folders change places."""


def _dying(after: int, rename: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    steps = iter(range(after))

    def step(path: Path, target: Path) -> Path:
        if next(steps, None) is None:
            raise _Killed
        return rename(path, target)

    return step


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot swap two folders in one step."""
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())


@pytest.mark.usefixtures("no_exchange")
@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_where_folders_change_places_in_steps_the_next_build_restores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    site = tmp_path / "site"
    for name in ("site", "site.new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _dying(steps, Path.rename))
        try:
            exchange.exchange(tmp_path / "site.new", site)
        except _Killed:
            assert steps < 3
    building.beside(site)  # what the next build begins with
    assert [path.name for path in site.iterdir()] in (["site"], ["site.new"])
    shutil.rmtree(tmp_path / "site.new", ignore_errors=True)
    shutil.copytree(site, tmp_path / "site.new")
    building.swap(tmp_path / "site.new", site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_no_other_build_begins_while_the_old_site_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    refused = []

    def another(_: Path) -> None:
        try:
            building.beside(site)
        except SetupError as error:
            refused.append(error)

    monkeypatch.setattr(shutil, "rmtree", another)
    new = building.beside(site)
    new.mkdir(exist_ok=True)
    building.swap(new, site)
    assert len(refused) == 1
