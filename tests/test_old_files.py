"""A file as it was at some commit: the bytes, or nothing."""

from __future__ import annotations

import pytest

from gongkai.sources.git.objects import file_reader
from signed_repo import SignedRepo

NAMES = ("附表 一.csv", "a.csv", "(1) 100%~^{}@{0}.csv", "-p.csv", "a missing")


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_are_those_of_the_commit(repo: SignedRepo, name: str) -> None:
    path = f"content/items/2026/00012/{name}"
    repo.put(path, b"first\n\0")
    repo.commit("First")
    commit = repo.git("rev-parse", "HEAD").strip()
    repo.put(path, b"second")
    repo.commit("Second")
    read = file_reader(repo.root, 100)
    assert read(commit, path) == b"first\n\0"
    assert read(f"{commit}~1", path) is None
    assert read(commit, path) == b"first\n\0"


def test_what_is_larger_than_allowed_is_not_read_and_the_next_one_is(repo: SignedRepo) -> None:
    repo.put("content/large", b"x" * 1_000_000)
    repo.put("content/small", b"small")
    repo.commit("Both")
    commit = repo.git("rev-parse", "HEAD").strip()
    read = file_reader(repo.root, 999_999)
    assert read(commit, "content/large") is None
    assert read(commit, "content/small") == b"small"
