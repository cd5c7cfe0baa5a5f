"""What each commit changed: as git tells it commit by commit, though every pair of states is compared once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gongkai.model import SetupError
from gongkai.sources.git import changes, gitlog, raw
from signed_repo import INDEX, SignedRepo

DOCUMENT = "content/items/2026/00012.md"


@pytest.fixture(name="lively")
def _lively(repo: SignedRepo) -> SignedRepo:
    """There and back again, an empty commit, merges: of one branch, of two, with a change of its own, of nothing new."""
    repo.publish()
    for body in ("甲\n", "乙\n", "甲\n", "甲\n", "乙\n"):
        repo.write(body=body)
        repo.commit("Body")
    for name in ("a", "b"):
        repo.branch(name, "main")
        repo.put(f"content/items/2026/00012/附表 {name}.csv", "x\n")
        repo.commit(name)
    repo.merge("a", "b")
    repo.branch("c", "main~1")
    repo.put("content/guide.md", "---\ntitle: t\n---\n")
    repo.put("policy/notes.txt", "x\n")
    repo.commit("c")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "c")
    repo.write("2026-00013")
    repo.commit("Evil")
    repo.git("merge", "--quiet", "--no-ff", "-s", "ours", "-m", "Ours", "b~0", "c~0")
    return repo


def told(repo: SignedRepo, sha: str) -> Iterator[tuple[str, ...]]:
    """What git says of one commit by itself: status, path, both blobs."""
    fields = repo.git(
        "show", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--no-renames", "-z", "--format=", sha, "--", "content"
    ).split("\0")  # fmt: skip
    for record, path in zip(fields[:-1:2], fields[1::2], strict=True):
        _, _, old, new, status = record.split(" ")
        yield status, path, old, new


def test_of_every_commit_it_is_what_git_says(lively: SignedRepo) -> None:
    graph = gitlog.read(lively.root, "main")
    assert graph
    found = {
        sha: [(each.status, each.path, each.old, each.new) for each in commit.changes]
        for sha, commit in graph.commits.items()
    }
    assert len(found) > 10
    assert found == {sha: list(told(lively, sha)) for sha in found}


def test_no_pair_of_states_is_compared_twice(lively: SignedRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(git: raw.Git, command: Iterable[str], lines: Iterable[str]) -> bytes:
        asked.extend(lines := list(lines))
        return raw.batch(git, command, lines)

    monkeypatch.setattr(changes, "batch", noted)
    graph = gitlog.read(lively.root, "main")
    assert graph
    assert len(asked) == len(set(asked)) < len(graph.commits)


@pytest.mark.parametrize("folder", ["", "content", "content/items", "content/items/2026"])
def test_a_folder_that_is_missing_in_git_is_told(repo: SignedRepo, folder: str) -> None:
    repo.publish()
    tree = repo.git("rev-parse", f"HEAD:{folder}").strip()
    (repo.root / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    with pytest.raises(SetupError, match="git"):
        repo.history()


def test_a_repository_by_sha256(tmp_path: Path) -> None:
    repo = SignedRepo(tmp_path, fresh=False)
    repo.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256")
    repo.write()
    repo.commit("First")
    assert repo.landed().keys() == {INDEX}
    assert repo.history().landings[INDEX][0].path == DOCUMENT
