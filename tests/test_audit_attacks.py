"""Ways onto the main line that `git verify-commit` calls good or says nothing of; each is refused.

Every story is told by real git with real signatures: docs/evidence.md, part 4.
"""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

import system_approvals
from approvals import DOMAIN, HEADS, SECRECY
from gongkai.auditing import audit
from gongkai.sources import clock
from signed_repo import CLERK, ELDER, LANDED, TODAY, SignedRepo

AUTHOR, MERGER = "zonghe-clerk", "zhifa-head"
HEAD = HEADS["执法监督科"]
OTHER = "2026-00013"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten in the morning of the day of landing."""
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(f"{TODAY}T10:00:00+08:00"))


def found(repo: SignedRepo, since: str | None = None) -> list[tuple[str, str]]:
    """Every finding: the rule and the commit, by its subject."""
    return sorted((each.rule, subject(repo, each.path)) for each in audit(repo.root, since).findings)


def subject(repo: SignedRepo, path: str) -> str:
    return repo.git("log", "-1", "--format=%s", path.removeprefix("commit:")).strip()


def git_calls_it_good(repo: SignedRepo, commit: str = "main") -> bool:
    """What stock git says to the signature, with the same list of keys."""
    signers = repo.root / "policy/allowed_signers"
    command = [
        "git",
        "-C",
        str(repo.root),
        "-c",
        f"gpg.ssh.allowedSignersFile={signers}",
        "verify-commit",
        commit,
    ]
    utc = {**os.environ, "TZ": "UTC"}  # elsewhere git and ssh-keygen may differ by the hour of summer time
    return subprocess.run(command, env=utc, capture_output=True, check=False).returncode == 0


def draft(repo: SignedRepo, *, signed: str = AUTHOR, author: str = CLERK, name: str = "draft") -> None:
    """A clerk's item on a branch, signed by the clerk."""
    repo.branch(name, "main")
    repo.write()
    repo.commit("Draft", author=author, signed=signed)


def approved(repo: SignedRepo) -> None:
    """A clerk's item with its approvals, committed by the head of the department and the secrecy office."""
    draft(repo)
    repo.approve(role="issuer")
    repo.approve(role="publisher")
    repo.commit("Approve", author=HEADS["综合统计科"], signed="zonghe-head")
    repo.approve(role="secrecy")
    repo.commit("Review", author=SECRECY, signed="baomi")


def other(repo: SignedRepo) -> None:
    """Meanwhile another item lands in good order."""
    repo.branch("other", "main")
    repo.write(OTHER)
    repo.commit("Other", signed=AUTHOR)
    repo.merge("other", by=HEAD, signed=MERGER, at="2026-03-19T09:00:00+08:00")


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
        edit(repo, "policy/people.yml", "policy]", "policy, secrecy]", hidden=False)
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


def change_keys(repo: SignedRepo) -> None:
    """A change of the keys on a branch."""
    repo.branch("keys", "main")
    edit(repo, "policy/allowed_signers", "# Whose keys", "# Whose keys too", hidden=False)
    repo.commit("Change the keys", at=LANDED, signed=AUTHOR)


def edit(repo: SignedRepo, path: str, find: str, put: str, *, hidden: bool = True) -> None:
    """Change a file of the policy as it is read; `hidden`, so that no commit takes it along."""
    file = repo.root / path
    text = file.read_text(encoding="utf-8")
    assert find in text
    file.write_text(text.replace(find, put), encoding="utf-8")
    if hidden:
        repo.git("update-index", "--assume-unchanged", path)


def retire(repo: SignedRepo, office: str, moment: str) -> None:
    """End the time of an office's key."""
    line = f'\n{office}@{DOMAIN} namespaces="'
    edit(repo, "policy/allowed_signers", line, line.replace("names", f'valid-before="{moment}",names'))


def conflict(repo: SignedRepo) -> None:
    """The same item on main and, in other words, on a branch."""
    draft(repo)
    repo.branch("first", "main")
    repo.write(body="\n另一种说法。\n")
    repo.commit("First", signed=AUTHOR)
    repo.merge("first", by=HEAD, signed=MERGER, at="2026-03-19T09:00:00+08:00")


def evil(repo: SignedRepo) -> None:
    """Merge the draft, with a word changed in the merge commit itself."""
    repo.merge(by=HEAD, signed=MERGER)
    repo.write(body="\n夹带。\n")
    repo.git("add", "--all")
    repo.git("reset", "--quiet", "--soft", "main~1")
    by_hand(repo, "Merge draft", "main", "draft")


def by_hand(repo: SignedRepo, message: str, *parents: str) -> None:
    """A signed merge of what is in the index, whatever that is; main goes there."""
    tree = repo.git("write-tree").strip()
    how = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={repo.key_file(MERGER)}"]
    given = [option for parent in parents for option in ("-p", parent)]
    made = repo.git(*how, "commit-tree", "-S", *given, "-m", message, tree, at=LANDED, by=HEAD)
    repo.git("reset", "--quiet", "--hard", made.strip())


def altered(repo: SignedRepo, find: bytes, put: bytes, branch: str = "main") -> None:
    """Put in place of a branch's head the same commit object, some bytes of it changed."""
    old = repo.git("cat-file", "commit", branch).encode()
    assert find in old
    file = repo.put(".git/altered", old.replace(find, put))
    new = repo.git("hash-object", "-t", "commit", "-w", str(file)).strip()
    repo.git("update-ref", f"refs/heads/{branch}", new)
