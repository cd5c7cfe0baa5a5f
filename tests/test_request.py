"""A request touches content/ only, or everything else with two approvals by the base's keys."""

from __future__ import annotations

from datetime import datetime

import pytest

from approvals import DOMAIN, HEADS
from gongkai.sources import clock
from signed_repo import CLERK, INDEX, LANDED, SignedRepo
from system_approvals import FILE, HEAD, OFFICE, approve, entry

MISSING = "content/ 以外有改动，还缺 {} 人的批准"
POLICY = "policy/policy.yml"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2026-03-20T10:00:00+08:00"))


def edit(repo: SignedRepo, old: str, new: str, path: str = POLICY, author: str = CLERK) -> None:
    """Change a file of the system, and commit that."""
    text = (repo.root / path).read_text(encoding="utf-8")
    assert old in text
    repo.put(path, text.replace(old, new))
    repo.commit("Change the policy", author=author)


@pytest.fixture
def change(repo: SignedRepo) -> SignedRepo:
    """A change of the policy, committed by a clerk on a branch."""
    repo.branch("policy")
    edit(repo, "warn_days: 5", "warn_days: 7")
    return repo


def told(repo: SignedRepo, base: str = "main") -> list[str]:
    """What is found, without the rule, which is always `request`; the path where it is not FILE."""
    found = repo.judge(base)
    assert {each.rule for each in found} <= {"request"}
    return [each.message.zh if each.path == FILE else f"{each.path}: {each.message.zh}" for each in found]


# what may be approved


def test_two_offices_approve_a_change_of_the_policy(change: SignedRepo) -> None:
    approve(change)
    assert told(change) == []


def test_without_approvals_two_are_missing(change: SignedRepo) -> None:
    assert told(change) == [MISSING.format(2)]


def test_code_hooks_and_workflows_need_them_as_well(repo: SignedRepo) -> None:
    repo.branch("code")
    for path in (
        "build/gongkai/rules/late.py",
        "mkdocs.yml",
        "hooks/publish.py",
        ".github/workflows/check.yml",
    ):
        repo.put(path, "x\n")
    assert told(repo) == [MISSING.format(2)]
    approve(repo)
    assert told(repo) == []


def test_the_next_change_is_approved_anew(change: SignedRepo) -> None:
    approve(change)
    change.merge("policy")
    change.branch("next")
    edit(change, "warn_days: 7", "warn_days: 8")
    assert told(change) == [MISSING.format(2)]
    approve(change)
    assert told(change) == []


def test_content_that_lands_meanwhile_costs_no_approval(change: SignedRepo) -> None:
    approve(change)
    change.git("checkout", "--quiet", "main")
    change.write()
    change.approve()
    change.commit("An item", at=LANDED)
    change.git("checkout", "--quiet", "policy")
    assert told(change) == []


def test_a_merge_of_main_makes_nobody_an_author(change: SignedRepo) -> None:
    change.git("checkout", "--quiet", "main")
    change.write()
    change.approve()
    change.commit("An item", author=HEAD, at=LANDED)
    change.git("checkout", "--quiet", "policy")
    change.git("merge", "--quiet", "--no-ff", "-m", "Merge main", "main", by=OFFICE)
    approve(change)
    assert told(change) == []


def test_a_request_that_changes_nothing_is_fine(repo: SignedRepo) -> None:
    repo.branch()
    assert told(repo) == []


# attacks on the approvals


def test_one_approval_is_not_enough(change: SignedRepo) -> None:
    approve(change, entry(change, OFFICE))
    assert told(change) == [MISSING.format(1)]


def test_two_approvals_by_one_person_count_once(change: SignedRepo) -> None:
    approve(change, entry(change, OFFICE), entry(change, OFFICE, at="2026-03-20T09:30:00+08:00"))
    assert told(change) == [MISSING.format(1)]


def test_one_key_cannot_sign_for_two_persons(change: SignedRepo) -> None:
    approve(change, entry(change, OFFICE), entry(change, HEAD, key="lingdao-office"))
    found = told(change)
    assert "不是 mishu-head@tjj.example 的" in found[1]
    assert found[0] == MISSING.format(1)


