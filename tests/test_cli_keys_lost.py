"""gongkai keys compromised: what was public before stays approved, nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from approvals import SECRECY
from command import Command, Result
from keyfiles import (
    ITEM,
    OLD,
    OTHER_ITEM,
    REMINDER,
    fingerprint,
    published,
    put_option,
    refused,
    signers,
    stock_agrees,
)
from signed_repo import LANDED, SignedRepo


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
            f"{ITEM}: 泄露之后才公开，批准因此失效：运行 gongkai revise 写成新的一版，重新批准",
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
