"""Attacks on who wrote it: whoever changed an item may not approve it, however git is made to tell it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from approvals import SECRECY
from attack import (
    FOLDER,
    HEAD,
    NEXT,
    TOMORROW,
    another,
    approve,
    clean,
    draft,
    edit,
    refused,
    write,
)
from gongkai import judging
from gongkai.model import SetupError
from signed_repo import CLERK, ELDER, LANDED, TODAY, SignedRepo

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


def tree(repo: SignedRepo, *entries: str) -> str:
    """A tree of entries as `git ls-tree` prints them, in whatever order and under whatever names."""
    lines = (re.fullmatch(r"0?(\d+) \w+ (\w+)\t(.+)", entry) for entry in entries)
    data = b"".join(f"{line[1]} {line[3]}\0".encode() + bytes.fromhex(line[2]) for line in lines if line)
    file = str(repo.put(".git/tree", data))
    return repo.git("hash-object", "--literally", "-t", "tree", "-w", file).strip()


TREES: dict[str, Callable[[list[str], str], list[str]]] = {
    "a path for a name": lambda before, after: [*before, f"100644 blob {after}\titems/2026/00012.md"],
    "one name twice": lambda before, _: [*before, *before],
    "names out of order": lambda before, after: [*before, f"100644 blob {after}\ta.md"],
}


@pytest.mark.parametrize("how", TREES)
def test_the_head_writes_in_a_tree_that_git_would_not_write(repo: SignedRepo, how: str) -> None:
    """Git's log passes such an entry by, and the checkout and the merge have it all the same."""
    another(repo, "2026-00001")
    repo.branch()
    repo.write()
    repo.approve()
    blob = repo.git("hash-object", "-w", str(repo.path())).strip()
    top, inside = (repo.git("ls-tree", name).splitlines() for name in ("main", "main:content"))
    content = tree(repo, *TREES[how](inside, blob))
    whole = tree(repo, *(re.sub(r"\w+(?=\tcontent$)", content, entry) for entry in top))
    commit = repo.git("commit-tree", whole, "-p", "main", "-m", "Draft", by=HEAD).strip()
    with pytest.raises(SetupError, match="git 自己不会写的目录"):
        judging.check(repo.root, judging.span(repo.root, "main", commit), TODAY)
