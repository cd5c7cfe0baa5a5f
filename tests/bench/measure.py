"""What a command costs: seconds, computing and memory of it and of all that it starts."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from threading import Event, Thread

PATIENCE = 60
"""Seconds after which a measurement is not repeated."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, seconds of computing, and megabytes at most; NaN for what was not measured."""

    seconds: float
    computing: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:8.2f} s {self.computing:8.2f} s {self.memory:6.0f} MB"


class FailedError(Exception):
    """A command did not do its work; says the last it said."""


def median(runs: int, measured: Callable[[], Cost]) -> Cost:
    """The median of so many runs, each figure by itself; of fewer where they are long."""
    found: list[Cost] = []
    while len(found) < runs and sum(each.seconds for each in found) < PATIENCE:
        os.sync()  # what an earlier one wrote is not this one's to wait for
        found.append(measured())
    return Cost(*map(statistics.median, zip(*map(astuple, found), strict=True)))


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises FailedError."""
    log, began, done, peak = folder.with_name(f"{folder.name}.log"), time.perf_counter(), Event(), [0.0]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        watch = Thread(target=_watch, args=(process.pid, done, peak))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watch.join()
    if status:
        raise FailedError(f"{command[0]}: {' '.join(log.read_text(errors='replace').split())[-300:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak[0] or math.nan)


def _watch(session: int, done: Event, peak: list[float]) -> None:
    """Keep the most memory that the processes of a session held together; looking takes a twentieth of the time."""
    pause = 0.05
    while not done.wait(pause):
        began = time.perf_counter()
        peak[0] = max(peak[0], sum(map(_memory, _members(session))))
        pause = max(0.05, 20 * (time.perf_counter() - began))


def _members(session: int) -> list[Path]:
    return [folder for folder in Path("/proc").glob("[0-9]*") if _session(folder) == session]


def _session(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except OSError:  # it has ended
        return 0


def _memory(process: Path) -> float:
    """Megabytes that a process holds; what it shares with others counts in part (Linux: proc(5), Pss)."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
