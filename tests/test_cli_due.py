"""gongkai due: everything that has a time limit, nearest first; whose it is, and how the day was reckoned."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest
import vobject
from jsonschema import Draft202012Validator, FormatChecker

from approvals import HEADS, SECRECY
from command import Command
from gongkai.model import DUTY_NAMES, Todo
from signed_repo import SignedRepo
from site_repo import ROOT, publish

HEAD = HEADS["综合统计科"]
SCHEDULE = """---
title: 发布日程
description: 将要发布的统计数据。
releases:
  jan: {date: 2026-03-18, title: 一月数据, department: 综合统计科}
  feb: {date: 2026-03-25, title: 二月数据, department: 秘书科}
  mar: {date: 2026-03-26, title: 三月数据, department: 秘书科, cancelled: {reason: 并入季报}}
---
"""


def told(out: str) -> list[tuple[str, str, str]]:
    """Day, what is to be done, and what about, of each duty but the annual report, which is always due."""
    found = re.findall(r"^(\S+) .*?  (\S+)  (\S+)  ", out, re.MULTILINE)
    return [each for each in found if each[2] != "reports/2026"]


def test_what_is_overdue_stands_on_top_then_the_nearest(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/schedule.md", SCHEDULE)
    repo.write("2026-00001", created="2026-03-10")
    repo.write("2026-00002", created="2026-02-20")
    done = gongkai("due")
    assert done.code == 0
    assert told(done.out) == [
        ("2026-03-12", "公开", "2026-00002"),
        ("2026-03-18", "按日程发布", "jan"),
        ("2026-03-25", "按日程发布", "feb"),
        ("2026-03-30", "公开", "2026-00001"),
    ]
    assert done.out.endswith("共 5 项，逾期 2 项 (5 to do, 2 overdue)\n")
    assert "2026-03-12 已逾期 8 天  公开" in done.out


def test_what_is_public_is_no_duty_and_what_changes_it_is(repo: SignedRepo, gongkai: Command) -> None:
    publish(repo, {"2026-00001": {}, "2026-00002": {}, "2026-00003": {}})
    repo.branch()
    change = {"date": "2026-03-10", "kind": "更正", "note": "改了数字。"}
    repo.write("2026-00002", revision="2", changes=[change], body="\n新的正文。\n")
    end = {"date": "2026-03-12", "kind": "废止", "reason": "依据废止"}
    repo.write("2026-00003", revision="2", withdrawn=end)
    assert told(gongkai("due").out) == [
        ("2026-03-30", "公开更改", "2026-00002"),
        ("2026-04-01", "终止效力", "2026-00003"),
    ]


def test_a_release_that_names_what_was_published_is_done(repo: SignedRepo, gongkai: Command) -> None:
    publish(repo, {"2026-00001": {}})
    repo.put("content/schedule.md", SCHEDULE.replace("综合统计科}", "综合统计科, item: 2026-00001}"))
    assert told(gongkai("due").out) == [("2026-03-25", "按日程发布", "feb")]


def test_a_department_sees_its_own(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/schedule.md", SCHEDULE)
    repo.write(department="秘书科")
    assert [name for _, _, name in told(gongkai("due", "--department", "秘书科").out)] == [
        "feb",
        "2026-00012",
    ]
    assert told(gongkai("due", "--department", "执法监督科").out) == []


def test_an_office_sees_what_it_can_do_the_next_step_of(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/schedule.md", SCHEDULE)
    repo.write()
    repo.approve(role="secrecy")
    assert [name for _, _, name in told(gongkai("due", "--as", HEAD).out)] == ["jan", "2026-00012"]
    assert told(gongkai("due", "--as", SECRECY).out) == [("2026-03-25", "按日程发布", "feb")]


@pytest.mark.parametrize(
    ("option", "said"),
    [("--as", "没有这个岗位 (no such office)"), ("--department", "没有这个科室，有 秘书科")],
)
@pytest.mark.parametrize("name", ["", "某科", "a\nb\x1b[31m"])
def test_a_name_nobody_knows_is_one_line_and_exit_2(
    repo: SignedRepo, gongkai: Command, option: str, said: str, name: str
) -> None:
    repo.write()
    done = gongkai("due", option, name)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


def test_programs_get_json(repo: SignedRepo, gongkai: Command) -> None:
    repo.write(title="公报“一”", created="2026-02-20")
    found = json.loads(gongkai("due", "--format", "json").out)
    schema = json.loads((ROOT / "schemas/duties.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    assert set(schema["$defs"]["duty"]["properties"]["todo"]["enum"]) == {*Todo} == {*DUTY_NAMES}
    assert found["now"] == "2026-03-20T10:00:00+08:00"
    duty, report = found["duties"]
    assert (report["name"], report["due"]) == ("reports/2026", "2027-01-31")
    assert duty["offices"] == [HEAD, SECRECY]
    assert {
        name: duty[name] for name in ("todo", "name", "subject", "department", "due", "until", "path")
    } == {
        "todo": "publish",
        "name": "2026-00012",
        "subject": "公报“一”",
        "department": "综合统计科",
        "due": "2026-03-12",
        "until": None,
        "path": "content/items/2026/00012.md",
    }
    assert (duty["days_left"], duty["overdue"], duty["article"]["zh"]) == (-8, True, "第十三条")
    assert "2026-02-20" in duty["working"]["zh"]


def test_a_spreadsheet_gets_a_table_and_runs_nothing(repo: SignedRepo, gongkai: Command) -> None:
    repo.write(title="=1+1")
    rows = list(csv.DictReader(io.StringIO(gongkai("due", "--format", "csv").out.removeprefix("\ufeff"))))
    assert [(row["事项"], row["期限"], row["逾期"], row["剩余天数"]) for row in rows] == [
        ("'=1+1", "2026-04-09", "否", "20"),
        ("2026年政府信息公开工作年度报告", "2027-01-31", "否", "317"),
    ]


def test_a_calendar_gets_the_last_days(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/schedule.md", SCHEDULE)
    repo.write()
    read: Any = vobject.readOne(gongkai("due", "--format", "ics").out)
    found = {each.uid.value: each for each in read.vevent_list}
    assert {name: each.dtstart.value for name, each in found.items()} == {
        "release-jan@tjj.example": date(2026, 3, 18),
        "release-feb@tjj.example": date(2026, 3, 25),
        "publish-2026-00012@tjj.example": date(2026, 4, 9),
        "report-reports-2026@tjj.example": date(2027, 1, 31),
    }


def test_colour_is_for_a_terminal_only(repo: SignedRepo, gongkai: Command) -> None:
    repo.write(created="2026-02-20")
    assert "\x1b" not in gongkai("due").out


def test_hostile_words_stay_words(repo: SignedRepo, gongkai: Command) -> None:
    file = repo.write(title="公报X")
    file.write_bytes(file.read_bytes().replace("公报X".encode(), b'"x\x1b[31m|`@all #1"'))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", gongkai("due").out)
    issue = gongkai("due", "--format", "issue").out
    assert not re.search(r"\x1b|`@|@all| #1", issue.partition("|---|")[2])


def test_the_annual_report_is_always_due_by_31_january(repo: SignedRepo, gongkai: Command) -> None:
    assert repo.root.is_dir()
    out = gongkai("due").out
    assert out.startswith("2027-01-31 剩 317 天  公布年度报告  reports/2026  ")
    assert "（条例第四十九条）" in out
    assert out.endswith("共 1 项，逾期 0 项 (1 to do, 0 overdue)\n")


def test_nothing_to_do_is_said(repo: SignedRepo, gongkai: Command) -> None:
    assert repo.root.is_dir()
    assert gongkai("due", "--as", HEAD).out == "共 0 项，逾期 0 项 (0 to do, 0 overdue)\n"
    assert "0 项待办" in gongkai("due", "--as", HEAD, "--format", "issue").out


class TestBranches:
    """What waits on the branches of items, which are read and never run."""

    @pytest.fixture(autouse=True)
    def on_main(self, repo: SignedRepo) -> None:
        """Something lies on main, so that its folder is there."""
        repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n\n内容。\n")
        repo.commit("Start")

    def begin(self, repo: SignedRepo, index: str, **fields: Any) -> None:
        repo.branch(f"item/{index}", "main")
        repo.write(index, **fields)
        repo.commit("Draft")
        repo.git("checkout", "--quiet", "main")

    def test_without_being_asked_only_what_lies_here_is_told(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        self.begin(repo, "2026-00012", created="2026-03-10")
        assert told(gongkai("due").out) == []

    def test_each_is_told_with_whose_it_is_and_who_may_sign(self, repo: SignedRepo, gongkai: Command) -> None:
        self.begin(repo, "2026-00012", created="2026-03-10")
        self.begin(repo, "2026-00013", created="2026-02-20")
        assert told(gongkai("due", "--branches").out) == [
            ("2026-03-12", "公开", "2026-00013"),
            ("2026-03-30", "公开", "2026-00012"),
        ]
        assert [name for _, _, name in told(gongkai("due", "--branches", "--as", SECRECY).out)] == [
            "2026-00013",
            "2026-00012",
        ]

    def test_one_at_origin_is_found(self, repo: SignedRepo, gongkai: Command) -> None:
        self.begin(repo, "2026-00012", created="2026-03-10")
        commit = repo.git("rev-parse", "item/2026-00012").strip()
        repo.git("update-ref", "refs/remotes/origin/item/2026-00012", commit)
        repo.git("branch", "--quiet", "-D", "item/2026-00012")
        assert told(gongkai("due", "--branches").out) == [("2026-03-30", "公开", "2026-00012")]

    def test_a_change_of_what_landed_is_a_change(self, repo: SignedRepo, gongkai: Command) -> None:
        publish(repo, {"2026-00012": {}})
        change = {"date": "2026-03-10", "kind": "更正", "note": "改了数字。"}
        self.begin(repo, "2026-00012", revision="2", changes=[change], body="\n新的正文。\n")
        assert told(gongkai("due", "--branches").out) == [("2026-03-30", "公开更改", "2026-00012")]

    def test_what_has_landed_as_it_is_there_is_done(self, repo: SignedRepo, gongkai: Command) -> None:
        self.begin(repo, "2026-00012")
        repo.git("checkout", "--quiet", "item/2026-00012")
        repo.approve()
        repo.commit("Approve")
        repo.merge("item/2026-00012")
        assert told(gongkai("due", "--branches").out) == []

    def test_one_that_lies_here_is_told_once_as_it_lies_here(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        self.begin(repo, "2026-00012", created="2026-03-10")
        repo.git("checkout", "--quiet", "item/2026-00012")
        repo.write(created="2026-03-01")
        assert told(gongkai("due", "--branches").out) == [("2026-03-23", "公开", "2026-00012")]

    def test_one_that_cannot_be_read_is_named_and_keeps_no_other_from_being_told(
        self, repo: SignedRepo, gongkai: Command
    ) -> None:
        self.begin(repo, "2026-00012", created="2026-02-30")
        self.begin(repo, "2026-00013", created="2026-03-10")
        done = gongkai("due", "--branches")
        assert done.err == "item/2026-00012: 草稿读不出来，期限算不出 (this draft cannot be read)\n"
        assert told(done.out) == [("2026-03-30", "公开", "2026-00013")]

    def test_a_branch_without_a_document_is_no_duty(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.branch("item/2026-00012")
        repo.commit("Claim")
        repo.git("checkout", "--quiet", "main")
        done = gongkai("due", "--branches")
        assert (told(done.out), done.err) == ([], "")
