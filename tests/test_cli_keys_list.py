"""gongkai keys list: whose keys count, until when, and what is missing."""

from __future__ import annotations

import pytest

from approvals import SECRECY
from command import Command
from keyfiles import OFFICE, OLD, at, put_option, refused, signers
from signed_repo import LANDED, SignedRepo


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
            f"注意：{OFFICE} 的角色 leader 没有有效的密钥",
            f"注意：{OFFICE} 的角色 policy 没有有效的密钥",
            "注意：someone@tjj.example 有密钥，但不在 policy/people.yml 里",
        ]

    def test_an_unknown_office_is_one_line(self, repo: SignedRepo, gongkai: Command) -> None:
        done = gongkai("keys", "list", "--as", "nobody@tjj.example")
        assert "没有这个岗位" in refused(done, repo, signers(repo))