@pytest.mark.parametrize("address", [OFFICE, OFFICE.upper()])
def test_an_author_does_not_approve(repo: SignedRepo, address: str) -> None:
    repo.branch("policy")
    edit(repo, "warn_days: 5", "warn_days: 7", author=address)
    approve(repo)
    assert told(repo) == [MISSING.format(1), f"批准无效：{OFFICE} 以 {OFFICE} 提交过这项改动"]


def test_nor_does_a_co_author(change: SignedRepo) -> None:
    change.put("Makefile", "all:\n")
    change.commit("Help", coauthors=[HEAD])
    approve(change)
    assert told(change)[0] == MISSING.format(1)


def test_nor_who_slips_a_change_into_a_merge(change: SignedRepo) -> None:
    change.git("checkout", "--quiet", "main")
    change.write()
    change.approve()
    change.commit("An item", at=LANDED)
    change.git("checkout", "--quiet", "policy")
    change.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    change.put(
        POLICY, (change.root / POLICY).read_text(encoding="utf-8").replace("warn_days: 7", "warn_days: 9")
    )
    change.git("add", "--all")
    change.git("commit", "--quiet", "-m", "Merge main", by=HEAD)
    approve(change)
    assert told(change)[0] == MISSING.format(1)


def test_who_has_not_the_role_does_not_count(change: SignedRepo) -> None:
    head = HEADS["综合统计科"]
    approve(change, entry(change, OFFICE), entry(change, head))
    assert told(change) == [
        MISSING.format(1),
        f"批准无效：{head} 的这把密钥不得用于 gongkai-policy@{DOMAIN}",
    ]


def test_approvals_of_another_state_do_not_fit(change: SignedRepo) -> None:
    approve(change)
    edit(change, "warn_days: 7", "warn_days: 70")
    assert told(change) == [MISSING.format(2), "批准无效：签名与内容不符"]


@pytest.mark.parametrize(
    "path", ["requirements/run.txt", "policy/new.yml", "content.md", "policy/approvals.yml.d/x"]
)
def test_a_file_added_after_approval_undoes_it(change: SignedRepo, path: str) -> None:
    approve(change)
    change.put(path, "x\n")
    assert MISSING.format(2) in told(change)


def test_a_mode_changed_after_approval_undoes_it(change: SignedRepo) -> None:
    approve(change)
    (change.root / "policy/people.yml").chmod(0o755)
    assert MISSING.format(2) in told(change)


def test_approvals_for_another_catalogue_do_not_fit(change: SignedRepo) -> None:
    approve(change, *(entry(change, by, domain="other.example") for by in (OFFICE, HEAD)))
    assert MISSING.format(2) in told(change)


@pytest.mark.parametrize(
    "claims",
    [{"type": "gongkai/approval/1"}, {"role": "issuer"}, {"approver": HEAD}],
    ids=str,
)
def test_a_statement_that_says_something_else_does_not_fit(
    change: SignedRepo, claims: dict[str, str]
) -> None:
    approve(change, entry(change, OFFICE, **claims))
    assert told(change) == [MISSING.format(2), "批准无效：签名与内容不符"]


def test_the_old_policy_does_not_come_back_with_its_old_approvals(change: SignedRepo) -> None:
    """Main goes from 5 to 7 and back; the approvals for 7 fitted main's very state of then."""
    approve(change)
    old = (change.root / FILE).read_bytes()
    change.merge("policy")
    change.branch("back")
    edit(change, "warn_days: 7", "warn_days: 5")
    approve(change)
    change.merge("back")
    change.branch("again")
    edit(change, "warn_days: 5", "warn_days: 7")
    change.put(FILE, old)
    assert told(change) == [MISSING.format(2), "批准无效：签名与内容不符"]


