"""The three forges' check: the main branch's code judges, and the request is fetched but never checked out."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from signed_repo import SignedRepo
from site_repo import GONGKAI, ROOT, hashes
from test_cli_base import GUIDE, PAGE, hostile

pytest_plugins = ("site_fixtures",)

ACTIONS = [".github/workflows/check.yml", ".gitea/workflows/check.yml"]
GITLAB = ".gitlab-ci.yml"
CHECK = '.venv/bin/gongkai check --base HEAD --head "$REQUEST"'
BUILD = '.venv/bin/gongkai build --base HEAD --head "$REQUEST"'
FETCH = 'git fetch --quiet --no-tags origin "refs/pull/$NUMBER/head"'


def read(path: str) -> dict[str, Any]:
    """A file of CI, all values text (else YAML would take `on` for true)."""
    text = (ROOT / path).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - text only
    return found


def job(path: str) -> dict[str, Any]:
    found: dict[str, Any] = read(path)["check"] if path == GITLAB else read(path)["jobs"]["check"]
    return found


def commands(path: str) -> list[str]:
    """What is run, in order."""
    return (
        job(path)["script"]
        if path == GITLAB
        else [step["run"] for step in job(path)["steps"] if "run" in step]
    )


@pytest.mark.parametrize("path", ACTIONS)
def test_the_main_branchs_copy_of_the_workflow_runs(path: str) -> None:
    assert read(path)["on"] == {"pull_request_target": {"branches": ["main"]}}


@pytest.mark.parametrize("path", ACTIONS)
def test_it_may_read_and_has_no_secret(path: str) -> None:
    assert read(path)["permissions"] == {}
    assert job(path)["permissions"] == {"contents": "read"}
    text = (ROOT / path).read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "token" not in re.sub("#.*", "", text)


@pytest.mark.parametrize("path", ACTIONS)
def test_the_one_action_checks_out_the_whole_main_branch_and_keeps_no_credentials(path: str) -> None:
    (step,) = [step for step in job(path)["steps"] if "uses" in step]
    assert re.fullmatch(r"actions/checkout@[0-9a-f]{40}", step["uses"])
    assert step["with"] == {"ref": "main", "fetch-depth": "0", "persist-credentials": "false"}
    assert job(path)["steps"][0] == step


@pytest.mark.parametrize("path", ACTIONS)
def test_of_the_event_only_a_number_and_a_commit_are_taken_and_never_into_a_command(path: str) -> None:
    assert job(path)["env"] == {
        "NUMBER": "${{ github.event.pull_request.number }}",
        "REQUEST": "${{ github.event.pull_request.head.sha }}",
    }
    assert not any("${{" in command for command in commands(path))


def test_each_sets_up_before_the_request_is_there_then_checks_then_builds() -> None:
    assert commands(ACTIONS[0]) == ["make setup", FETCH, f"{CHECK} --format github", BUILD]
    assert commands(ACTIONS[1]) == ["make setup", FETCH, CHECK, BUILD]


def test_gitlab_does_the_same() -> None:
    assert job(GITLAB)["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert job(GITLAB)["variables"].items() >= {"GIT_CHECKOUT": "false", "GIT_DEPTH": "0"}.items()
    run = commands(GITLAB)
    assert [line for line in run if "checkout" in line] == ['git checkout --quiet --force --detach "$MAIN"']
    assert run[2:] == [
        "make setup",
        '.venv/bin/gongkai check --base "$MAIN" --head "$REQUEST" --format gitlab > codequality.json',
        '.venv/bin/gongkai build --base "$MAIN" --head "$REQUEST"',
    ]
    assert job(GITLAB)["artifacts"] == {"when": "always", "reports": {"codequality": "codequality.json"}}


def rehearse(
    path: str, origin: SignedRepo, folder: Path
) -> Iterator[tuple[str, subprocess.CompletedProcess[str]]]:
    """Run the commands of a forge in a clone of main, as far as they succeed, with our gongkai for its own."""
    clone = origin.clone(folder)
    clone.git("checkout", "--quiet", "main")
    request = origin.git("rev-parse", "request").strip()
    for name in ("refs/pull/7/head", "refs/merge-requests/7/head"):
        origin.git("update-ref", name, "request")
    given = {"NUMBER": "7", "REQUEST": request}
    if path == GITLAB:
        given = {"CI_MERGE_REQUEST_IID": "7", "CI_DEFAULT_BRANCH": "main"}
        given |= {"MAIN": "refs/remotes/origin/main", "REQUEST": "refs/gongkai/request"}
    for command in commands(path):
        text = command.replace(".venv/bin/gongkai", shlex.quote(GONGKAI)).replace("make setup", ":")
        text = re.sub(" --format .*", "", text)
        done = subprocess.run(
            ["sh", "-ec", text],
            cwd=folder,
            env=os.environ | given,
            capture_output=True,
            text=True,
            check=False,
        )
        yield command, done
        if done.returncode:
            return


@pytest.mark.parametrize("path", [*ACTIONS, GITLAB])
def test_a_good_request_passes(path: str, few: SignedRepo, tmp_path: Path) -> None:
    few.branch("request")
    few.put(GUIDE, f"{PAGE}\n新的内容。\n")
    few.commit("Draft")
    few.git("checkout", "--quiet", "main")
    ran = list(rehearse(path, few, tmp_path / "clone"))
    assert [done.returncode for _, done in ran] == [0] * len(commands(path)), ran[-1]
    assert "新的内容" in (tmp_path / "clone/site/guide.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*ACTIONS, GITLAB])
def test_a_hostile_request_runs_no_line_of_its_own(path: str, few: SignedRepo, tmp_path: Path) -> None:
    few.branch("request")
    few.put(GUIDE, f"{PAGE}\n新的内容。\n")
    hostile(few, tmp_path / "ran")
    few.put(path, "on: push\n")
    few.put("content/.gitattributes", "* filter=evil\n")
    few.commit("Hostile")
    few.git("checkout", "--quiet", "main")
    ran = list(rehearse(path, few, tmp_path / "clone"))
    command, done = ran[-1]
    assert "gongkai check" in command
    assert done.returncode == 1
    for refused in ("mkdocs.yml", "hooks/publish.py", "Makefile", "click.py", path):
        assert f"{refused}:1:1: error[request]" in done.stdout
    assert not (tmp_path / "ran").exists()
    main = {name for name in hashes(tmp_path / "clone") if not name.startswith(".git/")}
    assert main == {name for name in hashes(few.root) if not name.startswith((".git/", ".cache/", "site/"))}
