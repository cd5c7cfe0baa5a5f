"""Recording an event: what the product writes and signs is what the tests' own maker signs, and nothing else changes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import records
import sshsig_maker
from approvals import DOMAIN, parts
from command import Command
from gongkai import recording
from gongkai.model import CHINA, Finding, SetupError
from gongkai.recording import Clerk, Recorded, Result
from gongkai.sources.keys import sample_keys
from signed_repo import SignedRepo

PATH = "content/requests/2026/001.md"
NOW = datetime(2026, 3, 20, 10, 0, tzinfo=CHINA)
HEAD = {"subject": "示例：2025年 #1 各县区: 工业增加值"}
RECEIVED: Any = ("received", "2026-03-02T09:10:00+08:00", {"channel": "现场申请", "applicant": "自然人"})
ANSWERED: Any = (
    "answered", "2026-03-19T16:00:00+08:00",
    {"outcome": "本机关不掌握相关政府信息", "reason": "本局没有制作，也没有保存。"},
)  # fmt: skip


def clerk(role: str, by: str = "") -> Clerk:
    office = by or records.OFFICES[role].partition("@")[0]

    def sign(signed_as: str, message: bytes) -> bytes:
        return sshsig_maker.sign(sample_keys.private_key(office), message, f"gongkai-{signed_as}@{DOMAIN}")

    return Clerk(f"{office}@{DOMAIN}", NOW, sign)


def written(repo: SignedRepo, result: Result) -> str:
    """What was recorded, put into its file."""
    assert isinstance(result, Recorded), result
    repo.put(result.path, result.data)
    return result.data.decode()


def received(repo: SignedRepo) -> str:
    return written(repo, recording.begin(repo.checked(), "requests", HEAD, RECEIVED, clerk("registrar")))


def answered(repo: SignedRepo) -> Result:
    checked = repo.checked()
    return recording.add(checked, checked.context.records["requests/2026-001"], ANSWERED, clerk("handler"))


def test_a_record_begins_and_goes_on_and_nothing_is_found(repo: SignedRepo) -> None:
    received(repo)
    text = written(repo, answered(repo))
    assert repo.check() == ()
    assert text.count("    signed:\n      role: ") == 2


def test_our_signature_is_over_what_the_other_maker_signs(repo: SignedRepo) -> None:
    received(repo)
    written(repo, answered(repo))
    record = repo.checked().context.records["requests/2026-001"]
    data = (repo.root / PATH).read_bytes()
    assert record.digests == (records.digest(data, 1), records.digest(data, 2))


def test_what_stood_there_stays_byte_for_byte(repo: SignedRepo) -> None:
    before = received(repo)
    head = before.removesuffix("---\n")
    assert written(repo, answered(repo)).startswith(head)


def test_the_next_number_is_one_that_never_was(repo: SignedRepo) -> None:
    repo.put(PATH, "old\n")
    repo.commit("Record")
    (repo.root / PATH).unlink()
    repo.commit("Take away")
    result = recording.begin(repo.checked(), "requests", HEAD, RECEIVED, clerk("registrar"))
    assert isinstance(result, Recorded)
    assert result.path == "content/requests/2026/002.md"


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (
            ("received", "2026-03-21T00:00:00+08:00", {"channel": "现场申请", "applicant": "自然人"}),
            "record-order",
        ),
        (("received", "2026-03-02T09:10:00+08:00", {"channel": "口头", "applicant": "自然人"}), "schema"),
        (("received", "2026-03-02T09:10:00", {"channel": "现场申请", "applicant": "自然人"}), "schema"),
    ],
)
def test_what_the_rules_refuse_is_not_recorded(repo: SignedRepo, event: Any, rule: str) -> None:
    result = recording.begin(repo.checked(), "requests", HEAD, event, clerk("registrar"))
    assert isinstance(result, tuple)
    assert {each.rule for each in result if isinstance(each, Finding)} == {rule}


def test_an_office_without_the_role_records_nothing(repo: SignedRepo) -> None:
    result = recording.begin(repo.checked(), "requests", HEAD, RECEIVED, clerk("registrar", by="zhifa-head"))
    assert isinstance(result, tuple)
    assert [each.rule for each in result if isinstance(each, Finding)] == ["record-signer"]


def test_a_text_of_several_lines_is_read_as_it_was_given(repo: SignedRepo) -> None:
    text = "第一段：情况 #1。\n\n第二段。"
    head = {"subject": "示例：网上的说法", "kind": "其他政务舆情"}
    learnt: Any = ("learnt", "2026-03-19T09:00:00+08:00", {"source": "网民留言"})
    responded: Any = ("responded", "2026-03-19T15:00:00+08:00", {"where": ["网站", "微信"], "text": text})
    written(repo, recording.begin(repo.checked(), "responses", head, learnt, clerk("handler")))
    checked = repo.checked()
    record = checked.context.records["responses/2026-001"]
    written(repo, recording.add(checked, record, responded, clerk("handler")))
    event = repo.checked().context.records["responses/2026-001"].events[1]
    assert event.fields == {"where": ["网站", "微信"], "text": text}
    assert repo.check() == ()


class TestSigningWhatWasWrittenByHand:
    TEXT = (
        "---\nsubject: 示例\nevents:\n- received:\n    at: '2026-03-02T09:10:00+08:00'\n    channel: 现场申请\n    applicant: 自然人\n"
        "- answered:\n    at: '2026-03-19T16:00:00+08:00'\n    outcome: 本机关不掌握相关政府信息\n    reason: 没有保存\n---\n"
    )

    def test_each_by_its_office_in_turn(self, repo: SignedRepo) -> None:
        repo.put(PATH, self.TEXT)
        for role in ("registrar", "handler"):
            checked = repo.checked()
            record = checked.context.records["requests/2026-001"]
            result = recording.sign(checked, record, clerk(role))
            written(repo, result)
        assert repo.check() == ()
        with pytest.raises(SetupError, match="每一项都已签名"):
            recording.sign(
                repo.checked(), repo.checked().context.records["requests/2026-001"], clerk("leader")
            )

    def test_an_event_on_one_line_cannot_be_gone_on_with(self, repo: SignedRepo) -> None:
        flow = "---\nsubject: 示例\nevents:\n- received: {at: '2026-03-02T09:10:00+08:00', channel: 现场申请, applicant: 自然人}\n---\n"
        repo.put(PATH, flow)
        checked = repo.checked()
        with pytest.raises(SetupError, match="无法续写"):
            recording.sign(checked, checked.context.records["requests/2026-001"], clerk("registrar"))

    def test_events_that_are_not_the_last_field_cannot_be_gone_on_with(self, repo: SignedRepo) -> None:
        text = self.TEXT.replace("subject: 示例\n", "").replace("没有保存\n", "没有保存\nsubject: 示例\n")
        repo.put(PATH, text)
        with pytest.raises(SetupError, match="不是最后一个字段"):
            answered(repo)


class TestWithoutUs:
    """Anyone checks an event with stock OpenSSH, by the commands that `verify` prints."""

    def test_the_commands_that_are_printed_hold(
        self, repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        received(repo)
        written(repo, answered(repo))
        done = gongkai("verify", "requests/2026-001")
        assert (done.code, done.err) == (0, "")
        assert [line.split()[:2] for line in done.out.splitlines()[::3]] == [
            ["有效", "registrar"],
            ["有效", "handler"],
        ]
        commands = [line.strip() for line in done.out.splitlines() if line.startswith("  ")]
        monkeypatch.chdir(repo.root)
        monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        for command in commands:
            assert subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True).returncode == 0

    def test_an_event_that_nobody_signed_is_told(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.put(PATH, TestSigningWhatWasWrittenByHand.TEXT)
        done = gongkai("verify", PATH)
        assert (done.code, done.out) == (1, "有事项没有签名 (an event is not signed)\n")
        assert gongkai("statement", PATH, "--event", "1").code == 2


class TestWhatIsProved:
    def test_each_event_has_the_day_on_which_it_landed(self, repo: SignedRepo) -> None:
        received(repo)
        repo.commit("Receive", at="2026-03-03T09:00:00+08:00")
        written(repo, answered(repo))
        repo.commit("Answer", at="2026-03-20T09:00:00+08:00")
        landed = repo.checked().context.recordings["requests/2026-001"].landed
        assert [each and each.day for each in landed] == [date(2026, 3, 3), date(2026, 3, 20)]

    def test_what_was_pushed_past_the_gate_binds_nobody(self, repo: SignedRepo) -> None:
        text = received(repo)
        repo.commit("Receive", at="2026-03-03T09:00:00+08:00")
        repo.put(PATH, text.replace("03-02T09:10", "03-01T09:10"))
        repo.commit("Date back", at="2026-03-04T09:00:00+08:00")
        assert [each.rule for each in repo.check()] == ["record-log", "record-signer"]
        repo.put(PATH, text)
        repo.commit("Put back", at="2026-03-05T09:00:00+08:00")
        assert repo.check() == ()

    def test_an_event_that_was_pushed_unsigned_may_go(self, repo: SignedRepo) -> None:
        text = received(repo)
        repo.commit("Receive", at="2026-03-03T09:00:00+08:00")
        answer = "- organ_asked:\n    at: '2026-03-04T09:00:00+08:00'\n    organ: 示例机关\n---\n"
        repo.put(PATH, text.removesuffix("---\n") + answer)
        repo.commit("Slip in", at="2026-03-04T10:00:00+08:00")
        assert [each.rule for each in repo.check()] == ["record-unsigned"]
        repo.put(PATH, text)
        assert repo.check() == ()

    def test_a_key_retired_before_the_event_landed_does_not_count(self, repo: SignedRepo) -> None:
        received(repo)
        signers = repo.root / "policy/allowed_signers"
        text = signers.read_text(encoding="utf-8")
        line = next(each for each in text.splitlines() if each.startswith("diaocha-head"))
        retired = line.replace("namespaces", 'valid-before="20260320020100Z",namespaces')
        signers.write_text(text.replace(line, retired), encoding="utf-8")
        assert [each.rule for each in repo.check()] == ["record-signer"]


def test_nobody_signs_for_the_department_of_another(repo: SignedRepo) -> None:
    summary = "---\ndepartment: 执法监督科\nevents:\n- submitted: {at: '2026-03-02T09:10:00+08:00'}\n---\n\n示例总结。\n"
    path = "content/reports/2026/zhifa-jianduke.md"
    right = records.sign(summary.encode(), path)
    repo.put(path, right)
    assert repo.check() == ()
    wrong = {1: replace(records.Signature(), by=f"mishu-head@{DOMAIN}")}
    repo.put(path, records.sign(summary.encode(), path, wrong))
    assert [each.rule for each in repo.check()] == ["record-signer"]
    assert parts(right)[2].endswith("示例总结。\n".encode())
