"""gongkai inbox: what waits for one office, nearest deadline first; and show: who may give what is missing."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest

from approvals import HEADS, SECRECY
from command import Command
from gongkai.sources import clock
from signed_repo import CLERK, LANDED, SignedRepo

HEAD, DEPUTY = HEADS["综合统计科"], HEADS["秘书科"]


def indices(out: str) -> list[str]:
    return re.findall(r"  (\d{4}-\d{5})  ", out)


def test_the_nearest_deadline_comes_first_then_the_number(repo: SignedRepo, gongkai: Command) -> None:
    for index, created in [("00014", "03-10"), ("00011", "03-20"), ("00012", "03-10"), ("00013", "02-20")]:
        repo.write(f"2026-{index}", created=f"2026-{created}")
    done = gongkai("inbox", "--as", SECRECY)
    assert done.code == 0
    assert indices(done.out) == ["2026-00013", "2026-00012", "2026-00014", "2026-00011"]
    lines = done.out.splitlines()
    assert lines[0].startswith(
        "2026-03-12 已逾期 8 天  2026-00013  2026年1至2月全市主要经济指标  保密审查（secrecy）"
    )
    assert lines[1].startswith("2026-03-30 剩 10 天  2026-00012  ")
    assert lines[0].endswith("  content/items/2026/00013.md")
    assert lines[-1] == f"共 4 条等 {SECRECY} 批准 (4 waiting)"


def test_every_role_that_waits_is_told(repo: SignedRepo, gongkai: Command) -> None:
    repo.write()
    assert "  签发（issuer）、公开（publisher）  " in gongkai("inbox", "--as", HEAD).out
    repo.approve(role="issuer")
    assert "  公开（publisher）  " in gongkai("inbox", "--as", HEAD).out


def test_what_does_not_wait_for_one_is_not_listed(repo: SignedRepo, gongkai: Command) -> None:
    repo.write("2026-00001")
    repo.commit("Publish")  # on main
    repo.branch()
    repo.write("2026-00002", department="秘书科")  # issued by another; published by HEAD
    repo.approve("2026-00002", "publisher")
    repo.write("2026-00003")
    repo.commit("Draft")
    repo.write("2026-00003", summary="自己写的。")
    repo.commit("Mine", author=HEAD)
    repo.write("2026-00004", created="2026-02-30")  # not in form
    repo.write("2026-00005")
    repo.approve("2026-00005", at=LANDED)
    assert gongkai("inbox", "--as", HEAD).out == f"共 0 条等 {HEAD} 批准 (0 waiting)\n"


def test_an_approval_that_no_longer_holds_waits_again(repo: SignedRepo, gongkai: Command) -> None:
    file = repo.write()
    repo.approve()
    assert indices(gongkai("inbox", "--as", SECRECY).out) == []
    file.write_bytes(file.read_bytes().replace("平稳".encode(), "向好".encode()))
    assert indices(gongkai("inbox", "--as", SECRECY).out) == ["2026-00012"]


def test_a_deputy_finds_what_he_may_sign_for_another(
    repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write(created="2026-06-10")
    assert indices(gongkai("inbox", "--as", DEPUTY).out) == []
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2026-06-15T10:00:00+08:00"))
    done = gongkai("inbox", "--as", DEPUTY)
    assert indices(done.out) == ["2026-00012"]
    assert "  签发（issuer）  " in done.out


def test_what_was_public_before_the_catalogue_comes_last_and_is_not_late(
    repo: SignedRepo, gongkai: Command
) -> None:
    repo.write("2026-00001", created="2021-08-17", first_published={"date": "2021-08-20", "where": "网站"})
    repo.write("2026-00002")
    done = gongkai("inbox", "--as", HEAD)
    assert indices(done.out) == ["2026-00002", "2026-00001"]
    assert "已先行公开  2026-00001" in done.out


def test_a_change_of_what_was_public_before_has_a_time_limit_of_its_own(
    repo: SignedRepo, gongkai: Command
) -> None:
    old: dict[str, Any] = {
        "created": "2021-08-17",
        "first_published": {"date": "2021-08-20", "where": "网站"},
    }
    repo.write("2026-00001", **old)
    repo.commit("Publish")  # on main
    repo.branch()
    change = {"date": "2026-03-10", "kind": "更新", "note": "数据已核实。"}
    repo.write("2026-00001", **old, revision="2", changes=[change], body="\n核实后的正文。\n")
    repo.commit("Change")
    assert gongkai("inbox", "--as", SECRECY).out.startswith("2026-03-30 剩 10 天  2026-00001  ")


def test_programs_get_json(repo: SignedRepo, gongkai: Command) -> None:
    repo.write(title="公报“一”", created="2026-02-20")
    done = gongkai("inbox", "--as", SECRECY, "--format", "json")
    assert done.code == 0
    assert json.loads(done.out) == {
        "principal": SECRECY,
        "today": "2026-03-20",
        "items": [
            {
                "index": "2026-00012",
                "title": "公报“一”",
                "path": "content/items/2026/00012.md",
                "roles": ["secrecy"],
                "due": "2026-03-12",
                "days_left": -8,
            }
        ],
    }


def test_a_clerk_has_an_empty_inbox(repo: SignedRepo, gongkai: Command) -> None:
    repo.write()
    assert gongkai("inbox", "--as", CLERK).out == f"共 0 条等 {CLERK} 批准 (0 waiting)\n"


@pytest.mark.parametrize("by", ["nobody@tjj.example", HEAD.capitalize(), "", f" {HEAD}", "a\nb\x1b[31m"])
def test_an_office_nobody_knows_is_one_line_and_exit_2(repo: SignedRepo, gongkai: Command, by: str) -> None:
    repo.write()
    done = gongkai("inbox", "--as", by)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"gongkai: .*没有这个岗位 \(no such office\)\n", done.err)
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    "command", [["inbox", "--as", HEAD], ["inbox", "--as", HEAD, "--format", "json"], ["show", "2026-00012"]]
)
def test_a_hostile_title_does_not_steer_the_terminal(
    repo: SignedRepo, gongkai: Command, command: list[str]
) -> None:
    file = repo.write(title="公报X")
    file.write_bytes(file.read_bytes().replace("公报X".encode(), '"x\x1b[31m\x1b]0;x\a\x9b31m"'.encode()))
    done = gongkai(*command)
    assert "31m" in done.out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out)


class TestShow:
    def test_each_missing_role_names_who_may_give_it(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write()
        out = gongkai("show", "2026-00012").out
        assert f"还缺   签发（issuer） 可由 综合统计科科室负责人（{HEAD}）\n" in out
        assert f"还缺   保密审查（secrecy） 可由 秘书科保密审查岗（{SECRECY}）\n" in out

    def test_a_deputy_is_named_as_one(
        self, repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2026-06-15T10:00:00+08:00"))
        repo.write(created="2026-06-10")
        told = f"可由 秘书科科室负责人（{DEPUTY}，代综合统计科科室负责人）、综合统计科科室负责人（{HEAD}）\n"
        assert told in gongkai("show", "2026-00012").out

    def test_what_a_deputy_gave_says_so(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write(created="2026-06-10")
        repo.approve(role="issuer", by=DEPUTY, at="2026-06-15T09:00:00+08:00")
        out = gongkai("show", "2026-00012").out
        assert f"{DEPUTY} 2026-06-15T09:00:00+08:00 签名有效，代综合统计科科室负责人\n" in out
        assert "签发（issuer） 可由" not in out

    def test_where_all_who_could_are_authors_nobody_may(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write()
        repo.commit("Draft", author=HEAD)
        assert (
            "还缺   签发（issuer） 今天无人可批，可在 policy.yml 的 deputies 里指定代理"
            in gongkai("show", "2026-00012").out
        )

    def test_what_no_longer_holds_is_to_be_given_anew(self, repo: SignedRepo, gongkai: Command) -> None:
        repo.write()
        repo.approve(role="secrecy", cut=1)
        out = gongkai("show", "2026-00012").out
        assert f"须重批 保密审查（secrecy） 可由 秘书科保密审查岗（{SECRECY}）\n" in out
