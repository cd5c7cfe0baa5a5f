"""Running `gongkai` as its entry point does, in this process: the arguments, the exit code, both streams."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongkai import cli
from signed_repo import SignedRepo


@dataclass(frozen=True)
class Result:
    """What became of a command."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """Calls gongkai in a folder; whatever is not an exit is a bug and fails the test."""

    patch: pytest.MonkeyPatch
    streams: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, stdin: str = "", cwd: Path | None = None) -> Result:
        """Run `gongkai` with these arguments, answering prompts from `stdin`."""
        self.streams.readouterr()
        if cwd:
            self.patch.chdir(cwd)
        self.patch.setattr(sys, "argv", ["gongkai", *map(str, arguments)])
        self.patch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            cli.run()
        streams = self.streams.readouterr()
        return Result(int(ended.value.code or 0), streams.out, streams.err)


def approve(
    repo: SignedRepo, gongkai: Command, role: str, by: str, *more: str | Path, key: Path | None = None
) -> Result:
    """Approve the item of `repo` with the key of `by`."""
    key = key or repo.key_file(by.partition("@")[0])
    return gongkai("approve", "2026-00012", "--role", role, "--as", by, "--key", key, *more)
