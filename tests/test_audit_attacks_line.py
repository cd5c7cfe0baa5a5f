"""What is no merge, and a line that was rewritten or has false dates, is refused.

Every story is told by real git with real signatures: docs/evidence.md, part 4.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.auditing import audit
from landings import AUTHOR, HEAD, MERGER, OTHER, altered, draft, found, git_calls_it_good, other
from signed_repo import ELDER, LANDED, SignedRepo

pytestmark = pytest.mark.usefixtures("day_of_landing")


class TestNotAMerge:
    def test_a_direct_push_even_if_a_reviewer_signed_it(self, repo: SignedRepo) -> None:
        repo.write()
        repo.commit("Push", author=HEAD, signed=MERGER, at=LANDED)
        assert git_calls_it_good(repo)
        assert found(repo) == [("direct-push", "Push")]

    def test_a_squash(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.git("checkout", "--quiet", "main")
        repo.git("merge", "--quiet", "--squash", "draft")
        repo.commit("Squash", author=HEAD, signed=MERGER, at=LANDED)
        assert git_calls_it_good(repo)
        assert found(repo) == [("direct-push", "Squash")]

    def test_a_fast_forward(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.git("checkout", "--quiet", "main")
        repo.git("merge", "--quiet", "--ff-only", "draft")
        assert git_calls_it_good(repo)
        assert found(repo) == [("direct-push", "Draft")]

    def test_an_octopus(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.branch("second", "main")
        repo.write(OTHER)
        repo.commit("Second", signed=AUTHOR)
        repo.merge("draft", "second", by=HEAD, signed=MERGER)
        assert git_calls_it_good(repo)
        assert found(repo) == [("direct-push", "Merge draft second")]

    def test_content_in_the_very_first_commit(self, tmp_path: Path) -> None:
        repo = SignedRepo(tmp_path)
        repo.write()
        repo.git("add", "--all")
        repo.git("commit", "--quiet", "--amend", "--no-edit")
        assert found(repo) == [("direct-push", "Start the catalogue")]

    def test_a_foxtrot_merge(self, repo: SignedRepo) -> None:
        """Main is merged into the branch and the branch pushed as main: the first parents changed places."""
        draft(repo)
        other(repo)
        assert found(repo) == []  # and the head of main is remembered
        repo.merge("main", into="draft", by=HEAD, signed=MERGER)
        repo.git("branch", "--quiet", "--force", "main", "draft")
        assert git_calls_it_good(repo)
        assert found(repo) == [
            ("direct-push", "Draft"),
            ("main-history", "Merge other"),
            ("merge-authors", "Merge other"),
        ]


class TestHistory:
    def test_a_rewritten_history(self, repo: SignedRepo) -> None:
        other(repo)
        assert found(repo) == []
        repo.git("reset", "--quiet", "--hard", "main~1")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("main-history", "Merge other")]
        assert found(repo, "main~1") == [("main-history", "Merge other")]

    def test_a_history_taken_back(self, repo: SignedRepo) -> None:
        other(repo)
        assert found(repo) == []
        repo.git("reset", "--quiet", "--hard", "main~1")
        assert found(repo) == [("main-history", "Merge other")]

    def test_a_history_rewritten_since_a_commit_that_is_gone(self, repo: SignedRepo) -> None:
        gone = "1234567890" * 4
        (finding,) = audit(repo.root, gone).findings
        assert (finding.rule, finding.path) == ("main-history", f"commit:{gone}")

    def test_a_commit_of_a_branch_is_not_on_the_main_line(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo, "draft") == [("main-history", "Draft")]

    def test_replacement_objects_and_grafts_deceive_nobody(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=ELDER, signed="mishu-clerk")
        bad = repo.git("rev-parse", "main").strip()
        repo.git("reset", "--quiet", "--hard", "main~1")
        repo.merge(by=HEAD, signed=MERGER)
        repo.git("replace", bad, "main")
        repo.git("reset", "--quiet", "--hard", bad)
        repo.put(".git/info/grafts", f"{bad}\n")
        assert found(repo) == [("merge-signer", "Merge draft")]


class TestDates:
    def test_a_date_that_goes_back(self, repo: SignedRepo) -> None:
        other(repo)
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER, at="2026-03-19T08:59:59+08:00")
        assert git_calls_it_good(repo)
        assert found(repo) == [("main-dates", "Merge draft")]

    def test_the_same_second_twice_is_no_fault(self, repo: SignedRepo) -> None:
        other(repo)
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER, at="2026-03-19T09:00:00+08:00")
        assert found(repo) == []

    def test_a_date_that_goes_back_where_no_content_changes(self, repo: SignedRepo) -> None:
        other(repo)
        repo.commit("Nothing", at="2026-03-01T09:00:00+08:00")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("main-dates", "Nothing")]

    def test_every_date_before_the_latest_so_far_goes_back(self, repo: SignedRepo) -> None:
        for day in ("10", "05", "06", "11"):
            repo.commit(day, at=f"2026-03-{day}T09:00:00+08:00")
        assert found(repo) == [("main-dates", "05"), ("main-dates", "06")]

    @pytest.mark.parametrize("at", ["2026-03-21T00:00:00+08:00", "2099-01-01T00:00:00Z"])
    def test_a_date_in_the_future(self, repo: SignedRepo, at: str) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER, at=at)
        assert found(repo) == [("main-dates", "Merge draft")]

    @pytest.mark.parametrize("at", [b"253402300800", b"9" * 18, b"9" * 60])
    def test_a_date_past_all_calendars(self, repo: SignedRepo, at: bytes) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        altered(repo, b" 1773968400 +0800\ngpgsig", b" %s +0800\ngpgsig" % at)
        assert found(repo) == [("main-dates", "Merge draft"), ("merge-signer", "Merge draft")]

    def test_the_last_second_of_today_in_china_is_not_the_future(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER, at="2026-03-20T23:59:59+08:00")
        assert found(repo) == []
