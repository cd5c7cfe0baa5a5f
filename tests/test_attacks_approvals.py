"""Attacks on who approves, when, and for which revision: self-approval, lateness, and the line of revisions."""

from __future__ import annotations

from typing import Any

import pytest

from approvals import DOMAIN, HEADS, LEADING, SECRECY
from attack import (
    FOLDER,
    HEAD,
    NEXT,
    TOMORROW,
    approve,
    clean,
    draft,
    edit,
    propose,
    refused,
    revise,
    rewrite,
    write,
)
from signed_repo import CLERK, ELDER, LANDED, TODAY, SignedRepo

LAWS = HEADS["执法监督科"]
LATE = "2026-02-01"


def signed(repo: SignedRepo, *roles: str, at: str = LANDED) -> None:
    """Only these roles approve."""
    for role in roles:
        repo.approve(role=role, at=at)
    repo.commit("Approve", author=HEAD)


# Who approves.


@pytest.mark.parametrize("missing", ["issuer", "secrecy", "publisher"])
def test_a_role_that_is_missing(repo: SignedRepo, missing: str) -> None:
    draft(repo)
    signed(repo, *({"issuer", "secrecy", "publisher"} - {missing}))
    refused(repo, "unsigned")


def test_an_item_that_nobody_signed(repo: SignedRepo) -> None:
    draft(repo)
    refused(repo, "unsigned")
    repo.merge()
    refused(repo, "unsigned")


def test_approvals_taken_out_on_main(public: SignedRepo) -> None:
    write(public)
    public.commit("Without approvals")
    refused(public, "revision", "unsigned")


OTHER_HEADS = {
    "the head of another department signs it": ("issuer", LAWS, "signer"),
    "another department publishes it": ("publisher", LAWS, "routing"),
    "the leading group's office signs it": ("issuer", LEADING, "signer"),
    "the secrecy office publishes it": ("publisher", SECRECY, "signer"),
    "the head reviews its secrecy": ("secrecy", HEAD, "signer"),
}


@pytest.mark.parametrize("how", OTHER_HEADS)
def test_an_office_signs_what_is_not_its_own(repo: SignedRepo, how: str) -> None:
    role, by, rule = OTHER_HEADS[how]
    draft(repo)
    signed(repo, *({"issuer", "secrecy", "publisher"} - {role}))
    repo.approve(role=role, by=by)
    refused(repo, rule)


def test_one_person_in_two_roles_that_the_policy_keeps_apart(approved: SignedRepo) -> None:
    people, signers = (approved.root / "policy" / name for name in ("people.yml", "allowed_signers"))
    people.write_text(people.read_text().replace("roles: [secrecy]", "roles: [secrecy, issuer, publisher]"))
    signers.write_text(
        signers.read_text().replace('s="gongkai-secrecy', f's="gongkai-publisher@{DOMAIN},gongkai-secrecy')
    )
    people.write_text(
        people.read_text().replace(
            "department: 秘书科, position: 保密", "department: 综合统计科, position: 保密"
        )
    )
    clean(approved)
    write(approved)
    signed(approved, "issuer", "secrecy")
    approved.approve(role="publisher", by=SECRECY)
    refused(approved, "signer")


# Who wrote it.


AUTHORS: dict[str, dict[str, Any]] = {
    "under her own address": {"author": HEAD},
    "under her address in capitals": {"author": HEAD.upper()},
    "under another address of hers": {"author": "head.of.statistics@example.org"},
    "as a co-author": {"coauthors": ["x@x.example", HEAD]},
}


@pytest.mark.parametrize("how", AUTHORS)
def test_the_head_approves_what_she_wrote(repo: SignedRepo, how: str) -> None:
    repo.branch()
    write(repo)
    repo.commit("Draft", **AUTHORS[how])
    approve(repo)
    refused(repo, "self-approval")


MESSAGES = {
    "without angle brackets": f"Draft\n\nCo-authored-by: 科长 {HEAD}",
    "in small letters and over two lines": f"Draft\n\nco-authored-by: 科长\n <{HEAD}>",
    "not at the end, as a squash leaves it": f"Draft (#1)\n\n* Draft\n\nCo-authored-by: 科长 <{HEAD}>\n\n* Typo",
    "among other trailers": f"Draft\n\nReviewed-by: x <x@x.example>\nCo-Authored-By: 科长 <{HEAD}>\nSigned-off-by: y <y@y>",
}


@pytest.mark.parametrize("how", MESSAGES)
def test_a_co_author_named(repo: SignedRepo, how: str) -> None:
    draft(repo, MESSAGES[how])
    approve(repo)
    refused(repo, "self-approval")


def test_the_head_slips_a_word_in_with_her_approval(repo: SignedRepo) -> None:
    draft(repo)
    edit(repo, "总体平稳", "总体向好")
    approve(repo)
    refused(repo, "self-approval")


