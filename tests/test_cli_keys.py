"""gongkai keys retire: rotated and ended; what was public before stays approved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from approvals import SECRECY
from command import Command, approve
from keyfiles import (
    ITEM,
    OLD,
    OTHER_ITEM,
    REMINDER,
    at,
    fingerprint,
    published,
    put_option,
    refused,
    signers,
    stock_agrees,
)
from signed_repo import SignedRepo


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
        assert re.fullmatch(rf"{ITEM}: 停用时尚未公开，批准因此失效：运行 gongkai revise .*\n", done.err)
        assert [each.rule for each in repo.check()] == ["signer"]


@pytest.mark.parametrize("moment", ["yesterday", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "2026-02-30"])
def test_a_time_that_is_none_is_a_usage_error(repo: SignedRepo, gongkai: Command, moment: str) -> None:
    before = signers(repo)
    done = gongkai("keys", "retire", SECRECY, "--at", moment)
    assert (done.code, signers(repo)) == (2, before)
