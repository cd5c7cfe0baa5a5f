"""The daily workflow: what runs our code may only read, what may write issues runs none of it, and there is one issue."""

from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import yaml

from signed_repo import SignedRepo
from site_repo import GONGKAI, ROOT

TEXT = (ROOT / ".github/workflows/due.yml").read_text(encoding="utf-8")
WORKFLOW: dict[str, Any] = yaml.load(TEXT, yaml.BaseLoader)  # noqa: S506 - text only
LIST, ISSUE = WORKFLOW["jobs"]["list"], WORKFLOW["jobs"]["issue"]
GH = """#!/bin/sh
# Remembers what it was told, and that there is an issue once one was made.
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in
  *"?labels=gongkai-due&state=open"*) test ! -e "$CALLS.made" || echo 7 ;;
  *"--method POST"*) touch "$CALLS.made" ;;
esac
case "$*" in *"body=@due.md"*) cp due.md "$CALLS.body" ;; esac
"""


def run(script: str, folder: Path, **given: str) -> None:
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_nobody_elses_event_starts_it() -> None:
    assert WORKFLOW["on"].keys() == {"schedule", "workflow_dispatch"}


def test_each_job_may_do_one_thing() -> None:
    assert WORKFLOW["permissions"] == {}
    assert LIST["permissions"] == {"contents": "read"}
    assert ISSUE["permissions"] == {"issues": "write"}


def test_what_may_write_runs_nothing_of_the_repository() -> None:
    (step,) = ISSUE["steps"]
    assert "uses" not in step
    assert ".venv" not in step["run"]
    assert "make" not in step["run"].split()
    assert not re.search("secrets|token", str(LIST))


def test_nothing_is_put_into_a_command_but_by_the_environment() -> None:
    assert not any("${{" in step.get("run", "") for job in (LIST, ISSUE) for step in job["steps"])


def test_the_main_branch_is_checked_out_whole_and_no_credentials_are_kept() -> None:
    (step,) = [step for step in LIST["steps"] if "uses" in step]
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", step["uses"])
    assert step["with"] == {"ref": "main", "fetch-depth": "0", "persist-credentials": "false"}


def listed(root: Path, folder: Path) -> str:
    """What the first job hands to the second."""
    output = folder / "output"
    script = LIST["steps"][-1]["run"].replace(".venv/bin/gongkai", shlex.quote(GONGKAI))
    run(script, root, GITHUB_OUTPUT=str(output))
    name, _, value = output.read_text().rstrip("\n").partition("=")
    assert name == "issue"
    assert "\n" not in value
    return value


def test_the_issue_is_opened_once_and_then_kept(repo: SignedRepo, tmp_path: Path) -> None:
    repo.write(title="公报 @all `x`")
    (tmp_path / "bin").mkdir()
    gh = tmp_path / "bin" / "gh"
    gh.write_text(GH, encoding="utf-8")
    gh.chmod(0o755)
    folder, (step,) = tmp_path / "work", ISSUE["steps"]
    folder.mkdir()
    body = listed(repo.root, tmp_path)
    given = {**step["env"], "GH_REPO": "someone/catalogue", "ISSUE": body, "CALLS": str(tmp_path / "calls")}
    given["PATH"] = f"{gh.parent}:{os.environ['PATH']}"
    for _ in range(2):
        run(step["run"], folder, **given)
    calls = (tmp_path / "calls").read_text(encoding="utf-8")
    fields = "--field title=政务公开期限一览 --field body=@due.md"
    issues = "repos/someone/catalogue/issues"
    assert calls.count(f"--method POST {issues} {fields} --field labels[]=gongkai-due\n") == 1
    assert calls.count(f"--method PATCH {issues}/7 {fields}\n") == 1
    text = (tmp_path / "calls.body").read_text(encoding="utf-8")
    assert text == base64.b64decode(body).decode()
    assert "2026-00012" in text
    assert "@all" not in text  # nobody is called