def test_the_head_swaps_the_attachment_with_her_approval(repo: SignedRepo) -> None:
    draft(repo)
    repo.put(f"{FOLDER}/data.csv", "x\n")
    repo.commit("Data", author=HEAD)
    write(repo)
    repo.commit("Back again")
    approve(repo)
    refused(repo, "self-approval")


def test_the_secrecy_office_reviews_what_it_wrote(repo: SignedRepo) -> None:
    repo.branch()
    write(repo)
    repo.commit("Draft", author=SECRECY)
    approve(repo)
    refused(repo, "self-approval")


def evil_merge(repo: SignedRepo) -> None:
    """The head merges main into the draft, and writes the text while at it."""
    draft(repo, title="一个标题")
    repo.git("checkout", "--quiet", "main")
    repo.commit("Something else")
    repo.git("checkout", "--quiet", "draft")
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "main")
    write(repo)
    repo.commit("Merge main", author=HEAD)


def test_the_head_writes_in_a_merge(repo: SignedRepo) -> None:
    evil_merge(repo)
    approve(repo)
    refused(repo, "self-approval")


def test_the_head_writes_in_a_merge_and_a_clerk_writes_the_same_later(repo: SignedRepo) -> None:
    evil_merge(repo)
    write(repo, title="一个标题")
    repo.commit("Away")
    write(repo)
    repo.commit("And back")
    approve(repo)
    refused(repo, "self-approval")


def test_a_merge_without_words_of_its_own_makes_nobody_an_author(repo: SignedRepo) -> None:
    """The control of the two above."""
    draft(repo)
    repo.git("checkout", "--quiet", "main")
    repo.commit("Something else")
    repo.merge("main", by=HEAD, into="draft")
    approve(repo)
    clean(repo)


def squash(repo: SignedRepo, by: str, coauthors: tuple[str, ...] = ()) -> None:
    """All that the draft's commits said of their authors is gone, but for what this one names."""
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--squash", "draft")
    repo.commit("Draft (#1)", at=LANDED, author=by, coauthors=coauthors)


def test_a_squash_by_who_approved(approved: SignedRepo) -> None:
    squash(approved, HEAD)
    refused(approved, "self-approval")


def test_a_squash_that_names_an_approver_as_co_author(approved: SignedRepo) -> None:
    squash(approved, ELDER, (CLERK, HEAD))
    refused(approved, "self-approval")


def test_a_squash_that_drops_the_sign_off(approved: SignedRepo) -> None:
    write(approved)
    approved.commit("Drop")
    squash(approved, ELDER)
    refused(approved, "unsigned")


def test_a_squash_by_a_third_keeps_what_the_file_proves(approved: SignedRepo) -> None:
    """Who wrote it, git no longer knows: the merge audit refuses squashes (rule direct-push)."""
    squash(approved, ELDER)
    clean(approved)


def test_a_commit_under_a_clerks_name(repo: SignedRepo) -> None:
    """What git cannot prove, a name in a commit: the audit asks whose key signed it (rule merge-authors)."""
    repo.branch()
    write(repo)
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "-m", "Draft", f"--author=Clerk <{CLERK}>", by=HEAD)
    approve(repo)
    clean(repo)


def test_a_change_and_its_undoing_cannot_make_a_public_item_refused(public: SignedRepo) -> None:
    """An attack on the catalogue: a commit in the head's name that leaves no trace in the file."""
    before = public.path().read_bytes()
    public.branch()
    edit(public, "总体平稳", "总体向好")
    public.commit("Edit", author=HEAD)
    public.path().write_bytes(before)
    public.commit("Undo", author=HEAD)
    clean(public)
    public.merge(at=NEXT)
    clean(public, TOMORROW)


# When.


def test_late(approved: SignedRepo) -> None:
    rewrite(approved, "created: '2026-03-20'", f"created: {LATE}")
    refused(approved, "late")


LANES = {
    "by a reason alone": ({"late": {"reason": "系统故障"}}, ["issuer", "secrecy", "publisher"], "unsigned"),
    "by a consent alone": ({}, ["issuer", "secrecy", "publisher", "late"], "late"),
}


@pytest.mark.parametrize("how", LANES)
def test_the_late_lane_opened(repo: SignedRepo, how: str) -> None:
    said, roles, rule = LANES[how]
    draft(repo, created=LATE, **said)
    for role in roles:
        repo.approve(role=role, by=LEADING if role == "late" else "")
    refused(repo, rule)


def test_the_late_lane_opened_by_a_head(repo: SignedRepo) -> None:
    draft(repo, created=LATE, late={"reason": "系统故障"})
    signed(repo, "issuer", "secrecy", "publisher")
    honest = repo.path().read_bytes()
    repo.approve(role="late")
    clean(repo)
    repo.path().write_bytes(honest)
    repo.approve(role="late", by=HEAD)
    refused(repo, "signer")


def test_approved_before_it_was_made(repo: SignedRepo) -> None:
    draft(repo)
    approve(repo, at="2026-03-19T23:59:59+08:00")
    refused(repo, "created")


