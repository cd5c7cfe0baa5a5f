"""gongkai approve: a real key, a real ssh-keygen, and not a byte changed beside the approval."""

from __future__ import annotations

from pathlib import Path

import pytest

import approvals
from approvals import HEADS, SECRECY
from command import Command, approve
from signed_repo import SignedRepo

HEAD = HEADS["综合统计科"]
ITEM = "content/items/2026/00012.md"


@pytest.mark.usefixtures("draft")
def test_three_approvals_make_an_item_public(repo: SignedRepo, gongkai: Command) -> None:
    for role, by in [("issuer", HEAD), ("secrecy", SECRECY), ("publisher", HEAD)]:
        done = approve(repo, gongkai, role, by)
        assert done.code == 0
        assert done.out.startswith(f"{ITEM}: {by} 已批准（")
        assert done.err == ""
    assert gongkai("check").code == 0
    assert gongkai("verify", "2026-00012").code == 0


def test_every_other_byte_stays_as_it_was(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    data = draft.read_bytes().replace(b"---\n\n", "# 注\n---\n\n---\napprovals:\n末行没有换行".encode())
    draft.write_bytes(data)
    before = approvals.parts(data)
    for role, by in [("secrecy", SECRECY), ("issuer", HEAD), ("secrecy", SECRECY)]:
        assert approve(repo, gongkai, role, by).code == 0
        assert approvals.parts(draft.read_bytes())[::2] == before[::2]
    given = approvals.read_fields(draft.read_bytes())["approvals"]
    assert [each["role"] for each in given] == ["secrecy", "issuer"]


def test_the_time_is_now_in_china_or_as_given(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    approve(repo, gongkai, "issuer", HEAD)
    approve(repo, gongkai, "secrecy", SECRECY, "--at", "2026-03-20T01:30:00+00:00")
    approve(repo, gongkai, "publisher", HEAD, "--at", "2026-03-20T09:30:00")
    times = [each["at"] for each in approvals.read_fields(draft.read_bytes())["approvals"]]
    assert times == ["2026-03-20T10:00:00+08:00", "2026-03-20T01:30:00+00:00", "2026-03-20T09:30:00+08:00"]
    assert repo.check() == ()


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    "item", [ITEM, "2026-00012", "00000000-0/2026-00012", "./content/../content/items/2026/00012.md"]
)
def test_an_item_is_named_by_file_or_number(repo: SignedRepo, gongkai: Command, item: str) -> None:
    key = repo.key_file("baomi")
    assert gongkai("approve", item, "--role", "secrecy", "--as", SECRECY, "--key", key).code == 0


@pytest.mark.parametrize(
    "item", ["content/items/2026/00012", "content/items/2026/00012/index.md", "2026-00012"]
)
def test_an_item_with_attachments_may_be_named_by_its_folder(
    repo: SignedRepo, gongkai: Command, item: str
) -> None:
    repo.write(folder=True)
    key = repo.key_file("baomi")
    assert gongkai("approve", item, "--role", "secrecy", "--as", SECRECY, "--key", key).code == 0


@pytest.mark.usefixtures("draft")
def test_office_and_key_may_come_from_the_environment(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_AS", SECRECY)
    monkeypatch.setenv("GONGKAI_KEY", str(repo.key_file("baomi")))
    assert gongkai("approve", ITEM, "--role", "secrecy").code == 0


def test_a_stale_approval_gives_way_to_a_new_one(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    repo.approve()
    repo.commit("Approve", author=HEAD)
    draft.write_bytes(draft.read_bytes().replace("平稳".encode(), "向好".encode()))
    repo.commit("Change")
    assert [finding.rule for finding in repo.check()] == ["bad-signature"]
    for role, by in [("publisher", HEAD), ("issuer", HEAD), ("secrecy", SECRECY)]:
        assert approve(repo, gongkai, role, by).code == 0
    assert repo.check() == ()


def test_who_approved_and_committed_it_may_approve_again(
    repo: SignedRepo, gongkai: Command, draft: Path
) -> None:
    """Also where somebody took the stale approvals out with the change that made them stale."""
    assert approve(repo, gongkai, "secrecy", SECRECY).code == 0
    repo.commit("Approve", author=SECRECY)
    repo.write(title="另一个标题")
    repo.commit("Change, and take out what no longer holds")
    assert b"approvals:" not in draft.read_bytes()
    assert approve(repo, gongkai, "secrecy", SECRECY).code == 0


def test_the_private_key_may_be_in_an_agent(
    repo: SignedRepo, gongkai: Command, draft: Path, agent: Path
) -> None:
    assert b"approvals:" not in draft.read_bytes()
    assert approve(repo, gongkai, "secrecy", SECRECY, key=agent).code == 0
    assert [finding.message.en for finding in repo.check()] == ["missing approval: issuer, publisher"]
