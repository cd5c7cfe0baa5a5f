"""check and build with --base: only the head's content/ counts, and nothing that it brings is executed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from command import Command
from signed_repo import SignedRepo
from site_repo import GONGKAI, build, gongkai, hashes, publish

GUIDE, PAGE = "content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n"
pytest_plugins = ("site_fixtures",)


@pytest.fixture
def request_of(repo: SignedRepo) -> SignedRepo:
    """A department's request: one signed item; a page is there already."""
    repo.put(GUIDE, PAGE)
    repo.commit("A page")
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.approve()
    repo.commit("Approve", author="zonghe-head@tjj.example")
    return repo


# check


def test_it_says_what_it_judged(request_of: SignedRepo, gongkai: Command) -> None:
    head, main = (request_of.git("rev-parse", name).strip() for name in ("HEAD", "main"))
    done = gongkai("check", "--base", "main")
    assert done.code == 0
    assert done.err.splitlines()[0] == f"判定 {head}，以 {main} 为准 (judged, by the base)"
    assert done.err.splitlines()[1].startswith("1 条信息，1 个栏目页")


def test_another_commit_can_be_judged_than_the_one_checked_out(
    request_of: SignedRepo, gongkai: Command
) -> None:
    request_of.put(GUIDE, "bad\n")
    request_of.commit("Bad")
    request_of.git("checkout", "--quiet", "main")
    assert gongkai("check", "--base", "HEAD", "--head", "draft").code == 1
    assert gongkai("check", "--base", "HEAD", "--head", "draft~1").code == 0


def test_what_is_not_committed_is_not_judged(request_of: SignedRepo, gongkai: Command) -> None:
    request_of.put(GUIDE, "bad\n")
    request_of.put("policy/policy.yml", "bad\n")
    assert gongkai("check", "--base", "main").code == 0


def test_the_rules_are_those_of_the_base(request_of: SignedRepo, gongkai: Command) -> None:
    """Its own policy would let it pass a month late."""
    policy = (request_of.root / "policy/policy.yml").read_text(encoding="utf-8")
    request_of.put("policy/policy.yml", policy.replace("publish_days: 20", "publish_days: 99"))
    request_of.commit("Give us time")
    done = gongkai("check", "--base", "main", "--today", "2026-05-20")
    assert done.code == 1
    assert "policy/policy.yml:1:1: error[request]" in done.out
    assert "error[late]" in done.out


def test_a_request_that_spoils_the_set_up_is_told_so_and_no_more(
    request_of: SignedRepo, gongkai: Command
) -> None:
    request_of.git("rm", "-r", "--quiet", "schemas", "policy")
    request_of.commit("Spoil")
    request_of.git("checkout", "--quiet", "main")
    done = gongkai("check", "--base", "main", "--head", "draft")
    assert done.code == 1
    assert "policy/policy.yml:1:1: error[request] 科室的请求只能改 content/" in done.out


@pytest.mark.usefixtures("repo")
def test_the_head_alone_is_a_mistake(gongkai: Command) -> None:
    for command in ("check", "build"):
        done = gongkai(command, "--head", "main")
        assert done.code == 2
        assert "--head needs --base" in done.err


@pytest.mark.parametrize("arguments", [["--base", "nothing"], ["--base", "main", "--head=--all"]], ids=str)
@pytest.mark.usefixtures("repo")
def test_an_unknown_commit_is_one_line_and_exit_2(gongkai: Command, arguments: list[str]) -> None:
    done = gongkai("check", *arguments)
    assert done.code == 2
    assert done.err.endswith(": 没有这个提交 (no such commit)\n")
    assert len(done.err.splitlines()) == 1


def test_a_shallow_clone_is_refused(request_of: SignedRepo, gongkai: Command, tmp_path: Path) -> None:
    clone = request_of.clone(tmp_path / "clone", "--depth=1")
    done = gongkai("check", "--base", "HEAD", cwd=clone.root)
    assert done.code == 2
    assert "shallow clone" in done.err


def test_a_hostile_path_does_not_speak_to_github(request_of: SignedRepo, gongkai: Command) -> None:
    request_of.put("x\n::error::evil", "x\n")
    request_of.commit("Hostile")
    done = gongkai("check", "--base", "main", "--format", "github")
    assert done.code == 1
    assert not any(line.startswith("::error::") for line in done.out.splitlines())


