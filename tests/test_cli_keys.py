"""gongkai keys: rotated, listed, retired, compromised; what was public before stays approved."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from approvals import HEADS, SECRECY
from command import Command, Result, approve
from gongkai.sources import clock
from gongkai.statement import openssh_commands
from keyfiles import fingerprint, put_option, refused, signers
from signed_repo import INDEX, LANDED, SignedRepo
from test_cli_verify import shell

HEAD, OFFICE = HEADS["综合统计科"], "lingdao-office@tjj.example"
OLD = "SHA256:TfX20Z21YMj28Iq5AMlYIGvroqNX3tWIoOh6xNAmfSo"
"""The sample key of the secrecy reviewer."""
ITEM = "content/items/2026/00012.md"
REMINDER = "policy/ 的改动须另开请求"
OTHER_ITEM = "content/items/2026/00013.md"


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Let it be that moment."""
    when = datetime.fromisoformat(moment)
    monkeypatch.setattr(clock, "now", lambda: when)


def published(repo: SignedRepo, moment: str = LANDED) -> None:
    """An item, signed by all and landed."""
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.approve()
    repo.commit("Approve", author=HEAD)
    repo.merge(at=moment)


def stock_agrees(repo: SignedRepo) -> list[bool]:
    """What stock ssh-keygen says to each approval of the item, at the time that was signed."""
    said = []
    for approval in repo.checked().items[0].approvals:
        for command in openssh_commands(INDEX, approval, "tjj.example"):
            done = shell(repo, command)
        said.append(done.returncode == 0)
    return said


class TestRotation:
    def test_a_new_key_in_place_of_an_old_leaves_old_approvals_good(
        self, repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch, new_key: Path
    ) -> None:
        published(repo)
        at(monkeypatch, "2026-09-01T09:00:00+08:00")
        assert gongkai("keys", "add", SECRECY, new_key).code == 0
        done = gongkai("keys", "retire", OLD)
        assert (done.code, done.err) == (0, "")
        assert "用它批准、已经公开的 1 条仍然有效" in done.out
        assert REMINDER in done.out
        assert gongkai("check", "--today", "2026-09-02").code == 0
        assert stock_agrees(repo) == [True] * 3

    def test_from_then_on_the_new_key_signs_and_the_old_does_not(
        self, repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch, new_key: Path
    ) -> None:
        repo.branch()
        file = repo.write()
        repo.commit("Draft")
        for arguments in (["add", SECRECY, new_key], ["retire", OLD]):
            assert gongkai("keys", *arguments).code == 0
        at(monkeypatch, "2026-03-20T10:00:01+08:00")
        before = file.read_bytes()
        for more in ([], ["--at", "2026-03-20T09:00:00+08:00"]):  # not even with an honest face
            done = approve(repo, gongkai, "secrecy", SECRECY, *more)
            assert (done.code, file.read_bytes()) == (1, before)
            assert "error[signer]" in done.out
        assert approve(repo, gongkai, "secrecy", SECRECY, key=new_key.with_suffix("")).code == 0
        assert stock_agrees(repo) == [True]

    def test_a_date_from_before_does_not_help_a_retired_key(
        self, repo: SignedRepo, gongkai: Command, new_key: Path
    ) -> None:
        gongkai("keys", "add", SECRECY, new_key)
        gongkai("keys", "retire", OLD, "--at", "2026-03-20T09:30:00+08:00")
        repo.branch()
        repo.write()
        repo.approve()  # dated 09:00
        found = [(each.rule, each.message.en) for each in repo.check()]
        told = "baomi@tjj.example's key was retired before the item was public: approve again"
        assert found == [("signer", told)]
        assert stock_agrees(repo) == [True] * 3  # it takes the signer's date on trust


