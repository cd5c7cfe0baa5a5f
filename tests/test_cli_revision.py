"""gongkai verify and statement with --revision: what has landed is read from git, whatever the file now says."""

from __future__ import annotations

import re

import pytest
import rfc8785

from approvals import HEADS, Approval
from command import Command
from signed_repo import INDEX, LANDED, SignedRepo

HEAD = HEADS["综合统计科"]
NOTE = {"date": "2026-03-20", "kind": "更正", "note": "数字有误"}


@pytest.fixture
def first(repo: SignedRepo) -> bytes:
    """Revision 1 landed; revision 2, is a draft that nobody has approved."""
    repo.write()
    repo.approve()
    repo.commit("Publish", at=LANDED)
    data = repo.path().read_bytes()
    repo.branch()
    repo.write(body="\n更正后的正文。\n", revision="2", changes=[NOTE])
    repo.commit("Draft")
    return data


def test_a_landed_revision_is_verified_while_the_file_goes_on(gongkai: Command, first: bytes) -> None:
    assert gongkai("verify", INDEX).code == 1
    done = gongkai("verify", INDEX, "--revision", "1")
    assert (done.code, done.out.count("有效  "), first.count(b"sig:")) == (0, 3, 3)
    assert done.out.count(f"gongkai statement {INDEX} --revision 1 --role ") == 6


def test_its_statement_is_what_was_signed_then(gongkai: Command, first: bytes) -> None:
    done = gongkai("statement", INDEX, "--revision", "1", "--role", "issuer")
    expected = rfc8785.dumps(Approval("issuer", HEAD, LANDED).statement(first, INDEX))
    assert (done.code, done.out.encode()) == (0, expected)


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("number", ["2", "3"])
@pytest.mark.parametrize("command", [["verify", INDEX], ["statement", INDEX, "--role", "issuer"]])
def test_what_has_not_landed_is_no_revision(gongkai: Command, command: list[str], number: str) -> None:
    done = gongkai(*command, "--revision", number)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(rf"gongkai: .*主分支上没有第 {number} 版.*\n", done.err)


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_a_revision_is_a_number_from_one(gongkai: Command, number: str) -> None:
    assert gongkai("verify", INDEX, "--revision", number).code == 2


def test_a_landed_revision_pushed_past_the_gate_is_bad(repo: SignedRepo, gongkai: Command) -> None:
    repo.write()
    repo.approve()
    repo.commit("Publish", at=LANDED)
    repo.path().write_bytes(repo.path().read_bytes().replace(b"revision: '1'", b"revision: '2'"))
    repo.commit("Push")
    done = gongkai("verify", INDEX, "--revision", "2")
    assert (done.code, done.out.count("无效  ")) == (1, 3)
    assert gongkai("verify", INDEX, "--revision", "1").code == 0