# build


def add(few: SignedRepo) -> None:
    """A department's request: another text of a page."""
    few.branch("request")
    few.put(GUIDE, f"{PAGE}\n新的内容。\n")
    few.commit("Draft")


def hostile(few: SignedRepo, mark: Path) -> None:
    """Bring everything along that once was executed, each to leave a mark."""
    for path, text in {
        "mkdocs.yml": f"site_name: !!python/object/apply:os.system ['touch {mark}']\n",
        "hooks/publish.py": f"open({str(mark)!r}, 'w')\n",
        "mkdocs/__init__.py": f"open({str(mark)!r}, 'w')\n",
        "gongkai/__init__.py": f"open({str(mark)!r}, 'w')\n",
        "click.py": f"open({str(mark)!r}, 'w')\n",
        "build/gongkai/theme/main.html": "{{ config.theme._custom.os }}evil theme",
        "Makefile": f"setup:\n\ttouch {mark}\n",
    }.items():
        few.put(path, text)


def test_the_site_is_that_of_the_request_and_stands_in_the_repository(few: SignedRepo) -> None:
    add(few)
    few.git("checkout", "--quiet", "main")
    done = gongkai(few.root, "build", "--base", "main", "--head", "request")
    assert done.returncode == 0, done.stderr
    assert f"打开 open: {few.root}/site/index.html" in done.stdout
    by_base = hashes(few.root / "site")
    assert "新的内容" in (few.root / "site/guide.html").read_text(encoding="utf-8")
    few.git("checkout", "--quiet", "request")
    assert hashes(build(few.root)) == by_base


def test_a_hostile_request_runs_nothing_and_the_last_site_stands(few: SignedRepo, tmp_path: Path) -> None:
    before, mark = hashes(few.root / "site"), tmp_path / "ran"
    add(few)
    hostile(few, mark)
    few.commit("Hostile")
    few.git("checkout", "--quiet", "main")
    for command in ("check", "build"):
        done = gongkai(few.root, command, "--base", "main", "--head", "request")
        assert done.returncode == 1
        assert "mkdocs.yml:1:1: error[request]" in done.stdout
    assert not mark.exists()
    assert hashes(few.root / "site") == before


def test_a_hostile_system_request_runs_nothing_either(few: SignedRepo, tmp_path: Path) -> None:
    before, mark = hashes(few.root / "site"), tmp_path / "ran"
    few.branch("request")
    hostile(few, mark)
    few.commit("Hostile")
    done = gongkai(few.root, "build", "--base", "main")
    assert done.returncode == 1
    assert "还缺 2 人的批准" in done.stdout
    assert not mark.exists()
    assert hashes(few.root / "site") == before


def test_nothing_in_content_can_be_imported_in_place_of_a_library(few: SignedRepo, tmp_path: Path) -> None:
    few.branch("request")
    few.put("content/mkdocs.py", f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    few.commit("Hostile")
    few.git("checkout", "--quiet", "main")
    done = gongkai(few.root, "build", "--base", "main", "--head", "request")
    assert done.returncode == 1
    assert not (tmp_path / "ran").exists()


def test_refused_content_leaves_the_last_site(few: SignedRepo) -> None:
    before = hashes(few.root / "site")
    few.branch("request")
    few.write("2026-00003")
    few.commit("Unsigned")
    done = gongkai(few.root, "build", "--base", "main")
    assert done.returncode == 1
    assert "error[unsigned]" in done.stderr
    assert hashes(few.root / "site") == before


def test_a_killed_build_ends_its_child_and_clears_away(few: SignedRepo, tmp_path: Path) -> None:
    publish(few, {f"2026-{100 + n:05}": {"title": f"第{n}条信息"} for n in range(150)})
    before = hashes(few.root / "site")
    (tmp_path / "temporary").mkdir()
    process = subprocess.Popen(
        [GONGKAI, "build", "--base", "main"],
        cwd=few.root,
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    while process.poll() is None and not (few.root / "site.new").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM
    assert list((tmp_path / "temporary").iterdir()) == []
    assert len(few.git("worktree", "list").splitlines()) == 1
    assert hashes(few.root / "site") == before
