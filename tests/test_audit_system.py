"""Ways to change keys, policy or code on the main line without the two approvals; each is refused."""

from __future__ import annotations

import pytest

import system_approvals
from gongkai.auditing import audit
from landings import HEAD, MERGER, change_keys, draft, edit, found, git_calls_it_good
from signed_repo import LANDED, SignedRepo

pytestmark = pytest.mark.usefixtures("day_of_landing")


class TestSystem:
    """Who may change the keys could approve everything."""

    def test_keys_changed_by_a_direct_push(self, repo: SignedRepo) -> None:
        change_keys(repo)
        repo.git("checkout", "--quiet", "main")
        repo.git("merge", "--quiet", "--ff-only", "keys")
        assert found(repo) == [("system-change", "Change the keys")]

    def test_keys_changed_by_a_signed_merge_without_approvals(self, repo: SignedRepo) -> None:
        change_keys(repo)
        repo.merge("keys", by=HEAD, signed=MERGER)
        assert git_calls_it_good(repo)
        assert found(repo) == [("system-change", "Merge keys")]

    def test_keys_changed_after_they_were_approved(self, repo: SignedRepo) -> None:
        change_keys(repo)
        system_approvals.approve(repo)
        repo.commit("Approve the keys", at=LANDED)
        edit(repo, "policy/allowed_signers", "# Whose keys", "# And whose keys", hidden=False)
        repo.commit("One more", at=LANDED)
        repo.merge("keys", by=HEAD, signed=MERGER)
        assert {rule for rule, _ in found(repo)} == {"system-change"}

    def test_keys_slipped_in_beside_an_item(self, repo: SignedRepo) -> None:
        edit(repo, "policy/allowed_signers", "# Whose keys", "# And whose keys", hidden=False)
        draft(repo)
        repo.merge(by=HEAD, signed=MERGER)
        assert ("system-change", "Merge draft") in found(repo)

    def test_a_policy_that_took_the_rule_away_first(self, repo: SignedRepo) -> None:
        """The change is judged by the policy before it; but what is an error, by the one that stands."""
        edit(repo, "policy/people.yml", "leader]", "leader, secrecy]", hidden=False)
        repo.commit("Push", at=LANDED)
        assert found(repo) == [("system-change", "Push")]

    def test_a_policy_that_cannot_be_read_approves_nothing(self, repo: SignedRepo) -> None:
        edit(repo, "policy/policy.yml", "starts_on:", "begins_on:", hidden=False)
        repo.commit("Break", at=LANDED)
        edit(repo, "policy/policy.yml", "begins_on:", "starts_on:", hidden=False)
        repo.commit("Mend", at=LANDED)
        assert found(repo) == [("system-change", "Break"), ("system-change", "Mend")]
        assert "starts_on" in audit(repo.root).findings[1].message.zh

    def test_an_approval_with_a_key_lost_before_it_landed(self, repo: SignedRepo) -> None:
        retired = f'\n{system_approvals.OFFICE} namespaces="'
        edit(
            repo,
            "policy/allowed_signers",
            retired,
            retired.replace("names", 'valid-before="20260101000000Z",names'),
            hidden=False,
        )
        repo.git("commit", "--quiet", "--amend", "--all", "--no-edit")
        change_keys(repo)
        system_approvals.approve(repo)
        repo.commit("Approve the keys", at=LANDED)
        repo.merge("keys", by=HEAD, signed=MERGER)
        assert {rule for rule, _ in found(repo)} == {"system-change"}