class TestRetire:
    def test_the_line_gets_an_end_and_no_other_byte_changes(self, repo: SignedRepo, gongkai: Command) -> None:
        before = signers(repo)
        assert gongkai("keys", "retire", SECRECY).code == 0
        space = 'namespaces="gongkai-secrecy@tjj.example,git"'
        assert signers(repo) == before.replace(space, f'{space},valid-before="20260320020000Z"')

    def test_a_planned_end_is_brought_forward_in_its_place(self, repo: SignedRepo, gongkai: Command) -> None:
        put_option(repo, SECRECY, 'valid-before="20270101000000Z"')
        before = signers(repo)
        assert gongkai("keys", "retire", SECRECY, "--at", "2026-04-01T00:00:00Z").code == 0
        assert signers(repo) == before.replace("20270101000000Z", "20260401000000Z")

    def test_every_line_of_the_key_ends(self, repo: SignedRepo, gongkai: Command) -> None:
        line = next(line for line in signers(repo).splitlines() if line.startswith(SECRECY))
        again = line.replace(SECRECY, "x@tjj.example").replace(' namespaces="', ' namespaces="git,')
        repo.put("policy/allowed_signers", f"{signers(repo)}{again} 备用  二\n")
        assert gongkai("keys", "retire", OLD).code == 0
        assert signers(repo).count('valid-before="20260320020000Z"') == 2
        assert signers(repo).endswith(" WORTHLESS-SAMPLE-baomi 备用  二\n")

    def test_who_has_two_must_say_which(self, repo: SignedRepo, gongkai: Command, new_key: Path) -> None:
        gongkai("keys", "add", SECRECY, new_key)
        before = signers(repo)
        line = refused(gongkai("keys", "retire", SECRECY, "--at", "2026-03-21T10:00:00+08:00"), repo, before)
        assert OLD in line
        assert fingerprint(new_key) in line
        assert gongkai("keys", "retire", OLD).code == 0
        assert gongkai("keys", "retire", SECRECY, "--at", "2026-03-21T10:00:00+08:00").code == 0

    def test_what_is_over_stays_over(self, repo: SignedRepo, gongkai: Command) -> None:
        gongkai("keys", "retire", OLD)
        before = signers(repo)
        for which in (OLD, SECRECY):
            for moment in ("2026-03-20T10:00:00+08:00", "2027-01-01T00:00:00+08:00"):
                done = gongkai("keys", "retire", which, "--at", moment)
                assert "已于 2026-03-20T10:00:00+08:00 停用，不能延长" in refused(done, repo, before)

    def test_an_end_before_the_beginning_is_refused(self, repo: SignedRepo, gongkai: Command) -> None:
        put_option(repo, SECRECY, 'valid-after="20260320020000Z"')
        before = signers(repo)
        assert "起才有效，停用须在其后" in refused(gongkai("keys", "retire", SECRECY), repo, before)

    @pytest.mark.parametrize(
        "which", ["nobody@tjj.example", "SHA256:" + "A" * 43, "", "zonghe-clerks@tjj.example"]
    )
    def test_a_key_that_is_not_there_is_one_line(
        self, repo: SignedRepo, gongkai: Command, which: str
    ) -> None:
        before = signers(repo)
        assert "没有登记这样的岗位或密钥指纹" in refused(gongkai("keys", "retire", which), repo, before)

    def test_what_is_pending_is_told_item_by_item(self, repo: SignedRepo, gongkai: Command) -> None:
        published(repo)
        repo.branch("more")
        repo.write("2026-00013")
        repo.approve("2026-00013")
        repo.commit("Draft")
        done = gongkai("keys", "retire", SECRECY)
        assert "已经公开的 1 条仍然有效" in done.out
        assert re.fullmatch(rf"{OTHER_ITEM}: .*须重新批准 \(pending: approve again\)\n", done.err)
        assert [(each.path, each.rule) for each in repo.check()] == [(OTHER_ITEM, "signer")]

    def test_a_date_before_a_landing_costs_its_approvals_and_says_so(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        published(repo, "2026-03-20T09:30:00+08:00")
        done = gongkai("keys", "retire", SECRECY, "--at", "2026-03-20T09:29:59+08:00")
        assert "仍然有效" not in done.out
        assert re.fullmatch(rf"{ITEM}: 停用时尚未公开，批准因此失效 .*\n", done.err)
        assert [each.rule for each in repo.check()] == ["signer"]


class TestCompromised:
    def lose(self, gongkai: Command, since: str, which: str = OLD, reason: str = "私钥文件遗失") -> Result:
        return gongkai("keys", "compromised", which, "--since", since, "--reason", reason)

    def test_both_files_say_so_and_no_other_byte_changes(self, repo: SignedRepo, gongkai: Command) -> None:
        before, lost = signers(repo), repo.root / "policy/compromised.yml"
        comment = lost.read_text(encoding="utf-8").replace("{}\n", "")
        done = self.lose(gongkai, "2026-03-20T09:30:00+08:00", reason='  "私钥"\\文件 #1: \t遗失 ')
        assert (done.code, done.err) == (0, "")
        assert REMINDER in done.out
        space = 'namespaces="gongkai-secrecy@tjj.example,git"'
        assert signers(repo) == before.replace(space, f'{space},valid-before="20260320012959Z"')
        entry = f'{OLD}: {{since: 2026-03-20T09:30:00+08:00, reason: "\\"私钥\\"\\\\文件 #1: 遗失"}}\n'
        assert lost.read_text(encoding="utf-8") == comment + entry
        assert repo.checked().setup.keys.compromised[OLD].reason == '"私钥"\\文件 #1: 遗失'

    def test_what_was_public_before_stays_approved(self, repo: SignedRepo, gongkai: Command) -> None:
        published(repo)
        assert self.lose(gongkai, "2026-03-20T09:00:01+08:00").err == ""
        assert repo.check() == ()
        assert stock_agrees(repo) == [True] * 3

    def test_what_was_public_since_is_told_and_refused(self, repo: SignedRepo, gongkai: Command) -> None:
        published(repo)
        repo.branch("more")
        repo.write("2026-00013")
        repo.approve("2026-00013")
        done = self.lose(gongkai, LANDED)
        told = [line.partition(" (")[0] for line in done.err.splitlines()]
        assert told == [
            f"{ITEM}: 泄露之后才公开，批准因此失效",
            f"{OTHER_ITEM}: 尚未公开，须换密钥重新批准",
        ]
        assert [(each.path, each.rule) for each in repo.check()] == [(ITEM, "signer"), (OTHER_ITEM, "signer")]
        assert stock_agrees(repo) == [True, False, True]

    def test_it_may_be_given_where_there_is_no_such_file_yet(
        self, repo: SignedRepo, gongkai: Command, new_key: Path
    ) -> None:
        (repo.root / "policy/compromised.yml").unlink()
        assert repo.checked().setup.keys.compromised == {}
        assert self.lose(gongkai, LANDED).code == 0
        done = self.lose(gongkai, LANDED, fingerprint(new_key))
        assert "没有这把密钥，请核对指纹" in done.err
        assert repo.checked().setup.keys.compromised.keys() == {OLD, fingerprint(new_key)}

    def test_cut_off_between_the_two_files_it_can_be_given_again(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        empty = (repo.root / "policy/compromised.yml").read_bytes()
        self.lose(gongkai, LANDED)
        once = signers(repo)
        repo.put("policy/compromised.yml", empty)
        assert self.lose(gongkai, LANDED).code == 0
        assert signers(repo) == once

    def test_a_key_lost_before_its_time_ends_as_it_begins(self, repo: SignedRepo, gongkai: Command) -> None:
        put_option(repo, SECRECY, 'valid-after="20260320000000Z"')
        assert self.lose(gongkai, "2026-01-01T00:00:00+08:00").code == 0
        assert 'valid-before="20260320000001Z"' in signers(repo)
        repo.write()
        repo.approve(role="secrecy")
        assert stock_agrees(repo) == [False]

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (("2026-03-20T10:00:01+08:00", OLD, "遗失"), "泄露时间在将来"),
            ((LANDED, "baomi", "遗失"), "policy/compromised.yml:2:1: "),
            ((LANDED, SECRECY, "遗失"), "policy/compromised.yml:2:1: "),
            ((LANDED, f"{OLD}: x", "遗失"), "policy/compromised.yml:2:"),
            ((LANDED, OLD, " "), "不能为空"),
            ((LANDED, OLD, "遗" * 201), "有 201 个字，最多 200 个"),
            ((LANDED, OLD, "a\x1bb"), "控制字符"),
        ],
    )
    def test_what_does_not_make_sense_is_one_line(
        self, repo: SignedRepo, gongkai: Command, given: tuple[str, str, str], told: str
    ) -> None:
        before, lost = signers(repo), (repo.root / "policy/compromised.yml").read_bytes()
        assert told in refused(self.lose(gongkai, *given), repo, before)
        assert (repo.root / "policy/compromised.yml").read_bytes() == lost

    def test_a_key_is_lost_once(self, repo: SignedRepo, gongkai: Command) -> None:
        self.lose(gongkai, LANDED)
        before = signers(repo)
        line = refused(self.lose(gongkai, "2026-01-01T00:00:00+08:00"), repo, before)
        assert f"已登记为自 {LANDED} 起泄露" in line


