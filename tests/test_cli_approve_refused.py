"""gongkai approve, refused: by the rules or for want of a key; then the file is as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from approvals import HEADS, SECRECY
from command import Command, approve
from signed_repo import CLERK, SignedRepo

HEAD = HEADS["综合统计科"]
ITEM = "content/items/2026/00012.md"


REFUSED = {
    "a clerk": (["issuer", CLERK], "signer"),
    "another department": (["issuer", HEADS["秘书科"]], "signer"),
    "the wrong publisher": (["publisher", HEADS["秘书科"]], "routing"),
    "a role that is not theirs": (["issuer", SECRECY], "signer"),
    "a time in the future": (["secrecy", SECRECY, "--at", "2026-03-21T10:00:00+08:00"], "created"),
    "a time before the item": (["secrecy", SECRECY, "--at", "2026-03-19T10:00:00+08:00"], "created"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_rules_refuse_is_not_written(
    repo: SignedRepo, gongkai: Command, draft: Path, name: str
) -> None:
    (role, by, *more), rule = REFUSED[name]
    before = draft.read_bytes()
    done = approve(repo, gongkai, role, by, *more)
    assert (done.code, draft.read_bytes()) == (1, before)
    assert f"error[{rule}]" in done.out
    assert done.err == f"{ITEM}: 没有批准，文件未改动 (not approved; the file is as it was)\n"


@pytest.mark.parametrize("by", ["nobody@tjj.example", "田某"])
def test_an_office_nobody_knows_is_one_line(repo: SignedRepo, gongkai: Command, draft: Path, by: str) -> None:
    before = draft.read_bytes()
    done = approve(repo, gongkai, "issuer", by, key=repo.key_file("baomi"))
    assert (done.code, done.out, draft.read_bytes()) == (2, "", before)
    assert done.err == f"gongkai: {by}: policy/people.yml 里没有这个岗位 (no such office)\n"


def test_the_author_may_not_approve(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    draft.write_bytes(draft.read_bytes() + "\n补充。\n".encode())
    repo.commit("More", coauthors=[SECRECY])
    before = draft.read_bytes()
    done = approve(repo, gongkai, "secrecy", SECRECY)
    assert (done.code, draft.read_bytes()) == (1, before)
    assert "error[self-approval]" in done.out


def test_anothers_key_is_not_mine(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    before = draft.read_bytes()
    done = approve(repo, gongkai, "secrecy", SECRECY, key=repo.key_file("zonghe-head"))
    assert (done.code, draft.read_bytes()) == (1, before)
    assert "error[signer]" in done.out


def test_who_approves_hears_what_else_is_wrong(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    draft.write_bytes(draft.read_bytes() + "\n属于工作秘密。\n".encode())
    done = approve(repo, gongkai, "secrecy", SECRECY)
    assert done.code == 0
    assert "注意，这一条还有问题 (this item has other findings):" in done.err
    assert "warning[secrecy-mark]" in done.out


@pytest.mark.parametrize("role", ["boss", "", "Issuer"])
def test_an_unknown_role_is_one_line_and_exit_2(
    repo: SignedRepo, gongkai: Command, draft: Path, role: str
) -> None:
    before = draft.read_bytes()
    done = approve(repo, gongkai, role, HEAD)
    assert (done.code, done.out, draft.read_bytes()) == (2, "", before)
    assert re.fullmatch(r"gongkai: .*没有这个角色，可用的是 issuer secrecy publisher late .*\n", done.err)


@pytest.mark.parametrize("key", ["nowhere", "content"])
def test_a_key_that_is_no_file_is_one_line_and_exit_2(
    repo: SignedRepo, gongkai: Command, draft: Path, key: str
) -> None:
    before = draft.read_bytes()
    done = approve(repo, gongkai, "secrecy", SECRECY, key=repo.root / key)
    assert (done.code, done.out, draft.read_bytes()) == (2, "", before)
    assert done.err.endswith(": 没有这个密钥文件 (no such key file)\n")


@pytest.mark.parametrize(
    "item", ["2026-00099", "content/guide.md", "content/items/2026/00099.md", "/etc/passwd", "", "-"]
)
def test_an_item_that_is_not_there_is_one_line_and_exit_2(
    repo: SignedRepo, gongkai: Command, item: str
) -> None:
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n")
    key = repo.key_file("baomi")
    done = gongkai("approve", item, "--role", "secrecy", "--as", SECRECY, "--key", key)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"gongkai: {item}: 没有这个条目")


def test_an_item_not_in_form_is_not_signed(repo: SignedRepo, gongkai: Command) -> None:
    file = repo.write(created="2026-02-30")
    before = file.read_bytes()
    done = approve(repo, gongkai, "secrecy", SECRECY)
    assert (done.code, file.read_bytes()) == (1, before)
    assert "error[schema]" in done.out


@pytest.mark.parametrize("at", ["yesterday", "2026-02-30T10:00:00+08:00", "10:00"])
def test_a_time_that_is_none_is_a_usage_error(
    repo: SignedRepo, gongkai: Command, draft: Path, at: str
) -> None:
    before = draft.read_bytes()
    assert approve(repo, gongkai, "secrecy", SECRECY, "--at", at).code == 2
    assert draft.read_bytes() == before


def test_approvals_on_one_line_are_left_to_a_person(repo: SignedRepo, gongkai: Command, draft: Path) -> None:
    repo.approve(role="issuer")
    text = draft.read_text(encoding="utf-8")
    flow = re.sub(
        r"- role: (.*)\n  by: (.*)\n  at: (.*)\n  sig: (.*)\n",
        r"[{role: \1, by: \2, at: \3, sig: '\4'}]\n",
        text,
    )
    draft.write_text(flow.replace("approvals:\n", "approvals: "), encoding="utf-8")
    assert {finding.rule for finding in repo.check()} == {"unsigned"}
    before = draft.read_bytes()
    done = approve(repo, gongkai, "secrecy", SECRECY)
    assert (done.code, draft.read_bytes()) == (2, before)
    assert "approvals not in block style" in done.err
