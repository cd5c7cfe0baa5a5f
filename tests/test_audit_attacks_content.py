"""What a merge made of its parents: content that nobody signed as its author is refused.

Every story is told by real git with real signatures: docs/evidence.md, part 4.
"""

from __future__ import annotations

import subprocess

import pytest

from landings import AUTHOR, HEAD, MERGER, by_hand, conflict, draft, evil, found, git_calls_it_good, other
from signed_repo import CLERK, SignedRepo

pytestmark = pytest.mark.usefixtures("day_of_landing")


class TestWhatWasMerged:
    def test_an_evil_merge(self, repo: SignedRepo) -> None:
        draft(repo)
        other(repo)
        evil(repo)
        assert git_calls_it_good(repo)
        assert found(repo) == [("merge-content", "Merge draft")]

    def test_an_evil_merge_of_a_branch_that_main_has_not_overtaken(self, repo: SignedRepo) -> None:
        draft(repo)
        evil(repo)
        assert found(repo) == [("merge-content", "Merge draft")]

    def test_an_evil_merge_of_what_has_long_been_merged(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER, at="2026-03-18T09:00:00+08:00")
        other(repo)
        repo.git("checkout", "--quiet", "main")
        repo.write(body="\n夹带。\n")
        repo.git("add", "--all")
        by_hand(repo, "Merge again", "main", "draft")
        assert found(repo) == [("merge-content", "Merge again")]

    def test_a_merge_that_throws_away_what_main_had(self, repo: SignedRepo) -> None:
        draft(repo)
        other(repo)
        repo.git("checkout", "--quiet", "main")
        repo.git("read-tree", "draft")
        by_hand(repo, "Merge draft", "main", "draft")
        assert found(repo) == [("merge-content", "Merge draft")]

    def test_a_conflict_resolved_by_hand_in_the_merge(self, repo: SignedRepo) -> None:
        conflict(repo)
        repo.git("checkout", "--quiet", "main")
        repo.write(body="\n两者兼顾。\n")
        repo.git("add", "--all")
        by_hand(repo, "Merge draft", "main", "draft")
        assert found(repo, "main~1") == [("merge-content", "Merge draft")]

    def test_a_conflict_decided_by_a_strategy(self, repo: SignedRepo) -> None:
        conflict(repo)
        repo.merge(by=HEAD, signed=MERGER, options=["--strategy-option=theirs"])
        assert found(repo, "main~1") == [("merge-content", "Merge draft")]

    def test_a_conflict_resolved_on_the_branch_passes(self, repo: SignedRepo) -> None:
        conflict(repo)
        repo.merge("main", into="draft", by=CLERK, signed=AUTHOR, options=["--strategy-option=ours"])
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []

    def test_a_merge_of_unrelated_histories(self, repo: SignedRepo) -> None:
        repo.git("checkout", "--quiet", "--orphan", "draft")
        repo.write()
        repo.commit("Draft", signed=AUTHOR)
        repo.git("checkout", "--quiet", "main")
        repo.merge(by=HEAD, signed=MERGER, options=["--allow-unrelated-histories"])
        assert git_calls_it_good(repo)
        assert found(repo) == [("merge-content", "Merge draft")]

    def test_conflict_markers_committed_as_they_come(self, repo: SignedRepo) -> None:
        conflict(repo)
        command = ["git", "-C", str(repo.root), "merge-tree", "--write-tree", "main", "draft"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        repo.git("checkout", "--quiet", "main")
        repo.git("read-tree", done.stdout.splitlines()[0])
        by_hand(repo, "Merge draft", "main", "draft")
        assert done.returncode == 1
        assert found(repo, "main~1") == [("merge-content", "Merge draft")]

    def test_configuration_of_the_clone_does_not_change_what_is_clean(self, repo: SignedRepo) -> None:
        """By default git lets a person decide when a folder is renamed here and gets a file there."""
        repo.git("config", "merge.directoryRenames", "true")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        repo.branch("moved", "main")
        repo.git("mv", "content/items/2026", "content/items/2025")
        repo.commit("Move", signed=AUTHOR)
        other(repo)
        repo.merge("moved", by=HEAD, signed=MERGER)
        assert repo.git("ls-files", "content").split() == [f"content/items/2025/000{n}.md" for n in (12, 13)]
        assert ("merge-content", "Merge moved") in found(repo)

    def test_a_renaming_on_one_side_and_an_edit_on_the_other_pass(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        repo.branch("moved", "main")
        repo.git("mv", "content/items/2026/00012.md", "content/items/2026/00012.txt")
        repo.commit("Move", signed=AUTHOR)
        repo.branch("edited", "main")
        repo.write(body="\n二稿，只改正文。\n")
        repo.commit("Edit", signed=AUTHOR)
        repo.merge("moved", by=HEAD, signed=MERGER)
        repo.merge("edited", by=HEAD, signed=MERGER)
        assert found(repo) == []