class TestList:
    def test_a_key_is_told_with_office_roles_time_and_state(self, repo: SignedRepo, gongkai: Command) -> None:
        put_option(repo, SECRECY, 'valid-after="20260101000000Z",valid-before="20260420020000Z"')
        done = gongkai("keys", "list", "--as", SECRECY)
        assert done.out == (
            f"有效  {SECRECY}  秘书科保密审查岗  git secrecy\n    ssh-ed25519  {OLD}\n"
            "    2026-01-01T08:00:00+08:00 至 2026-04-20T10:00:00+08:00\n"
            f"最近到期：{SECRECY} 2026-04-20T10:00:00+08:00，还有 31 天 (next to expire, in 31 days)\n"
        )
        assert (done.code, done.err) == (0, "")

    def test_the_state_is_of_now(
        self, repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put_option(repo, SECRECY, 'valid-after="20260321000000Z"')
        put_option(repo, OFFICE, 'valid-before="20260322000000Z"')
        states = []
        for moment in ("2026-03-20T10:00:00+08:00", "2026-03-21T10:00:00+08:00", "2026-03-22T10:00:00+08:00"):
            at(monkeypatch, moment)
            said = [gongkai("keys", "list", "--as", name).out.split()[0] for name in (SECRECY, OFFICE)]
            states.append(said)
        assert states == [["未生效", "有效"], ["有效", "有效"], ["有效", "已停用"]]

    def test_a_lost_key_is_told_with_its_reason(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.put("policy/compromised.yml", f"{OLD}: {{since: {LANDED}, reason: 遗失}}\n")
        done = gongkai("keys", "list", "--as", SECRECY)
        assert done.out.startswith(f"泄露  {SECRECY}")
        assert f"，自 {LANDED} 起泄露：遗失\n" in done.out
        assert f"注意：{SECRECY} 的角色 secrecy 没有有效的密钥" in done.err

    def test_it_warns_of_roles_without_a_key_and_keys_without_an_office(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        assert gongkai("keys", "list").err == ""
        repo.put("policy/allowed_signers", signers(repo).replace(OFFICE, "someone@tjj.example"))
        put_option(repo, SECRECY, 'valid-before="20260101000000Z"')
        assert [line.partition(" (")[0] for line in gongkai("keys", "list").err.splitlines()] == [
            f"注意：{SECRECY} 的角色 secrecy 没有有效的密钥",
            f"注意：{OFFICE} 的角色 late 没有有效的密钥",
            f"注意：{OFFICE} 的角色 policy 没有有效的密钥",
            "注意：someone@tjj.example 有密钥，但不在 policy/people.yml 里",
        ]

    def test_an_unknown_office_is_one_line(self, repo: SignedRepo, gongkai: Command) -> None:
        done = gongkai("keys", "list", "--as", "nobody@tjj.example")
        assert "没有这个岗位" in refused(done, repo, signers(repo))


@pytest.mark.parametrize("moment", ["yesterday", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "2026-02-30"])
def test_a_time_that_is_none_is_a_usage_error(repo: SignedRepo, gongkai: Command, moment: str) -> None:
    before = signers(repo)
    done = gongkai("keys", "retire", SECRECY, "--at", moment)
    assert (done.code, signers(repo)) == (2, before)
