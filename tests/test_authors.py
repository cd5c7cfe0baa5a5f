"""Who wrote an item: everybody whose commits changed what approvals cover."""

from __future__ import annotations

from approvals import HEADS, SECRECY
from signed_repo import CLERK, INDEX, SignedRepo

FLAT = "content/items/2026/00012.md"
HEAD = HEADS["综合统计科"]


def test_everyone_who_committed_content_and_whom_they_name(repo: SignedRepo) -> None:
    repo.write(folder=True)
    repo.commit("Draft", author="A@X.example", coauthors=["B@x.example", "c@x.example"])
    repo.put("content/items/2026/00012/data.csv", "x\n")
    repo.commit("Data", author="d@x.example")
    assert repo.authors() == {INDEX: {f"{name}@x.example" for name in "abcd"}}


def test_a_merge_is_no_authorship(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.merge(by=SECRECY)
    assert repo.authors() == {INDEX: {CLERK}}


def test_other_items_have_other_authors(repo: SignedRepo) -> None:
    repo.write("2026-00013")
    repo.commit("Another", author=SECRECY)
    repo.write()
    repo.commit("Draft")
    assert repo.authors() == {INDEX: {CLERK}, "2026-00013": {SECRECY}}


def test_approvals_alone_are_no_authorship(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Draft")
    repo.approve()
    repo.commit("Approve", author=HEAD)
    assert repo.authors(HEAD) == {INDEX: {CLERK}}


def test_approvals_and_a_word_more_are_authorship(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Draft")
    repo.write(title="另一个标题")
    repo.approve()
    repo.commit("Approve", author=HEAD)
    assert repo.authors(HEAD) == {INDEX: {CLERK, HEAD}}


def test_approvals_and_an_attachment_are_authorship(repo: SignedRepo) -> None:
    repo.write(folder=True)
    repo.commit("Draft")
    repo.approve()
    repo.put("content/items/2026/00012/data.csv", "x\n")
    repo.commit("Approve", author=HEAD)
    assert repo.authors(HEAD) == {INDEX: {CLERK, HEAD}}


def test_a_change_and_its_undoing_are_authorship(repo: SignedRepo) -> None:
    file = repo.write()
    repo.commit("Draft")
    before = file.read_bytes()
    file.write_bytes(before.replace("平稳".encode(), "向好".encode()))
    repo.commit("Change", author=HEAD)
    file.write_bytes(before)
    repo.commit("Undo")
    assert repo.authors(HEAD) == {INDEX: {CLERK, HEAD}}


def test_the_co_author_of_an_approval_is_not_taken_for_an_approver(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Draft")
    repo.approve()
    repo.commit("Approve", author=HEAD, coauthors=["stranger@x.example"])
    assert repo.authors(HEAD) == {INDEX: {CLERK, "stranger@x.example"}}


def test_a_file_that_was_no_item_yet_counts_as_content(repo: SignedRepo) -> None:
    repo.put(FLAT, "a note\n")
    repo.commit("Draft")
    repo.write()
    repo.commit("Form", author=HEAD)
    assert repo.authors(HEAD) == {INDEX: {CLERK, HEAD}}


def test_on_a_branch_that_has_not_landed_too(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft", author=SECRECY)
    assert repo.authors() == {INDEX: {SECRECY}}


def test_a_mailmap_in_the_request_renames_nobody(repo: SignedRepo) -> None:
    repo.write()
    repo.put(".mailmap", f"Somebody <nobody@x.example> <{CLERK}>\n")
    repo.commit("Draft")
    assert repo.authors() == {INDEX: {CLERK}}
