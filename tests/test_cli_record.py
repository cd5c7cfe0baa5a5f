"""gongkai record: registers kept by one command, which knows no field that the schemas do not name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import approvals
from command import Command, Result
from gongkai.model import CHINA, Severity
from gongkai.sources import clock
from signed_repo import SignedRepo

HANDLER, REGISTRAR, LEADER = (
    f"{each}@tjj.example" for each in ("zonghe-head", "diaocha-head", "lingdao-office")
)
ASKED = (
    "--set",
    "subject=示例：有网民询问数据口径",
    "--set",
    "kind=其他政务舆情",
    "--set",
    "source=网民留言",
)
EARLIER = "2026-03-19T09:00"
Do = Callable[..., Result]


@pytest.fixture
def record(repo: SignedRepo, gongkai: Command) -> Do:
    """`gongkai record` as some office."""

    def run(*arguments: str | Path, by: str = HANDLER, stdin: str = "") -> Result:
        key = repo.key_file(by.partition("@")[0])
        return gongkai("record", *arguments, "--as", by, "--key", key, stdin=stdin)

    return run


def fields(repo: SignedRepo, path: str) -> dict[str, Any]:
    return dict(approvals.read_fields((repo.root / path).read_bytes()))


def errors(repo: SignedRepo) -> list[str]:
    return [each.rule for each in repo.check() if each.severity is Severity.ERROR]


def test_a_response_from_beginning_to_end(repo: SignedRepo, record: Do, gongkai: Command) -> None:
    begun = record("new", "responses", *ASKED, "--at", EARLIER)
    assert begun.code == 0, begun
    assert "content/responses/2026/001.md: 已登记并签名" in begun.out
    text = repo.root / "reply.txt"
    text.write_text("口径见公报。\n\n详见网站。\n", encoding="utf-8")
    said = (
        "--set",
        "where=网站",
        "--set",
        "where=微信",
        "--file",
        f"text={text}",
        "--at",
        "2026-03-20T08:30",
    )
    assert record("event", "responses/2026-001", "responded", *said).code == 0
    text.unlink()
    written = fields(repo, "content/responses/2026/001.md")
    assert (written["subject"], written["kind"]) == ("示例：有网民询问数据口径", "其他政务舆情")
    learnt, responded = written["events"]
    assert learnt["learnt"]["at"] == "2026-03-19T09:00:00+08:00"
    assert responded["responded"]["where"] == ["网站", "微信"]
    assert responded["responded"]["text"] == "口径见公报。\n\n详见网站。"
    assert errors(repo) == []
    shown = gongkai("record", "show", "responses/2026-001")
    for line in (
        "responses/2026-001  回应\ncontent/responses/2026/001.md\n事由：示例：有网民询问数据口径\n种类：其他政务舆情\n",
        "时限：2026-03-19 09:00 获知，48小时内，至 2026-03-21 09:00；用时23小时30分\n",
        "2. 2026-03-20T08:30:00+08:00  回应（responded）\n   发布平台：网站、微信\n   回应全文：口径见公报。 详见网站。\n",
        "   签名：zonghe-head@tjj.example 以 handler 于 2026-03-20T10:00:00+08:00，签名有效\n",
    ):
        assert line in shown.out
    assert gongkai("record", "show", "content/responses/2026/001.md").out == shown.out


def test_what_is_missing_is_asked_for(repo: SignedRepo, record: Do) -> None:
    answers = "示例：某企业的行业类别登记有误\n网上\n信函\n自然人\n"
    done = record("new", "corrections", by=REGISTRAR, stdin=answers)
    assert done.code == 0, done
    (received,) = fields(repo, "content/corrections/2026/001.md")["events"]
    assert (received["received"]["channel"], received["received"]["applicant"]) == ("信函", "自然人")
    assert received["received"]["at"] == "2026-03-20T10:00:00+08:00"


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1)])
def test_that_somebody_was_told_is_confirmed_not_assumed(
    record: Do, repo: SignedRepo, answer: str, code: int
) -> None:
    received = (
        "--set",
        "subject=示例：记录有误",
        "--set",
        "channel=信函",
        "--set",
        "applicant=其他",
        "--at",
        EARLIER,
    )
    assert record("new", "corrections", *received, by=REGISTRAR).code == 0
    moved = ("corrections/2026-001", "transferred", "--set", "to=市市场监督管理局")
    done = record("event", *moved, stdin=f"{answer}\n")
    assert done.code == code
    assert ("缺少必填字段“已告知”" in done.out) == bool(code)
    assert len(fields(repo, "content/corrections/2026/001.md")["events"]) == 2 - code


def test_a_clerk_who_takes_his_time_signs_nothing_before_it_happened(
    repo: SignedRepo, record: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock goes on while questions are answered."""
    minutes = count(datetime(2026, 3, 20, 9, tzinfo=CHINA).timestamp(), 60)
    monkeypatch.setattr(clock, "now", lambda: datetime.fromtimestamp(next(minutes), CHINA))
    done = record("new", "responses", stdin="示例：有网民询问\n其他政务舆情\n网民留言\n")
    assert done.code == 0, done
    assert errors(repo) == []


