"""gongkai request: a request from its receipt to its answer, and both time limits with their working."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

import records
from approvals import read_fields
from command import Command, Result
from gongkai.sources import clock
from signed_repo import SignedRepo

FIRST = "content/requests/2026/001.md"
FLAGS = {
    "--subject": "示例：2025年各县区规模以上工业增加值",
    "--channel": "信函",
    "--post": "挂号",
    "--applicant": "自然人",
    "--at": "2026-02-13T09:10",
}


def as_office(repo: SignedRepo, role: str) -> tuple[str | Path, ...]:
    office = records.OFFICES[role]
    return "--as", office, "--key", repo.key_file(office.partition("@")[0])


def new(repo: SignedRepo, gongkai: Command, *, stdin: str = "", **instead: str | None) -> Result:
    """Run it with FLAGS, some of them otherwise or left out."""
    given = {**FLAGS, **{f"--{name}": value for name, value in instead.items()}}
    pairs = [part for flag, value in given.items() if value is not None for part in (flag, value)]
    return gongkai("request", "new", *pairs, *as_office(repo, "registrar"), stdin=stdin)


def event(
    repo: SignedRepo, gongkai: Command, what: str, *given: str, role: str = "handler", stdin: str = ""
) -> Result:
    """Add what happened, and when, as an office of that role."""
    kind, at = what.split()
    flags = [part for each in given for part in ("--set", each)]
    more = as_office(repo, role)
    return gongkai("request", "event", "2026-001", kind, "--at", at, *flags, *more, stdin=stdin)


def test_a_request_is_registered_under_the_next_number_and_signed(repo: SignedRepo, gongkai: Command) -> None:
    done = new(repo, gongkai)
    assert done.code == 0, done
    assert done.out.startswith(f"{FIRST}: 已登记并签名 (recorded and signed)\n")
    written = read_fields((repo.root / FIRST).read_bytes())
    assert written["subject"] == FLAGS["--subject"]
    received = written["events"][0]["received"]
    signed = received.pop("signed")
    assert received == {
        "at": "2026-02-13T09:10:00+08:00",
        "channel": "信函",
        "applicant": "自然人",
        "post": "挂号",
    }
    assert signed["role"] == "registrar"
    assert [each.rule for each in repo.check()] == ["request-overdue"]  # it is 20 March
    assert "2026-002" in new(repo, gongkai).out


def test_what_is_not_given_is_asked_for_the_kind_of_post_only_of_a_letter(
    repo: SignedRepo, gongkai: Command
) -> None:
    nothing = dict.fromkeys(("subject", "channel", "post", "applicant"))
    done = new(repo, gongkai, stdin="示例\n信函\n自然人\n平常\n", at="2026-03-20T09:00", **nothing)
    assert done.code == 0, done
    asked = ["所申请的信息", "渠道", "申请人类别", "邮寄方式"]
    places = [done.out.index(f"{name}（") for name in asked]
    assert places == sorted(places)
    other = new(repo, gongkai, stdin="示例\n网络\n其他\n", at="2026-03-20T09:00", **nothing)
    assert other.code == 0, other
    assert "邮寄方式（" not in other.out


@pytest.mark.parametrize(
    ("instead", "code", "said"),
    [
        ({"channel": "飞鸽"}, 1, "“渠道”只能是：网络、信函、现场申请、传真、电子邮件"),
        ({"post": "快递"}, 1, "“邮寄方式”只能是：挂号、平常"),
        ({"channel": "网络"}, 1, "只有信函才写邮寄方式"),
        ({"at": "2026-02-31T09:00"}, 2, "应如 2026-03-20T10:02:11+08:00"),
        ({"at": "2026-03-21T09:00"}, 1, "在今天以后"),
        ({"subject": "申请人身份证 11010519491231002X"}, 1, "疑似公民身份号码"),
        ({"subject": "联系 13800138000"}, 1, "疑似手机号码"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    repo: SignedRepo, gongkai: Command, instead: dict[str, str], code: int, said: str
) -> None:
    done = new(repo, gongkai, **instead)
    assert done.code == code, done
    assert said in done.out + done.err
    assert not (repo.root / FIRST).exists()


def test_a_request_is_handled_and_answered_and_shown_with_both_workings(
    repo: SignedRepo, gongkai: Command
) -> None:
    new(repo, gongkai)
    for done in (
        event(repo, gongkai, "third_party_asked 2026-02-25T09:00"),
        event(repo, gongkai, "third_party_answered 2026-03-04T09:00", "consent=同意"),
        event(
            repo,
            gongkai,
            "extended 2026-03-16T09:00",
            "days=5",
            "reason=情况复杂",
            "told=是",
            role="leader",
        ),
        event(repo, gongkai, "answered 2026-03-19T16:00", "outcome=予以公开"),
    ):
        assert done.code == 0, done
    shown = gongkai("request", "show", "2026-001")
    assert shown.code == 0
    assert shown.out.startswith(f"requests/2026-001  依申请公开\n{FIRST}\n")
    days = "放假不计 2026-02-16–2026-02-20、2026-02-23；调休上班计入 2026-02-14；征求第三方意见不计 2026-02-26–2026-03-04"
    for line in (
        "状态：已答复",
        "收到申请之日：2026-02-13（条例第三十一条）",
        f"本局期限（第十六条）：15 个工作日，延长 5 个；2026-02-13 的次日起算 20 个工作日；{days}；截止 2026-03-27",
        f"条例期限（第三十三条）：20 个工作日，延长 5 个；2026-02-13 的次日起算 25 个工作日；{days}；截止 2026-04-03",
        "答复：2026-03-19，用 14 个工作日",
        "5. 2026-03-19T16:00:00+08:00  答复（answered）",
    ):
        assert f"\n{line}\n" in shown.out, (line, shown.out)


def test_an_answer_that_gives_nothing_is_asked_for_its_reason(repo: SignedRepo, gongkai: Command) -> None:
    new(repo, gongkai)
    done = event(
        repo, gongkai, "answered 2026-03-12T09:00", stdin="没有现成信息需要另行制作\n需要加工、分析\n"
    )
    assert done.code == 0, done
    last = read_fields((repo.root / FIRST).read_bytes())["events"][-1]["answered"]
    assert (last["outcome"], last["reason"]) == ("没有现成信息需要另行制作", "需要加工、分析")


def test_what_the_rules_refuse_is_not_written(repo: SignedRepo, gongkai: Command) -> None:
    new(repo, gongkai)
    before = (repo.root / FIRST).read_bytes()
    for done, said in (
        (event(repo, gongkai, "clarified 2026-02-25T09:00", role="registrar"), "error[request-order]"),
        (event(repo, gongkai, "answered 2026-02-25T09:00", "outcome=重复申请", "reason=已经答复", role="registrar"), "error[record-signer]"),
        (event(repo, gongkai, "answered 2026-03-20T09:00", "outcome=予以公开"), "error[request-overdue]"),
        (event(repo, gongkai, "extended 2026-02-25T09:00", "days=16", "reason=复杂", "told=是", role="leader"), "error[request-extension]"),
        (event(repo, gongkai, "extended 2026-02-25T09:00", "days=5", "reason=复杂", "told=是"), "error[record-signer]"),
    ):  # fmt: skip
        assert done.code == 1, done
        assert said in done.out
        assert (repo.root / FIRST).read_bytes() == before


def test_a_late_answer_is_recorded_with_its_reason(repo: SignedRepo, gongkai: Command) -> None:
    new(repo, gongkai)
    done = event(repo, gongkai, "answered 2026-03-20T09:00", "outcome=予以公开", "late=检索档案用时较长")
    assert done.code == 0, done
    shown = gongkai("request", "show", "2026-001").out
    assert "答复：2026-03-20，用 21 个工作日，超过条例期限" in shown


def test_while_the_receipt_is_not_confirmed_no_limit_runs(repo: SignedRepo, gongkai: Command) -> None:
    new(repo, gongkai, channel="网络", post=None)
    shown = gongkai("request", "show", FIRST).out
    assert "\n状态：待确认\n期限：双方确认收到以后起算（条例第三十一条）\n" in shown


def test_a_limit_in_a_year_whose_days_off_nobody_knows_is_open(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2026-12-31T10:00:00+08:00"))
    new(repo, gongkai, at="2026-12-25T09:00")
    shown = gongkai("request", "show", "2026-001").out
    assert "期限待定：2027年放假安排未公布，最早 2027-01-12" in shown


def test_an_unknown_request_is_told(repo: SignedRepo, gongkai: Command) -> None:  # noqa: ARG001
    done = gongkai("request", "show", "2026-009")
    assert (done.code, done.out) == (2, "")
    assert "2026-009: 没有这件登记 (no such record" in done.err
