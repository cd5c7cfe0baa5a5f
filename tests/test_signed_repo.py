"""The simulator of the other tests: what it makes is real, and always the same."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
import rfc8785
import yaml

import approvals
from approvals import DOMAIN, HEADS, SECRECY, Approval
from gongkai.sources import frontmatter, trust
from gongkai.statement import approvals_block
from signed_repo import FIELDS, INDEX, LANDED, TODAY, SignedRepo

ROLES = {"issuer": HEADS["综合统计科"], "secrecy": SECRECY, "publisher": HEADS["综合统计科"]}


def ssh_keygen_accepts(repo: SignedRepo, approval: Approval, role: str) -> bool:
    """Whether stock OpenSSH takes the signature in the file for `role`."""
    data = repo.path().read_bytes()
    stored = next(each for each in approvals.read_fields(data)["approvals"] if each["role"] == role)
    armoured = repo.root / ".git" / "sig"
    frame = b"-----BEGIN SSH SIGNATURE-----\n%s-----END SSH SIGNATURE-----\n"
    armoured.write_bytes(frame % base64.encodebytes(base64.b64decode(stored["sig"])))
    keys, space = str(repo.root / "policy/allowed_signers"), f"gongkai-{role}@{DOMAIN}"
    command = ["ssh-keygen", "-Y", "verify", "-f", keys, "-I", approval.by, "-n", space, "-s", str(armoured)]
    message = rfc8785.dumps(approval.statement(data, INDEX))
    return subprocess.run(command, input=message, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(("role", "by"), ROLES.items())
def test_stock_ssh_keygen_accepts_its_signatures(repo: SignedRepo, role: str, by: str) -> None:
    repo.write()
    repo.approve()
    assert ssh_keygen_accepts(repo, Approval(role, by, LANDED), role)
    assert not ssh_keygen_accepts(repo, Approval(role, by, "2026-03-20T09:00:01+08:00"), role)


@pytest.mark.parametrize(
    "fault", [{"key": "zonghe-head"}, {"domain": "other.example"}, {"cut": 9}, {"hash": "md5"}]
)
def test_stock_ssh_keygen_refuses_what_it_makes_wrong(repo: SignedRepo, fault: dict[str, str]) -> None:
    repo.write()
    repo.approve(role="secrecy", **fault)
    assert not ssh_keygen_accepts(repo, Approval("secrecy", SECRECY, LANDED), "secrecy")


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
    assert {line.split("\t")[0] for line in scopes} == {"local", "command"}


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