def test_nor_from_a_branch_begun_before_it_was_undone(change: SignedRepo) -> None:
    """Merged three ways, the side that changed would win over the side that went back."""
    approve(change)
    change.git("branch", "again")
    change.merge("policy")
    change.branch("back")
    edit(change, "warn_days: 7", "warn_days: 5")
    approve(change)
    change.merge("back")
    change.git("checkout", "--quiet", "-b", "old", "main~2")
    edit(change, "warn_days: 5", "warn_days: 7")
    change.git("checkout", "--quiet", "again", "--", FILE)
    found = told(change)
    assert "主分支的制度或系统已有变动：请先并入主分支，再重新批准" in found
    assert MISSING.format(2) in found


def test_nor_by_a_merge_that_began_in_two_places(repo: SignedRepo) -> None:
    """The request has two merge bases, and looks like an unchanged system beside the older of them."""
    repo.branch("item")
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n")
    repo.commit("A page")
    repo.git("checkout", "--quiet", "main")
    repo.branch("policy")
    edit(repo, "warn_days: 5", "warn_days: 7")
    repo.git("checkout", "--quiet", "item")
    repo.git("checkout", "--quiet", "-b", "crossed")
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "policy")
    repo.git("checkout", "item", "--", "policy")
    repo.git("commit", "--quiet", "-m", "Merge, and keep the old policy")
    repo.merge("item")
    repo.merge("policy")
    repo.git("checkout", "--quiet", "crossed")
    assert len(repo.git("merge-base", "--all", "main", "HEAD").split()) == 2
    assert f"{POLICY}: 科室的请求只能改 content/" in told(repo)


# attacks with keys


def test_a_key_changed_and_used_in_one_request_is_refused_twice(repo: SignedRepo) -> None:
    repo.branch()
    line = f'{HEADS["综合统计科"]} namespaces="gongkai-secrecy@{DOMAIN}"'
    signers = (repo.root / "policy/allowed_signers").read_text(encoding="utf-8")
    key = next(each for each in signers.splitlines() if each.startswith("zonghe-head")).split(" ", 2)[2]
    repo.put("policy/allowed_signers", f"{signers}{line} {key}\n")
    edit(
        repo,
        "综合统计科, position: 科室负责人, roles: [issuer",
        "综合统计科, position: 科室负责人, roles: [secrecy, issuer",
        "policy/people.yml",
    )
    repo.write()
    repo.approve()
    path = repo.path()
    path.write_bytes(path.read_bytes().replace(b"by: baomi@", b"by: zonghe-head@"))
    repo.approve(INDEX, "secrecy", by=HEADS["综合统计科"])
    found = {(each.path, each.rule) for each in repo.judge()}
    assert ("policy/allowed_signers", "request") in found
    assert ("policy/people.yml", "request") in found
    assert ("content/items/2026/00012.md", "signer") in found


def test_a_new_key_does_not_approve_its_own_addition(repo: SignedRepo) -> None:
    repo.branch("keys")
    signers = (repo.root / "policy/allowed_signers").read_text(encoding="utf-8")
    key = next(each for each in signers.splitlines() if each.startswith("baomi")).split(" ", 2)[2]
    repo.put("policy/allowed_signers", f'{signers}{HEAD} namespaces="gongkai-policy@{DOMAIN}" {key}\n')
    repo.commit("Add a key")
    approve(repo, entry(repo, OFFICE), entry(repo, HEAD, key="baomi"))
    found = told(repo)
    assert found[0] == MISSING.format(1)
    assert "不是 mishu-head@tjj.example 的" in found[1]


def test_a_new_holder_of_the_role_does_not_approve_that(repo: SignedRepo) -> None:
    repo.branch("keys")
    edit(
        repo,
        'gongkai-secrecy@tjj.example,git"',
        'gongkai-secrecy@tjj.example,gongkai-policy@tjj.example,git"',
        "policy/allowed_signers",
    )
    edit(repo, "roles: [secrecy]", "roles: [secrecy, policy]", "policy/people.yml")
    approve(repo, entry(repo, OFFICE), entry(repo, f"baomi@{DOMAIN}"))
    assert told(repo)[0] == MISSING.format(1)


