"""Who merged and who wrote: what `git verify-commit` calls good or says nothing of is refused.

Every story is told by real git with real signatures: docs/evidence.md, part 4.
"""

from __future__ import annotations

import pytest

import system_approvals
from approvals import DOMAIN, HEADS
from landings import (
    AUTHOR,
    HEAD,
    MERGER,
    altered,
    approved,
    change_keys,
    draft,
    edit,
    found,
    git_calls_it_good,
    other,
    retire,
)
from signed_repo import CLERK, ELDER, LANDED, SignedRepo

pytestmark = pytest.mark.usefixtures("day_of_landing")


class TestInOrder:
    def test_a_signed_merge_of_signed_commits_passes(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []
        assert git_calls_it_good(repo)
        assert git_calls_it_good(repo, "draft")

    def test_a_branch_that_main_has_overtaken_passes(self, repo: SignedRepo) -> None:
        draft(repo)
        other(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []

    def test_main_merged_into_the_branch_by_its_author_passes(self, repo: SignedRepo) -> None:
        draft(repo)
        other(repo)
        repo.merge("main", into="draft", by=CLERK, signed=AUTHOR)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []

    def test_two_authors_who_each_signed_pass(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.write(body="\n二稿。\n")
        repo.commit("Second draft", author=ELDER, signed="mishu-clerk", coauthors=[CLERK])
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []

    def test_an_address_that_people_registers_counts_as_the_offices(self, repo: SignedRepo) -> None:
        draft(repo, signed="zonghe-head", author="head.of.STATISTICS@example.org")
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []

    def test_approvals_committed_by_those_who_gave_them_pass(self, repo: SignedRepo) -> None:
        approved(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == []
        assert repo.check() == ()

    def test_an_approved_change_of_the_system_passes(self, repo: SignedRepo) -> None:
        change_keys(repo)
        system_approvals.approve(repo)
        repo.commit("Approve the keys", at=LANDED)
        repo.merge("keys", by=HEAD, signed=MERGER)
        assert found(repo) == []

    def test_a_key_retired_since_the_landing_passes(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        retire(repo, AUTHOR, "20260320010000Z")
        retire(repo, MERGER, "20260320010000Z")
        assert found(repo) == []


class TestWhoMerged:
    def test_a_merge_by_a_clerk(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=ELDER, signed="mishu-clerk")
        assert git_calls_it_good(repo)
        assert found(repo) == [("merge-signer", "Merge draft")]

    def test_a_merge_that_is_not_signed(self, repo: SignedRepo) -> None:
        draft(repo)
        repo.merge(by=HEAD)
        assert found(repo) == [("merge-signer", "Merge draft")]

    def test_a_merge_signed_by_a_key_nobody_registered(self, repo: SignedRepo) -> None:
        edit(repo, "policy/allowed_signers", f"\nzhifa-head@{DOMAIN}", f"\n# zhifa-head@{DOMAIN}")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("merge-signer", "Merge draft")]

    def test_a_merge_signed_by_a_key_that_is_not_for_commits(self, repo: SignedRepo) -> None:
        edit(repo, "policy/allowed_signers", f"publisher@{DOMAIN},git", f"publisher@{DOMAIN}")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert not git_calls_it_good(repo)
        assert found(repo) == [("merge-signer", "Merge draft")]

    def test_a_merge_by_somebody_who_is_not_in_people(self, repo: SignedRepo) -> None:
        edit(repo, "policy/people.yml", f"\nzhifa-head@{DOMAIN}", f"\nsomebody@{DOMAIN}")
        edit(repo, "policy/policy.yml", f"zhifa-head@{DOMAIN}", f"somebody@{DOMAIN}")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert git_calls_it_good(repo)
        assert found(repo) == [("merge-signer", "Merge draft")]

    def test_a_forged_signature(self, repo: SignedRepo) -> None:
        """The signature of a good merge under another payload: only the date was changed."""
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        altered(repo, b" 1773968400 +0800\ngpgsig", b" 1773968401 +0800\ngpgsig")
        assert not git_calls_it_good(repo)
        assert found(repo) == [("merge-signer", "Merge draft")]

    def test_a_retired_key_with_a_committer_date_from_before(self, repo: SignedRepo) -> None:
        other(repo)  # on the 19th
        retire(repo, MERGER, "20260318000000Z")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER, at="2026-03-17T09:00:00+08:00")
        assert git_calls_it_good(repo)
        assert found(repo, "main~1") == [("main-dates", "Merge draft"), ("merge-signer", "Merge draft")]

    def test_a_retired_key_for_a_commit_of_the_branch(self, repo: SignedRepo) -> None:
        retire(repo, AUTHOR, "20260318000000Z")
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert git_calls_it_good(repo, "draft")
        assert found(repo) == [("merge-authors", "Draft")]

    def test_a_key_that_is_not_valid_yet(self, repo: SignedRepo) -> None:
        line = f'\nzhifa-head@{DOMAIN} namespaces="'
        edit(
            repo, "policy/allowed_signers", line, line.replace("names", 'valid-after="20260320010001Z",names')
        )
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert not git_calls_it_good(repo)
        assert found(repo) == [("merge-signer", "Merge draft")]


class TestWhoWrote:
    def test_self_approval_by_merging_ones_own_branch(self, repo: SignedRepo) -> None:
        draft(repo, signed=MERGER, author=HEAD)
        repo.merge(by=HEAD, signed=MERGER)
        assert git_calls_it_good(repo)
        assert found(repo) == [("merge-authors", "Draft")]

    def test_who_committed_an_approval_lets_another_merge(self, repo: SignedRepo) -> None:
        approved(repo)
        repo.merge(by=HEADS["综合统计科"], signed="zonghe-head")
        assert found(repo) == [("merge-authors", "Approve")]

    @pytest.mark.parametrize("name", [HEAD, HEAD.upper()])
    def test_the_merger_is_a_co_author_of_a_commit_of_the_branch(self, repo: SignedRepo, name: str) -> None:
        repo.branch()
        repo.write()
        repo.commit("Draft", signed=AUTHOR, coauthors=["nobody@example.org", name])
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("merge-authors", "Draft")]

    def test_a_co_author_hidden_from_git_among_other_text(self, repo: SignedRepo) -> None:
        repo.branch()
        repo.write()
        repo.commit(f"Draft\n\nco-AUTHORED-by :\n 合作者 <{HEAD}>\n\nMore text", signed=AUTHOR)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("merge-authors", "Draft")]

    def test_a_commit_of_the_branch_signed_by_another(self, repo: SignedRepo) -> None:
        draft(repo, signed="mishu-clerk")
        repo.merge(by=HEAD, signed=MERGER)
        assert git_calls_it_good(repo, "draft")
        assert found(repo) == [("merge-authors", "Draft")]

    def test_a_commit_of_the_branch_that_is_not_signed(self, repo: SignedRepo) -> None:
        draft(repo, signed="")
        repo.write(body="\n二稿。\n")
        repo.commit("Second draft", signed=AUTHOR)
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("merge-authors", "Draft")]

    def test_an_author_whom_nobody_knows(self, repo: SignedRepo) -> None:
        draft(repo, author="nobody@example.org")
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("merge-authors", "Draft")]

    def test_a_commit_of_the_branch_altered_after_signing(self, repo: SignedRepo) -> None:
        draft(repo)
        altered(repo, b"\n\nDraft", b"\n\nDraft, altered", branch="draft")
        repo.merge(by=HEAD, signed=MERGER)
        assert found(repo) == [("merge-authors", "Draft, altered")]