def test_what_the_rules_refuse_is_not_written(repo: SignedRepo, record: Do) -> None:
    major = [each.replace("其他政务舆情", "特别重大、重大突发事件") for each in ASKED]
    assert record("new", "responses", *major, "--at", EARLIER).code == 0
    before = (repo.root / "content/responses/2026/001.md").read_bytes()
    done = record("event", "responses/2026-001", "closed", "--set", "reason=不必")
    assert (done.code, "error[response-owed]" in done.out, "没有登记" in done.err) == (1, True, True)
    assert (repo.root / "content/responses/2026/001.md").read_bytes() == before


def test_an_office_without_the_role_records_nothing(repo: SignedRepo, record: Do) -> None:
    done = record("new", "responses", *ASKED, by=REGISTRAR)
    assert (done.code, "error[record-signer]" in done.out) == (1, True)
    assert not (repo.root / "content/responses").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "responses", *ASKED, "--set", "name=某人"), "name: 没有这个字段，可用的是 subject（事由）、kind（种类）、source（来源）"),
        (("new", "responses", *ASKED, "--set", "kind=其他政务舆情"), "kind: 只能写一次"),
        (("new", "responses", "--set", "subject"), "subject: 应写作 字段=值"),
        (("new", "responses", "--file", "source=nowhere.txt"), "nowhere.txt: 读不出来"),
        (("new", "summaries"), "summaries"),
        (("event", "responses/2026-009", "responded"), "2026-009: 没有这件登记"),
        (("event", "2026-009", "responded"), "请写登记册和编号，如 responses/2026-001"),
        (("sign", "items/2026-001"), "请写登记册和编号"),
    ],
)  # fmt: skip
def test_a_slip_is_one_line(record: Do, arguments: tuple[str, ...], said: str) -> None:
    done = record(*arguments)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert said in done.err


def test_an_unknown_event_names_those_there_are(record: Do) -> None:
    assert record("new", "responses", *ASKED).code == 0
    done = record("event", "responses/2026-001", "answered")
    assert done.code == 2
    assert "可用的是 learnt（获知）、responded（回应）、closed（不需回应）" in done.err


def test_an_event_written_by_hand_is_signed(repo: SignedRepo, record: Do) -> None:
    repo.put(
        "content/complaints/2026/001.md",
        "---\nsubject: 示例：反映公报发布不及时\nkind: 投诉\nevents:\n- received:\n"
        "    at: '2026-03-19T09:00:00+08:00'\n    channel: 信函\n---\n",
    )
    assert errors(repo) == ["record-unsigned"]
    assert record("sign", "complaints/2026-001", by=LEADER).code == 0
    assert errors(repo) == []
    done = record("sign", "complaints/2026-001", by=LEADER)
    assert (done.code, "每一项都已签名" in done.err) == (2, True)


def test_registers_are_listed(record: Do, gongkai: Command) -> None:
    record("new", "responses", *ASKED, "--at", EARLIER)
    lines = gongkai("record", "show").out.splitlines()
    assert "responses          1 件  回应" in lines
    assert "corrections        0 件  更正申请" in lines
    listed = gongkai("record", "show", "responses").out
    assert listed == (
        "responses/2026-001  2026-03-19T09:00:00+08:00 获知  示例：有网民询问数据口径\n共 1 件 (1 records)\n"
    )