def test_a_retired_key_does_not_approve_whatever_date_it_gives(repo: SignedRepo) -> None:
    edit(
        repo,
        "mishu-head@tjj.example names",
        'mishu-head@tjj.example valid-before="20260301000000Z",names',
        "policy/allowed_signers",
    )
    repo.branch("policy")
    edit(repo, "warn_days: 5", "warn_days: 7")
    approve(repo, entry(repo, OFFICE), entry(repo, HEAD, at="2026-02-01T09:00:00+08:00"))
    found = told(repo)
    assert found[0] == MISSING.format(1)
    assert found[1].startswith("批准无效：mishu-head@tjj.example 的密钥")


def test_a_request_does_not_ask_for_fewer_approvals(repo: SignedRepo) -> None:
    """The rules, too, are the base's: taking the role out of the policy changes nothing yet."""
    repo.branch("policy")
    repo.git("rm", "-r", "--quiet", "policy/people.yml", "schemas")
    assert told(repo) == [MISSING.format(2)]


# the file of approvals


def test_the_record_of_approvals_is_not_changed_by_itself(change: SignedRepo) -> None:
    approve(change)
    change.merge("policy")
    change.branch("tidy")
    change.git("rm", "--quiet", FILE)
    assert told(change) == [MISSING.format(2)]


@pytest.mark.parametrize(
    ("text", "told_of_it"),
    [
        (b"approvals: [\n", "方括号或花括号没有成对，或缺少值"),
        (b"\xff", "不是 UTF-8 编码"),
        (b"- role: policy\n", "最上层必须是“字段: 值”"),
        (b"approvals: []\n", "“批准”不能为空"),
        (b"approvals: &a\n- *a\n", "不能用锚点（&）"),
        (
            b"approvals:\n- {role: issuer, by: a@b, at: '2026-03-20T09:00:00+08:00', sig: AA==}\n",
            "“角色”只能是：policy",
        ),
    ],
)
def test_a_file_that_is_no_list_of_approvals_is_none(
    change: SignedRepo, text: bytes, told_of_it: str
) -> None:
    change.put(FILE, text)
    found = told(change)
    assert told_of_it in found
    assert MISSING.format(2) in found


def test_too_many_approvals_are_not_read(change: SignedRepo) -> None:
    approve(change, *[entry(change, OFFICE)] * 21)
    assert MISSING.format(2) in told(change)


# what git can carry in content/


def test_a_submodule_is_refused_though_no_folder_shows_it(repo: SignedRepo) -> None:
    repo.branch()
    commit = repo.git("rev-parse", "HEAD").strip()
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},content/items/2026/00013")
    repo.git("commit", "--quiet", "-m", "A submodule")
    (repo.root / "content/items/2026/00013").mkdir(parents=True)
    assert told(repo) == ["content/items/2026/00013: content/ 里不能有子模块"]


def test_nor_is_it_hidden_by_what_the_request_says_of_submodules(repo: SignedRepo) -> None:
    test_a_submodule_is_refused_though_no_folder_shows_it(repo)
    repo.put(".gitmodules", '[submodule "x"]\npath = content/items/2026/00013\nignore = all\nurl = ./x\n')
    repo.git("config", "diff.ignoreSubmodules", "all")
    assert "content/items/2026/00013: content/ 里不能有子模块" in told(repo)


@pytest.mark.parametrize("target", ["../policy/policy.yml", "/etc/passwd", "guide.md"])
def test_a_symbolic_link_is_refused(repo: SignedRepo, target: str) -> None:
    repo.branch()
    (repo.root / "content/guide.md").symlink_to(target)
    assert [(each.path, each.rule) for each in repo.judge()] == [("content/guide.md", "stray-file")]


def test_an_executable_is_refused(repo: SignedRepo) -> None:
    repo.branch()
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n").chmod(0o755)
    assert [(each.path, each.rule) for each in repo.judge()] == [("content/guide.md", "stray-file")]


def test_content_itself_cannot_become_a_link(repo: SignedRepo) -> None:
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n")
    repo.commit("A page")
    repo.branch()
    repo.git("rm", "-r", "--quiet", "content")
    (repo.root / "content").symlink_to("policy")
    assert told(repo) == ["content: 科室的请求只能改 content/"]
