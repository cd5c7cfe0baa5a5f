"""The same git, Hypothesis and time zone for everybody who runs the tests."""

from __future__ import annotations

import compileall
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

import attack
from command import Command
from gongkai.pipeline import Checked
from gongkai.sources import clock
from keyfiles import make_key
from signed_repo import TODAY, SignedRepo
from site_repo import ROOT

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.load_profile("fixed")
collect_ignore = ["cases", "npm"]  # thousands of folders without a test
MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # noqa: S108 - pytest makes its own folder there, for this user alone


def pytest_configure() -> None:
    """What the tests write lies in memory, if it has room: a disk takes twice the time for git's many small files.

    The commands are compiled now; else each of the hundreds that are started would compile itself.
    """
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
    compileall.compile_dir(ROOT / "build", quiet=1)


@pytest.fixture(scope="session", autouse=True)
def nobodys_configuration() -> Iterator[None]:
    """Git reads no configuration but the repository's; no variable of a git hook leads it astray."""
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # else what a shell's `&` ignores, children ignore
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "GONGKAI_", "GITHUB_"))]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # what is not in git is no part of a repository
        patch.setenv("TZ", "America/New_York")  # far from China on purpose
        yield


@pytest.fixture
def repo(tmp_path: Path) -> SignedRepo:
    return SignedRepo(tmp_path)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The set-up of the tests, and a context in which there is nothing."""
    return SignedRepo(tmp_path_factory.mktemp("bare")).checked()


@pytest.fixture
def gongkai(repo: SignedRepo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command, in the repository, on 20 March 2026 at ten in China."""
    monkeypatch.chdir(repo.root)
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2026-03-20T10:00:00+08:00"))
    return Command(monkeypatch, capfd)


@pytest.fixture
def draft(repo: SignedRepo) -> Path:
    """An unsigned item, committed by a clerk."""
    repo.branch()
    file = repo.write()
    repo.commit("Draft")
    return file


@pytest.fixture
def new_key(repo: SignedRepo) -> Path:
    """A key of one's own, made with ssh-keygen; the `.pub` file of it."""
    return make_key(repo, "new")


@pytest.fixture
def agent(repo: SignedRepo, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An ssh-agent that holds the key of the secrecy reviewer; the public half is all that is on the disk."""
    socket = repo.root / ".git" / "agent"
    process = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()  # it listens
    monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
    private = repo.key_file("baomi")
    subprocess.run(["ssh-add", "-q", private], check=True, env=dict(os.environ))
    private.unlink()
    yield private.with_suffix(".pub")
    process.terminate()
    process.wait()
    process.stdout.close()


@pytest.fixture
def faulty(repo: SignedRepo) -> SignedRepo:
    """An error in one item, a warning in another, an error in a page, and a hostile file name."""
    repo.write(title="公报 100%，第一号")
    repo.write("2026-00013", body="\n属于工作秘密。\n")
    repo.approve("2026-00013")
    repo.put("content/guide.md", "---\ntitle: 指南\n---\n")
    return repo


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> tuple[SignedRepo, SignedRepo]:
    """The catalogues that attacks begin with, proved to be clean: so only the attack can be refused."""
    return attack.honest(tmp_path_factory.mktemp("honest"))


@pytest.fixture
def approved(honest: tuple[SignedRepo, SignedRepo], tmp_path: Path) -> SignedRepo:
    """An item with an attachment on branch `draft`, by a clerk, approved by all; not merged yet."""
    return attack.copy(honest[0], tmp_path / "r")


@pytest.fixture
def public(honest: tuple[SignedRepo, SignedRepo], tmp_path: Path) -> SignedRepo:
    """The same, merged to main."""
    return attack.copy(honest[1], tmp_path / "r")


@pytest.fixture
def day_of_landing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten in the morning of the day of landing."""
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(f"{TODAY}T10:00:00+08:00"))
