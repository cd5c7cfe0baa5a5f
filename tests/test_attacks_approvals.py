"""Attacks on who approves, and when: missing roles, other offices, lateness and its lane."""

from __future__ import annotations

from typing import Any

import pytest

from approvals import DOMAIN, HEADS, LEADING, SECRECY
from attack import (
    HEAD,
    approve,
    clean,
    draft,
    refused,
    rewrite,
    write,
)
from signed_repo import LANDED, SignedRepo

LAWS = HEADS["执法监督科"]
LATE = "2026-02-01"


def signed(repo: SignedRepo, *roles: str, at: str = LANDED) -> None:
    """Only these roles approve."""
    for role in roles:
        repo.approve(role=role, at=at)
    repo.commit("Approve", author=HEAD)


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


def test_late(approved: SignedRepo) -> None:
    rewrite(approved, "created: '2026-03-20'", f"created: {LATE}")
    refused(approved, "late")


LANES: dict[str, tuple[dict[str, Any], list[str], str]] = {
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
