"""The simulator of the other tests: what it makes is real, and always the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import rfc8785
import yaml

import approvals
import sshsig_maker
from approvals import DOMAIN, HEADS, SECRECY, Approval
from gongkai.sources import frontmatter
from gongkai.sources.keys import trust
from gongkai.statement import approvals_block
from signed_repo import FIELDS, INDEX, TODAY, SignedRepo
from verdicts import ours, stock

ROLES = ("issuer", "secrecy", "publisher")
KEY = sshsig_maker.ed25519_key("a key of a test")


@pytest.mark.parametrize("role", ROLES)
def test_stock_ssh_keygen_accepts_its_signatures(repo: SignedRepo, role: str) -> None:
    repo.write()
    repo.approve(role=role)
    assert stock(repo) == ours(repo) == [True]
    file = repo.path()
    file.write_bytes(file.read_bytes().replace(b"09:00:00", b"09:00:01"))
    assert stock(repo) == ours(repo) == [False]


@pytest.mark.parametrize(
    "fault",
    [{"key": "zonghe-head"}, {"domain": "other.example"}, {"cut": 9}, {"hash": "md5"}, {"key": KEY}],
    ids=lambda fault: next(iter(fault)),
)
def test_stock_ssh_keygen_refuses_what_it_makes_wrong(repo: SignedRepo, fault: dict[str, Any]) -> None:
    repo.write()
    repo.approve(role="secrecy", **fault)
    assert stock(repo) == [False]


def test_stock_ssh_keygen_asks_when_a_key_was_valid(repo: SignedRepo) -> None:
    repo.write()
    repo.approve(role="secrecy")
    signers = repo.root / "policy/allowed_signers"
    text = signers.read_text()
    for moment, valid in (("20260320005959Z", False), ("20260320010000Z", True)):
        option = f',valid-before="{moment}"'
        signers.write_text(re.sub(rf'(?m)^({SECRECY} namespaces="[^"]*")', rf"\1{option}", text))
        assert stock(repo) == [valid]


def test_any_key_can_sign(repo: SignedRepo) -> None:
    repo.write()
    repo.approve(role="secrecy", key=KEY)
    space, line = f'namespaces="gongkai-secrecy@{DOMAIN}"', sshsig_maker.public_line(KEY)
    repo.put("policy/allowed_signers", f"{SECRECY} {space} {line}\n")
    assert stock(repo) == ours(repo) == [True]


def test_its_statement_is_the_products(repo: SignedRepo) -> None:
    listed = [{"file": f"附表{name}.csv", "title": "附表", "sha256": name * 64} for name in "ba"]
    file = repo.write(attachments=listed, keywords=["公报", "no", "007"])
    repo.approve()
    data = file.read_bytes()
    raw = frontmatter.read("content/items/2026/00012.md", data)
    assert not isinstance(raw, tuple)
    (item,) = repo.checked().items
    for given in item.approvals:
        ours = Approval(given.role, given.by, given.at_text).statement(data, INDEX)
        policy = repo.checked().setup.policy
        theirs = trust.approval_statement(item, policy, role=given.role, by=given.by, at=given.at_text)
        assert theirs == rfc8785.dumps(ours)


def test_it_cuts_the_approvals_where_the_product_does(repo: SignedRepo) -> None:
    file = repo.write()
    for _ in range(2):
        data = file.read_bytes()
        front, block, rest = approvals.parts(data)
        assert front + block + rest == data
        assert approvals_block(data) == (len(front), len(front) + len(block))
        repo.approve()


def test_a_signed_item_is_free_of_findings(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.approve()
    repo.commit("Approve", author=HEADS["综合统计科"])
    assert repo.check() == ()
    repo.merge()
    assert repo.check() == ()


def test_landings_are_what_git_log_says(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.merge(at="2026-03-18T23:59:59+08:00")
    said = repo.git(
        "log", "-1", "--first-parent", "--format=%H %cI", "--diff-filter=A", "-m", "--", "content"
    )
    landing = repo.checked().context.history.landings[INDEX][0]
    assert said.split() == [landing.commit, "2026-03-18T23:59:59+08:00"]
    assert landing.day.isoformat() == "2026-03-18"


def test_the_same_story_gives_the_same_commits(tmp_path: Path) -> None:
    ids = set()
    for name in ("one", "two 二"):
        repo = SignedRepo(tmp_path / name)
        repo.branch()
        repo.write()
        repo.approve()
        repo.commit("Draft", coauthors=["a@tjj.example", "b@tjj.example"])
        repo.merge()
        ids.add(repo.git("rev-parse", "HEAD"))
    assert len(ids) == 1


def test_git_takes_no_configuration_but_the_repositorys(repo: SignedRepo) -> None:
    scopes = repo.git("config", "--list", "--show-scope").splitlines()
    assert {line.split("\t")[0] for line in scopes} == {"local"}


def test_commits_are_by_whom_the_test_says(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Draft", author="a@x.example", coauthors=["b@x.example"], at="2026-02-01T10:00:00+08:00")
    said = repo.git("log", "-1", "--format=%ae|%ce|%aI|%cI|%(trailers:key=Co-authored-by,valueonly)")
    moment = "2026-02-01T10:00:00+08:00"
    assert said.strip() == f"a@x.example|a@x.example|{moment}|{moment}|合作者 <b@x.example>"


def test_fields_are_replaced_and_taken_out(repo: SignedRepo) -> None:
    file = repo.write(title="另一个标题", summary=None)
    fields = yaml.load(approvals.parts(file.read_bytes())[0][4:], yaml.BaseLoader)  # noqa: S506 - text only
    assert fields.keys() == FIELDS.keys() - {"summary"}
    assert fields["title"] == "另一个标题"


def test_a_clone_can_be_shallow(repo: SignedRepo, tmp_path_factory: pytest.TempPathFactory) -> None:
    repo.commit("Second")
    shallow = repo.clone(tmp_path_factory.mktemp("clone") / "c", "--depth=1")
    assert shallow.git("rev-parse", "--is-shallow-repository").strip() == "true"
    assert shallow.git("rev-list", "--count", "HEAD").strip() == "1"


def test_an_attachment_stands_beside_its_item(repo: SignedRepo) -> None:
    repo.write(folder=True)
    repo.put("content/items/2026/00012/data.csv", "x\n")
    assert repo.path().name == "index.md"
    assert [(each.rule, each.path) for each in repo.check(TODAY)] == [
        ("attachment", "content/items/2026/00012/index.md"),
        ("unsigned", "content/items/2026/00012/index.md"),
    ]
