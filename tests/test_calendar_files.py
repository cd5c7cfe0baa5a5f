"""policy/calendar/: the days off of a year that the library does not know yet, and how such a file can be wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest

from command import Command
from gongkai.reckoning import working_days
from signed_repo import SignedRepo

FILE = "policy/calendar/2099.yml"
NOTICE = """\
year: 2099
notice: {number: 国办发明电〔2098〕1号, address: https://www.tjj.test/fangjia-2099}
holidays: [2099-01-01, 2099-01-02, 2099-01-20, 2099-01-21, 2099-01-22, 2099-01-23, 2099-04-06, 2099-05-01, 2099-06-24, 2099-10-01, 2099-10-02]
workdays: [2099-01-04, 2099-01-17]
"""
"""Made up: nobody has announced anything for 2099."""


def test_a_year_is_known_by_its_file(repo: SignedRepo) -> None:
    assert 2099 not in repo.checked().context.calendar.years
    repo.put(FILE, NOTICE)
    calendar = repo.checked().context.calendar
    assert {2026, 2099} <= calendar.years
    # Thursday and Friday are off, the weekend is half made up
    assert working_days(date(2098, 12, 31), 2, calendar).due == date(2099, 1, 5)


def test_show_counts_with_it(repo: SignedRepo, gongkai: Command) -> None:
    repo.write(created="2098-12-21")
    assert "期限待定：2098年放假安排未公布" in gongkai("show", "2026-00012").out


WRONG = {
    "both off and worked": ("2099-01-17]", "2099-01-20]", "2099-01-20 既放假又上班"),
    "a day made up for that is none": ("2099-01-17]", "2099-01-19]", "2099-01-19 不是周末"),
    "a day of another year": ("2099-10-02]", "2098-10-02]", "2098-10-02 不在 2099 年"),
    "a day twice": ("2099-10-02]", "2099-10-01]", "有重复"),
    "31 February": ("2099-01-02", "2099-02-31", "写法不对"),
    "another year than its name": ("year: 2099", "year: 2098", "文件名的年份不是 2098"),
    "a notice without a number": ("number: 国办发明电〔2098〕1号, ", "", "缺少必填字段“文号”"),
    "a number that is none": ("国办发明电〔2098〕1号", "国办通知", "写法不对"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_contradicts_itself_is_one_line_and_exit_2(
    repo: SignedRepo, gongkai: Command, name: str
) -> None:
    find, put, said = WRONG[name]
    assert find in NOTICE
    repo.put(FILE, NOTICE.replace(find, put))
    done = gongkai("check")
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(rf"gongkai: {FILE}:\d+:\d+: .*{said}.*\n", done.err)


def test_a_file_may_not_say_otherwise_than_the_library(repo: SignedRepo, gongkai: Command) -> None:
    days = ", ".join(f"2026-10-{day:02}" for day in range(1, 13))
    repo.put(
        "policy/calendar/2026.yml",
        f"year: 2026\nnotice: {{number: 国办发明电〔2025〕7号, address: https://www.tjj.test/}}\nholidays: [{days}]\nworkdays: []\n",
    )
    done = gongkai("check")
    assert (done.code, done.out) == (2, "")
    assert "2026-10-08 与程序库所知的放假安排不同" in done.err


def test_a_file_by_another_name_is_one_line_and_exit_2(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("policy/calendar/next.yml", NOTICE)
    done = gongkai("check")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("gongkai: policy/calendar/next.yml: 文件名应当是年份")
