"""Attacks on what is public already: changed in place, rolled back, withdrawn without a signature."""

from __future__ import annotations

from typing import Any

import pytest

from attack import (
    NEXT,
    TOMORROW,
    approve,
    clean,
    draft,
    propose,
    refused,
    revise,
    write,
)
from signed_repo import TODAY, SignedRepo


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
    "withdrawn, and by the way another title": (
        {"withdrawn": {"date": "2026-03-25", "kind": "废止", "reason": "过时"}, "changes": None},
        "change-note",
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


def test_a_first_publication_remembered_only_after_it_was_late(repo: SignedRepo) -> None:
    """Else the fact that it was late would be gone, and without the consent of the leading group's office."""
    draft(repo, created="2025-12-01", late={"reason": "会签迟了"})
    approve(repo)
    repo.merge()
    repo.git("branch", "--quiet", "-D", "draft")
    clean(repo)
    propose(repo, created="2025-12-01", first_published={"date": "2025-12-02", "where": "门户网站"})
    refused(repo, "revision", today=TOMORROW)
