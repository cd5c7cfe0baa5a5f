"""On what was measured, and what: the machine, the file system, the versions."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from bench.items import ROOT
from bench.tools import Tool
from gongkai.sources import clock


def described(folder: Path, tools: Mapping[str, Tool]) -> str:
    """Lines of Markdown."""
    return "".join(f"- {line}\n" for line in _lines(folder, tools))


def _lines(folder: Path, tools: Mapping[str, Tool]) -> Iterator[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"{clock.now().date()}: {os.cpu_count()} cores ({_processor()}), {memory:.0f} GB, {platform.platform()}"
    yield f"file system: {_said('df', '--output=fstype', str(folder)).split()[-1]}"
    yield f"Python {platform.python_version()}, {_said('git', '--version')}"
    yield f"gongkai {_said('git', '-C', str(ROOT), 'describe', '--always', '--dirty')}, MkDocs Material {version('mkdocs-material')}"
    for name, tool in tools.items():
        yield f"{name}: {_short(tool.version)}"


def _processor() -> str:
    found = re.search("model name\\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return found[1] if found else platform.machine()


def _short(said: str) -> str:
    """The number in what a tool says of its version."""
    found = re.search(r"[0-9]+(\.[0-9]+)+", said)
    return found[0] if found else said


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
