"""Which line of commits is the main line: the branch here, as last fetched, or where HEAD is."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model import History
from signed_repo import INDEX, LANDED, SignedRepo

MERGED = {INDEX: "2026-03-20T01:00:00+00:00"}


def test_no_commit_at_all(tmp_path: Path) -> None:
    repo = SignedRepo(tmp_path, fresh=False)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.write()
    assert repo.history() == History({}, {}, {})


@pytest.mark.parametrize("commit", ["main", "draft"])
def test_a_detached_head_changes_nothing(repo: SignedRepo, commit: str) -> None:
    repo.publish()
    repo.git("checkout", "--quiet", "--detach", commit)
    assert repo.landed() == MERGED


def test_a_detached_head_on_a_draft_has_not_landed(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.git("checkout", "--quiet", "--detach", "draft")
    assert repo.landed() == {}


def test_a_clone_of_the_draft_knows_main_by_its_remote_name(repo: SignedRepo, tmp_path: Path) -> None:
    repo.publish()
    clone = repo.clone(tmp_path / ".git" / "clone", "--branch=draft")
    assert clone.git("branch", "--list", "main") == ""
    assert clone.landed() == MERGED


def test_where_nobody_knows_main_the_line_of_head_counts(repo: SignedRepo, tmp_path: Path) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft", at=LANDED)
    clone = repo.clone(tmp_path / ".git" / "clone", "--single-branch", "--branch=draft")
    assert clone.landed() == MERGED  # docs/adr/0005


def test_what_was_fetched_has_landed_though_main_here_is_behind(repo: SignedRepo, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / ".git" / "clone")
    repo.publish()
    clone.git("fetch", "--quiet")
    assert clone.landed() == MERGED


def test_what_was_merged_here_but_not_pushed_has_not_landed(repo: SignedRepo, tmp_path: Path) -> None:
    clone = repo.clone(tmp_path / ".git" / "clone")
    clone.publish()
    assert clone.landed() == {}
    clone.git("push", "--quiet", str(repo.root), "main:refs/heads/pushed")
    clone.git("update-ref", "refs/remotes/origin/main", "main")
    assert clone.landed() == MERGED


def test_of_two_lines_of_main_that_went_apart_the_fetched_one_counts(
    repo: SignedRepo, tmp_path: Path
) -> None:
    clone = repo.clone(tmp_path / ".git" / "clone")
    repo.publish()
    clone.write("2026-00013")
    clone.commit("Publish", at="2026-03-21T09:00:00+08:00")
    clone.git("fetch", "--quiet")
    assert clone.landed() == MERGED


def test_a_branch_of_the_same_name_as_a_file_or_tag_does_no_harm(repo: SignedRepo) -> None:
    repo.publish()
    repo.put("main", "x\n")
    repo.git("tag", "main", "draft")
    assert repo.landed() == MERGED
