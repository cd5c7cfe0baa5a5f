"""gongkai policy: a change of the system is shown, approved by two offices, and then passes."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
import yaml

from approvals import DOMAIN, HEADS
from command import Command, Result
from gongkai.sources.keys import signing
from gongkai.system import statement
from signed_repo import SignedRepo
from system_approvals import FILE, HEAD, OFFICE, digest


@pytest.fixture
def change(repo: SignedRepo) -> SignedRepo:
    """A change of policy and keys, committed by a clerk on a branch."""
    repo.branch("policy")
    text = (repo.root / "policy/policy.yml").read_text(encoding="utf-8")
    repo.put("policy/policy.yml", text.replace("warn_days: 5", "warn_days: 7"))
    repo.put("policy/allowed_signers", (repo.root / "policy/allowed_signers").read_text() + "# 新的一年\n")
    repo.commit("Change the policy")
    return repo


def approve(
    repo: SignedRepo, gongkai: Command, by: str, *more: str, stdin: str = "", key: str = ""
) -> Result:
    """Approve with the key of an office, answering yes."""
    file = repo.key_file(key or by.partition("@")[0])
    answer = ("--yes",) if not stdin else ()
    return gongkai("policy", "approve", "--as", by, "--key", file, *answer, *more, stdin=stdin)


def entries(repo: SignedRepo) -> list[dict[str, str]]:
    found = yaml.load((repo.root / FILE).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    return list(found["approvals"])


def test_two_offices_approve_and_the_request_passes(change: SignedRepo, gongkai: Command) -> None:
    for by in (OFFICE, HEAD):
        done = approve(change, gongkai, by)
        assert done.code == 0, done.err
        assert done.out.endswith(f"{FILE}: {by} 已批准，请提交这个文件 (approved: now commit this file)\n")
        change.commit("Approve", author=by)
    assert [each["by"] for each in entries(change)] == [OFFICE, HEAD]
    assert gongkai("check", "--base", "main").code == 0
    assert "还缺" not in gongkai("policy", "show").out


def test_both_may_sign_in_one_folder_before_either_commits(change: SignedRepo, gongkai: Command) -> None:
    assert approve(change, gongkai, OFFICE).code == 0
    assert approve(change, gongkai, HEAD).code == 0
    change.commit("Approve", author=OFFICE)
    assert gongkai("check", "--base", "main").code == 0


def test_what_changes_is_shown_before_it_is_asked(change: SignedRepo, gongkai: Command) -> None:
    done = approve(change, gongkai, OFFICE, stdin="n\n")
    assert done.code == 1
    assert f"{digest(change)}（取代 {digest(change, 'main', whole=True)}）\n" in done.out
    assert "  policy/allowed_signers  ← 密钥或岗位 (keys or offices)\n" in done.out
    assert "  policy/policy.yml\n" in done.out
    assert not (change.root / FILE).exists()
    assert approve(change, gongkai, OFFICE, stdin="y\n").code == 0


def test_show_tells_who_has_approved_and_who_may(change: SignedRepo, gongkai: Command) -> None:
    approve(change, gongkai, OFFICE)
    done = gongkai("policy", "show")
    assert done.code == 0
    assert f"已批准 {OFFICE} (approved)\n" in done.out
    assert f"有权批准 {OFFICE} {HEAD} (may approve)\n" in done.out
    assert "还缺 1 人的批准" in done.out


def test_show_does_not_name_who_committed_to_it(change: SignedRepo, gongkai: Command) -> None:
    change.put("policy/note.txt", "x\n")
    change.commit("More", author=HEAD)
    assert f"有权批准 {OFFICE} (may approve)\n" in gongkai("policy", "show").out


def test_the_signature_is_one_that_openssh_accepts(
    change: SignedRepo, gongkai: Command, tmp_path: Path
) -> None:
    approve(change, gongkai, OFFICE)
    given = entries(change)[0]
    message = statement(
        domain=DOMAIN,
        system=digest(change),
        replaces=digest(change, "main", whole=True),
        by=OFFICE,
        at=given["at"],
    )
    (tmp_path / "sig").write_text(signing.armour(base64.b64decode(given["sig"])))
    command = ["ssh-keygen", "-Y", "verify", "-f", "policy/allowed_signers", "-I", OFFICE]
    command += ["-n", f"gongkai-policy@{DOMAIN}", "-s", str(tmp_path / "sig")]
    done = subprocess.run(command, input=message, cwd=change.root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_approvals_of_an_earlier_state_give_way(change: SignedRepo, gongkai: Command) -> None:
    approve(change, gongkai, OFFICE)
    change.put("Makefile", "all:\n")
    change.commit("Change more")
    approve(change, gongkai, HEAD)
    assert [each["by"] for each in entries(change)] == [HEAD]


def test_who_approves_again_stands_there_once(change: SignedRepo, gongkai: Command) -> None:
    approve(change, gongkai, OFFICE)
    approve(change, gongkai, OFFICE)
    assert [each["by"] for each in entries(change)] == [OFFICE]


# refused, and the file as it was


def test_an_author_may_not_approve(repo: SignedRepo, gongkai: Command) -> None:
    repo.branch("policy")
    repo.put("Makefile", "all:\n")
    repo.commit("Change", author=HEAD)
    done = approve(repo, gongkai, HEAD)
    assert done.code == 1
    assert f"{HEAD} 以 {HEAD} 提交过这项改动" in done.err
    assert not (repo.root / FILE).exists()


def test_nor_may_who_has_not_the_role(change: SignedRepo, gongkai: Command) -> None:
    assert approve(change, gongkai, HEADS["综合统计科"]).code == 1
    assert approve(change, gongkai, HEAD, key="baomi").code == 1
    assert not (change.root / FILE).exists()


def test_a_mixed_request_is_not_approved(change: SignedRepo, gongkai: Command) -> None:
    change.put("content/guide.md", "x\n")
    change.commit("Mix")
    done = approve(change, gongkai, OFFICE)
    assert done.code == 1
    assert "policy/policy.yml:1:1: error[request] 科室的请求只能改 content/" in done.out


def test_a_request_that_is_behind_is_not_approved(change: SignedRepo, gongkai: Command) -> None:
    change.git("checkout", "--quiet", "main")
    change.put("Makefile", "all:\n")
    change.commit("Meanwhile")
    change.git("checkout", "--quiet", "policy")
    done = approve(change, gongkai, OFFICE)
    assert done.code == 1
    assert "请先并入主分支" in done.out


@pytest.mark.parametrize("path", ["policy/policy.yml", "new.txt"])
def test_what_is_not_committed_is_not_approved(change: SignedRepo, gongkai: Command, path: str) -> None:
    change.put(path, "x\n")
    done = approve(change, gongkai, OFFICE)
    assert (done.code, done.err) == (2, f"gongkai: {path}: 先提交再批准 (commit it before it is approved)\n")


def test_uncommitted_content_is_in_nobodys_way(change: SignedRepo, gongkai: Command) -> None:
    change.put("content/items/2026/00012.md", "x\n")
    assert approve(change, gongkai, OFFICE).code == 0


def test_there_must_be_something_to_approve(repo: SignedRepo, gongkai: Command) -> None:
    assert gongkai("policy", "show").code == 2
    assert "nothing to approve" in approve(repo, gongkai, OFFICE).err


def test_without_a_main_branch_the_base_must_be_named(change: SignedRepo, gongkai: Command) -> None:
    change.git("branch", "--quiet", "-m", "main", "trunk")
    assert "give --base" in gongkai("policy", "show").err
    assert gongkai("policy", "show", "--base", "trunk").code == 0


def test_the_main_branch_as_last_fetched_is_the_base(change: SignedRepo, gongkai: Command) -> None:
    change.git("update-ref", "refs/remotes/origin/main", "main")
    change.git("branch", "--quiet", "-f", "main", "HEAD")
    assert gongkai("policy", "show").code == 0


def test_hostile_file_names_do_not_steer_the_terminal(change: SignedRepo, gongkai: Command) -> None:
    change.put("evil\x1b[2J\nname", "x\n")
    change.commit("Hostile")
    assert "  evil\\x1b[2J\\x0aname\n" in gongkai("policy", "show").out
