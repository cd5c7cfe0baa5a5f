"""What must not grow faster than the catalogue: programs started, files opened, values validated, bytes read.

Counted in the real commands, workers included; no clock is looked at, so it holds on a busy machine too.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.items import Law, document
from bench.repository import make
from counting import Counts, count, grown
from site_repo import GONGKAI, need

SIZES = (100, 550, 1_000)
"""Few, many, and half way between them."""
EACH = {
    "check": {"opened": 1, "validated": 1, "forked": 0.1, "read": 3},
    "build": {"opened": 7, "validated": 1, "forked": 0.1, "read": 7},
}
"""The most for one item more: files, values, processes (as many as there are cores), and bytes as a multiple of its own.

A build reads an item three times (to judge it, for its page, for the database) and writes three files.
"""
COMMANDS = {"check": [GONGKAI, "check"], "build": [GONGKAI, "build", "--no-index"]}


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """A repository of each size; all items are alike."""
    need("/proc/self/io (Linux)", Path("/proc/self/io").exists())
    folder = tmp_path_factory.mktemp("growth")
    for size in SIZES:
        make(
            folder / str(size),
            [Law(f"第{at:04}号规定", f"第一条 关于第{at:04}项统计工作。") for at in range(size)],
        )
    return {size: folder / str(size) for size in SIZES}


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_grows_faster_than_the_catalogue(command: str, repositories: Mapping[int, Path]) -> None:
    few, middle, many = (count(COMMANDS[command], repositories[size]) for size in SIZES)
    assert grown(few, middle, many) == set()
    assert few.started == middle.started == many.started
    own = (repositories[SIZES[0]] / "content" / f"{document(0)}.md").stat().st_size
    more = {name: (many.sums[name] - few.sums[name]) / (SIZES[2] - SIZES[0]) for name in many.sums}
    most = {**EACH[command], "read": EACH[command]["read"] * own}
    assert {name: each for name, each in more.items() if each > most[name]} == {}


SCRIPT = """
import os, subprocess, sys
from contextlib import suppress
from gongkai.schema import Schemas
if os.fork():
    os.wait()
    os.execv("{python}", ["{python}", "-c", "{last}"])
for _ in range({times}):
    {work}
os._exit(0)
"""
"""The work is done by a worker that ends at once, and then by what the process becomes."""


@pytest.mark.parametrize(
    ("what", "work"),
    [
        ("opened", "open(__file__).close()"),
        ("opened", "os.close(os.open(__file__, os.O_RDONLY))"),
        ("read", "open(__file__).read()"),
        ("validated", "with suppress(Exception): Schemas.choices(None, '')"),
    ],
)
def test_more_than_linear_growth_is_seen_in_a_forked_worker(what: str, work: str, tmp_path: Path) -> None:
    linear = [_counts(tmp_path, work, times) for times in (10, 25, 40)]
    assert grown(*linear) == set()
    assert linear[1].sums[what] - linear[0].sums[what] >= 15
    assert what in grown(*(_counts(tmp_path, work, times**2) for times in (10, 25, 40)))


@pytest.mark.parametrize(
    "work",
    [
        "subprocess.run(['git', 'version'])",
        "os.waitpid(os.posix_spawnp('git', ['git', 'version'], os.environ), 0)",
    ],
)
def test_every_program_is_seen_and_also_what_a_process_becomes(work: str, tmp_path: Path) -> None:
    found = _counts(tmp_path, work, 3, last="import os; os.system('git version')")
    assert found.sums["forked"] == 1
    assert found.started == {"git": 3, "sh": 1, Path(sys.executable).name: 1}


def _counts(folder: Path, work: str, times: int, last: str = "") -> Counts:
    need("/proc/self/io (Linux)", Path("/proc/self/io").exists())
    script = folder / "script.py"
    script.write_text(SCRIPT.format(python=sys.executable, work=work, times=times, last=last))
    return count([sys.executable, str(script)], folder)
