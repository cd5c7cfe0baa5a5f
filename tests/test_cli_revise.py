"""gongkai revise and withdraw: the next revision of what is public, and nothing else of the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from approvals import parts, read_fields
from command import Command
from signed_repo import FIELDS, INDEX, LANDED, SignedRepo

NOTE = "表2第3行：1,234 应为 “1234”"
EARLY = "2026-03-10T09:00:00+08:00"


@pytest.fixture
def public(repo: SignedRepo) -> Path:
    """An approved item that landed ten days ago."""
    return published(repo)


def published(repo: SignedRepo, *, folder: bool = False, **fields: Any) -> Path:
    repo.branch()
    file = repo.write(created="2026-03-09", folder=folder, **fields)
    repo.approve(at=EARLY)
    repo.commit("Draft")
    repo.merge(at=EARLY)
    repo.git("branch", "--quiet", "-D", "draft")
    return file


def revise(gongkai: Command, *more: str) -> tuple[int, str]:
    done = gongkai("revise", INDEX, "--kind", "更正", "--note", NOTE, *more)
    return done.code, done.out + done.err


def sign_and_check(repo: SignedRepo) -> list[str]:
    repo.branch("change")
    repo.commit("Change")
    repo.approve(at=LANDED)
    repo.commit("Approve", author="zonghe-head@tjj.example")
    return [each.rule for each in repo.check()]


def test_the_next_revision_has_a_note_and_no_approvals(public: Path, gongkai: Command) -> None:
    before = public.read_bytes()
    code, said = revise(gongkai)
    assert (code, "第 2 版" in said) == (0, True)
    fields = read_fields(public.read_bytes())
    assert (fields["revision"], fields["changes"]) == (
        "2",
        [{"date": "2026-03-20", "kind": "更正", "note": NOTE}],
    )
    assert "approvals" not in fields
    assert parts(public.read_bytes())[2] == parts(before)[2]
    assert (
        fields.items()
        >= {k: v for k, v in read_fields(before).items() if k not in ("revision", "approvals")}.items()
    )


def test_changed_and_approved_it_is_in_order(repo: SignedRepo, public: Path, gongkai: Command) -> None:
    revise(gongkai)
    public.write_bytes(public.read_bytes().replace("平稳".encode(), "向好".encode()))
    assert sign_and_check(repo) == []
    repo.merge("change")
    assert repo.check() == ()


def test_a_third_keeps_the_older_note(repo: SignedRepo, public: Path, gongkai: Command) -> None:
    revise(gongkai, "--date", "2026-03-12")
    public.write_bytes(public.read_bytes().replace("平稳".encode(), "向好".encode()))
    sign_and_check(repo)
    repo.merge("change")
    assert gongkai("revise", INDEX, "--kind", "更新", "--note", "  补\n二月 ").code == 0
    notes = read_fields(public.read_bytes())["changes"]
    assert [(each["date"], each["note"]) for each in notes] == [
        ("2026-03-12", NOTE),
        ("2026-03-20", "补 二月"),
    ]


@pytest.mark.parametrize("said", ['revision: "1"', "revision:   1", "revision: '1'"])
def test_however_the_number_is_written(repo: SignedRepo, gongkai: Command, said: str) -> None:
    repo.branch()
    file = repo.write(created="2026-03-09")
    file.write_bytes(file.read_bytes().replace(b"revision: '1'", said.encode()))
    repo.approve(at=EARLY)
    repo.commit("Draft")
    repo.merge(at=EARLY)
    assert revise(gongkai)[0] == 0
    assert read_fields(file.read_bytes())["revision"] == "2"


def test_what_is_not_public_is_just_changed(repo: SignedRepo, gongkai: Command) -> None:
    repo.branch()
    file = repo.write()
    repo.commit("Draft")
    before = file.read_bytes()
    assert (revise(gongkai)[0], file.read_bytes()) == (2, before)


def test_a_second_run_changes_nothing(public: Path, gongkai: Command) -> None:
    revise(gongkai)
    before = public.read_bytes()
    code, said = revise(gongkai)
    assert (code, "已是第 2 版" in said, public.read_bytes()) == (2, True, before)


def test_a_branch_that_main_has_overtaken_is_told_to_merge_first(
    repo: SignedRepo, public: Path, gongkai: Command
) -> None:
    repo.branch("stale")
    repo.git("checkout", "--quiet", "-b", "theirs", "main")
    revise(gongkai)
    repo.commit("Change")
    repo.merge("theirs")
    repo.git("checkout", "--quiet", "stale")
    before = public.read_bytes()
    code, said = revise(gongkai)
    assert (code, "git merge origin/main" in said, public.read_bytes()) == (2, True, before)


def test_a_note_that_is_too_long_changes_nothing(public: Path, gongkai: Command) -> None:
    before = public.read_bytes()
    done = gongkai("revise", INDEX, "--kind", "更正", "--note", "长" * 501)
    assert (done.code, "最多 500" in done.out, public.read_bytes()) == (1, True, before)


def test_fields_on_one_line_are_one_clear_line(repo: SignedRepo, gongkai: Command) -> None:
    values = {**FIELDS, "created": "2026-03-09"}
    front = yaml.safe_dump(values, allow_unicode=True, default_flow_style=True, width=10_000)
    repo.put("content/items/2026/00012.md", f"---\n{front}---\n正文\n")
    repo.commit("Publish", at=EARLY)
    code, said = revise(gongkai)
    assert (code, said.count("\n")) == (2, 1)
    assert "各占一行" in said


@pytest.mark.parametrize("kind", ["废止", "失效"])
def test_a_withdrawal_keeps_the_text_and_is_in_order_when_approved(
    repo: SignedRepo, public: Path, gongkai: Command, kind: str
) -> None:
    rest = parts(public.read_bytes())[2]
    assert gongkai("withdraw", INDEX, "--kind", kind, "--reason", "新规定施行：旧的, 作废").code == 0
    fields = read_fields(public.read_bytes())
    assert fields["withdrawn"] == {"date": "2026-03-20", "kind": kind, "reason": "新规定施行：旧的, 作废"}
    assert parts(public.read_bytes())[2] == rest
    assert sign_and_check(repo) == []


def test_taking_back_by_law_takes_text_and_attachments_away(repo: SignedRepo, gongkai: Command) -> None:
    digest = "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"
    data = repo.put("content/items/2026/00012/附表 一.csv", "x\n")
    listed = [{"file": "附表 一.csv", "title": "附表", "sha256": digest}]
    file = published(repo, folder=True, attachments=listed)
    assert gongkai("withdraw", INDEX, "--kind", "依法撤回", "--reason", "误公开").code == 0
    assert (data.exists(), parts(file.read_bytes())[2]) == (False, b"---\n")
    assert "attachments" not in read_fields(file.read_bytes())
    assert sign_and_check(repo) == []


def test_what_replaces_it_is_named(repo: SignedRepo, public: Path, gongkai: Command) -> None:
    options = ("--kind", "被替代", "--reason", "已有新版", "--by", "2026-00013")
    assert gongkai("withdraw", INDEX, *options).code == 0
    assert read_fields(public.read_bytes())["replaced_by"] == "2026-00013"
    repo.write("2026-00013", replaces=[INDEX])
    repo.approve("2026-00013")
    assert sign_and_check(repo) == []


def test_a_change_is_not_begun_on_the_main_branch(repo: SignedRepo, gongkai: Command) -> None:
    published(repo)
    _, said = revise(gongkai)
    assert f"  git switch -c revise/{INDEX}-2\n" in said
    assert f"git add -A -- content/items/2026/00012.md && git commit -m '{INDEX} 第 2 版'\n" in said
    repo.git("restore", "content")
    repo.branch("change")
    assert "git switch" not in revise(gongkai)[1]


@pytest.mark.parametrize(
    "options", [("被替代",), ("废止", "--by", "2026-00013"), ("被替代", "--by", INDEX)], ids=str
)
def test_a_replacement_is_another_item_and_is_said(
    public: Path, gongkai: Command, options: tuple[str, ...]
) -> None:
    before = public.read_bytes()
    done = gongkai("withdraw", INDEX, "--reason", "已有新版", "--kind", *options)
    assert (done.code, done.err.count("\n"), public.read_bytes()) == (2, 1, before)


@pytest.mark.parametrize("by", ["nonsense", "2026-13", "--help"])
def test_a_replacement_that_is_no_number_changes_nothing(public: Path, gongkai: Command, by: str) -> None:
    before = public.read_bytes()
    done = gongkai("withdraw", INDEX, "--kind", "被替代", "--reason", "已有新版", f"--by={by}")
    assert (done.code, public.read_bytes()) == (1, before)


class TestLate:
    """gongkai late: the register."""

    def late(self, repo: SignedRepo, **fields: Any) -> None:
        repo.branch()
        repo.write(created="2026-02-02", **fields)
        repo.approve(at=LANDED)
        repo.commit("Draft")
        repo.merge()

    def test_empty(self, gongkai: Command) -> None:
        assert gongkai("late").out == "逾期 0 条 (0 late)\n"
        assert gongkai("late", "--format", "json").out == "[]\n"

    def test_who_was_late_why_and_who_let_it_pass(self, repo: SignedRepo, gongkai: Command) -> None:
        self.late(repo, late={"reason": "数据核实费时"})
        assert repo.check() == ()
        assert gongkai("late").out == (
            "2026-00012 第 1 版  综合统计科  2026年1至2月全市主要经济指标\n"
            "  2026-02-02 形成，应于 2026-02-24 前公开，2026-03-20 公开，用 46 天；数据核实费时；"
            "lingdao-office@tjj.example 2026-03-20T09:00:00+08:00 批准\n"
            "逾期 1 条 (1 late)\n"
        )
        row = gongkai("late", "--format", "csv").out.splitlines()[1]
        assert row.startswith(
            "2026-00012,1,2026年1至2月全市主要经济指标,综合统计科,2026-02-02,2026-02-24,2026-03-20,46,"
        )

    def test_lateness_without_consent_is_told_too(self, repo: SignedRepo, gongkai: Command) -> None:
        self.late(repo)
        assert [each.rule for each in repo.check()] == ["late"]
        assert "没有写明理由；没有批准" in gongkai("late").out

    def test_a_late_first_revision_is_told_once(self, repo: SignedRepo, gongkai: Command) -> None:
        self.late(repo, late={"reason": "数据核实费时"})
        repo.branch("change")
        changes = [{"date": "2026-03-20", "kind": "更正", "note": "改"}]
        repo.write(
            created="2026-02-02",
            late={"reason": "数据核实费时"},
            revision="2",
            changes=changes,
            body="\n改\n",
        )
        repo.approve(at="2026-03-21T09:00:00+08:00")
        repo.commit("Change")
        repo.merge("change", at="2026-03-22T09:00:00+08:00")
        assert repo.check(date(2026, 3, 23)) == ()
        assert gongkai("late", "--format", "json").out.count('"index"') == 1