def test_approved_in_the_future(repo: SignedRepo) -> None:
    draft(repo)
    approve(repo, at="2026-03-21T00:00:00+08:00")
    refused(repo, "created")


def test_approved_after_landing(repo: SignedRepo) -> None:
    draft(repo, created="2026-03-10")
    approve(repo, at="2026-03-20T09:00:00+08:00")
    repo.merge(at="2026-03-19T09:00:00+08:00")
    refused(repo, "created")


def test_made_in_the_future(approved: SignedRepo) -> None:
    rewrite(approved, "created: '2026-03-20'", "created: 2026-03-21")
    refused(approved, "created")


# Which revision.


def test_the_next_revision_in_due_form_passes(public: SignedRepo) -> None:
    """The control of all below."""
    revise(public)
    clean(public, TOMORROW)
    revise(public, 3, at="2026-03-26T09:00:00+08:00")
    clean(public, TOMORROW.replace(day=26))


NOTE = {"date": "2026-03-25", "kind": "更正", "note": "第2版"}
REVISIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a number skipped": ({"revision": "3", "title": "改"}, "revision"),
    "nothing changed": ({"title": "2026年1至2月全市主要经济指标"}, "revision"),
    "no note of the change": ({"changes": None}, "change-note"),
    "two notes for one change": ({"changes": [NOTE, {**NOTE, "note": "又一"}]}, "change-note"),
    "a later date of creation": ({"created": "2026-03-24"}, "revision"),
    "an earlier date of creation": ({"created": "2026-03-10"}, "revision"),
    "a change in the future": ({"changes": [{**NOTE, "date": "2026-03-26"}]}, "change-note created"),
    "the change before the item": ({"changes": [{**NOTE, "date": "2026-03-19"}]}, "change-note"),
    "withdrawn, but the text changed too": (
        {"withdrawn": {"date": "2026-03-25", "kind": "废止", "reason": "过时"}, "body": "\n另一正文。\n"},
        "withdrawal",
    ),
    "taken back by law, but the text is left": (
        {"withdrawn": {"date": "2026-03-25", "kind": "依法撤回", "reason": "误公开"}},
        "withdrawal",
    ),
    "replaced by what does not say so": (
        {
            "withdrawn": {"date": "2026-03-25", "kind": "被替代", "reason": "新文"},
            "replaced_by": "2026-00013",
        },
        "replacement",
    ),
}


@pytest.mark.parametrize("how", REVISIONS)
def test_a_next_revision_with(public: SignedRepo, how: str) -> None:
    said, rules = REVISIONS[how]
    propose(public, **said)
    refused(public, *rules.split(), today=TOMORROW)


def test_a_landed_text_used_again_with_a_later_date(public: SignedRepo) -> None:
    public.branch()
    write(public, created="2026-03-25", title="另一条信息")
    public.commit("Reuse")
    approve(public, at=NEXT)
    refused(public, "created", "revision", today=TOMORROW)
    public.merge(at=NEXT)
    refused(public, "created", "revision", today=TOMORROW)


def test_the_approvals_of_a_landed_revision_replaced(public: SignedRepo) -> None:
    write(public)
    approve(public, at="2026-03-20T10:00:00+08:00")
    refused(public, "revision")


def test_a_rollback_to_an_older_approved_revision(public: SignedRepo) -> None:
    first = public.path().read_bytes()
    revise(public)
    public.branch()
    public.path().write_bytes(first)
    public.commit("Restore")
    refused(public, "revision", today=TOMORROW)
    public.merge(at=NEXT)
    refused(public, "revision", today=TOMORROW)


def test_an_older_note_edited(public: SignedRepo) -> None:
    revise(public)
    notes = [{**NOTE, "note": "没有的事"}, {**NOTE, "note": "第3版"}]
    revise(public, 3, changes=notes)
    refused(public, "change-note", today=TOMORROW)


def test_a_withdrawal_that_nobody_signed(public: SignedRepo) -> None:
    public.branch()
    write(public, revision="2", withdrawn={"date": "2026-03-20", "kind": "废止", "reason": "过时"})
    public.commit("Withdraw")
    refused(public, "unsigned")
    approve(public)
    clean(public)


def test_a_withdrawal_undone(public: SignedRepo) -> None:
    end = {"date": "2026-03-25", "kind": "废止", "reason": "过时"}
    revise(public, withdrawn=end, changes=None, title="2026年1至2月全市主要经济指标")
    clean(public, TOMORROW)
    revise(public, 3, changes=[{**NOTE, "note": "恢复"}])
    refused(public, "withdrawal", today=TOMORROW)


def test_a_withdrawal_of_what_was_never_public(repo: SignedRepo) -> None:
    draft(repo, withdrawn={"date": TODAY.isoformat(), "kind": "废止", "reason": "过时"})
    approve(repo)
    refused(repo, "withdrawal")
