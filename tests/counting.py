"""What a real command does, its children and forked workers included: by counting, never by a clock."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOOK = Path(__file__).with_name("counted")
_ABOUT = 1.01
"""Lists begin a new page now and then."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a command did."""

    started: Mapping[str, int]
    """Programs, by name."""
    sums: Mapping[str, int]
    """How many files Python `opened`, how many values a schema `validated`, how often a process `forked`, and how
    many bytes every process `read` from files and pipes (Linux: proc(5), rchar)."""


def grown(few: Counts, middle: Counts, many: Counts) -> set[str]:
    """What grows more than linearly over three sizes, the middle one half way: its second half costs more."""
    return {
        name
        for name in few.sums
        if many.sums[name] - middle.sums[name] > (middle.sums[name] - few.sums[name]) * _ABOUT
    }


def count(command: Sequence[str], folder: Path) -> Counts:
    """Run a command that succeeds, in `folder`."""
    log = folder.with_name(f"{folder.name}.counted")
    log.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(HOOK), "COUNTED": str(log)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and can still be asked
        read = _read(process.pid)
    assert process.returncode == 0, command
    lines = log.read_bytes().decode().splitlines()
    kinds = Counter(line.partition(" ")[0] for line in lines)
    started = Counter(line.partition(" ")[2] for line in lines if line.startswith("started "))
    return Counts(started, {"read": read} | {kind: kinds[kind] for kind in ("opened", "validated", "forked")})


def _read(process: int) -> int:
    """Bytes that a process and the children it waited for have read."""
    lines = Path(f"/proc/{process}/io").read_text().splitlines()
    return int(dict(line.split(": ") for line in lines)["rchar"])
