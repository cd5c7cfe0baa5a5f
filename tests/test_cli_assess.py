"""gongkai assess and accountability: the marks with their evidence, and what waits for a decision; and their pages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html

from approvals import LEADING
from command import Command
from recorded import event, put_record
from signed_repo import SignedRepo
from site_repo import ROOT, publish

pytest_plugins = ("site_fixtures",)

HEAD = {"department": "综合统计科", "paragraph": "第四条（一）", "subject": "示例：逾期公开"}
SEEN = event("seen", "2026-03-20T08:30:00+08:00", what="示例：逾期公开", evidence="[2026-00002]")
ORDER = event("decided", "2026-03-20T09:00:00+08:00", measure="责令改正", reason="示例：初次发生")
REGISTER = "content/accountability/2026"
ITEMS: Mapping[str, Mapping[str, Any]] = {
    "2026-00001": {"title": "第一条"},
    "2026-00002": {"title": "第二条", "created": "2026-02-20", "late": {"reason": "示例：会签用时过长"}},
}


@pytest.fixture
def published(repo: SignedRepo) -> SignedRepo:
    publish(repo, ITEMS)
    return repo


def test_every_mark_says_how_it_came_about(published: SignedRepo, gongkai: Command) -> None:
    assert published.root.is_dir()
    done = gongkai("assess", "2026")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("2026 年政务公开考核，全局，截至 2026-03-20：得 ")
    assert "  按时公开  5 / 10  2 件中相符 1 件" in lines
    assert "    2026-00002  第二条  2026-02-20 起，应于 2026-03-12 前，2026-03-20 公开" in lines
    assert "  按时答复申请  — / 5  没有发生，不计" in lines
    assert "  列入年度工作计划  — / 4  未评" in lines
    assert "工作部署  —" in lines
    assert [line for line in lines if line.startswith("  执法监督科：得 0 分，满分 0 分")]


def test_one_department_alone(published: SignedRepo, gongkai: Command) -> None:
    assert published.root.is_dir()
    out = gongkai("assess", "2026", "--department", "综合统计科").out
    assert out.startswith("2026 年政务公开考核，综合统计科，")
    assert "各科室" not in out


def test_programs_get_all_of_it(published: SignedRepo, gongkai: Command) -> None:
    assert published.root.is_dir()
    every = json.loads(gongkai("assess", "2026", "--format", "json").out)
    schema = json.loads((ROOT / "schemas/marks.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(every)
    whole, *parts = every
    assert whole["department"] is None
    assert len(parts) == 4
    (found,) = [each for each in whole["marks"] if each["measure"] == "按时公开"]
    assert (found["points"], found["worth"]) == ("5", 10)
    assert [each["good"] for each in found["evidence"]] == [True, False]
    text = gongkai("assess", "2026", "--format", "csv").out.removeprefix("\ufeff")
    rows = [
        row
        for row in csv.DictReader(io.StringIO(text))
        if row["指标"] == "按时公开" and row["科室"] == "全局"
    ]
    assert [(row["凭据"], row["相符"], row["得分"]) for row in rows] == [
        ("2026-00001", "是", "5"), ("2026-00002", "否", "5"),
    ]  # fmt: skip


@pytest.mark.parametrize("year", ["2025", "2027"])
def test_a_year_that_is_not_there_is_one_line(published: SignedRepo, gongkai: Command, year: str) -> None:
    assert published.root.is_dir()
    done = gongkai("assess", year)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"gongkai: {year}: 目录里有的年度是 2026–2026 (the years there are: 2026–2026)\n"


def test_what_was_seen_is_listed_until_a_record_takes_it_up(published: SignedRepo, gongkai: Command) -> None:
    out = gongkai("accountability").out
    assert out.startswith(
        "2026-03-20  综合统计科  附件二第四条（一）  第二条  未登记\n    应于 2026-03-12 前公开"
    )
    assert out.endswith("共 1 件，未登记 1 件\n")
    put_record(published, f"{REGISTER}/001.md", HEAD, SEEN, ORDER)
    out = gongkai("accountability").out
    assert "示例：逾期公开  待改正 责令改正\n    示例：初次发生  accountability/2026-001 2026-00002\n" in out
    assert out.endswith("共 1 件，未登记 0 件\n")
    assert gongkai("accountability", "--department", "秘书科").out == "共 0 件，未登记 0 件\n"
    (row,) = json.loads(gongkai("accountability", "--format", "json").out)
    assert row["处理"] == "责令改正"


def test_annex_2_what_was_pushed_past_the_gate_is_seen(published: SignedRepo, gongkai: Command) -> None:
    published.branch()
    published.write("2026-00003", title="第三条")
    published.commit("Push")
    published.merge()
    assert (
        "附件二第四条（一）  第三条  未登记\n    进入主分支时批准不全  2026-00003"
        in gongkai("accountability").out
    )


def test_annex_2_what_was_deleted_is_seen_even_after_it_came_back(
    published: SignedRepo, gongkai: Command
) -> None:
    file = published.path("2026-00001")
    data = file.read_bytes()
    file.unlink()
    published.commit("Take away", at="2026-03-20T10:00:00+08:00")
    file.write_bytes(data)
    published.commit("Put back", at="2026-03-20T10:00:00+08:00")
    out = gongkai("accountability").out
    assert (
        "附件二第五条（一）  第一条  未登记\n    公开过的条目于 2026-03-20 被删去，没有写明理由  2026-00001"
        in out
    )


def test_article_25_the_results_are_public_with_a_chart_a_table_and_data(site: Path) -> None:
    page = html.document_fromstring((site / "assessment/2026.html").read_bytes())
    chart, departments = page.xpath("//*[local-name()='svg'][@role='img']")
    assert "公开程序和时限：" in chart.xpath("string(*[local-name()='desc'])")
    assert "秘书科：" in departments.xpath("string(*[local-name()='desc'])")
    (row,) = page.xpath("//tr[th='按时公开']")
    assert "不相符：逾期公开的信息：2026-02-02起" in re.sub(r"\s+", "", row.text_content())
    assert "../items/2026/00011.html" in row.xpath("td//li/a/@href")
    for name in ("2026.csv", "2026.json"):
        assert page.xpath(f"//a[@href='{name}']")
        assert (site / "assessment" / name).is_file()
    assert "第二十六条" in page.text_content()
    column = html.document_fromstring((site / "assessment.html").read_bytes())
    assert column.xpath("//a[@href='assessment/2026.html']")


def test_annex_2_only_what_the_policy_makes_public_is_told_one_by_one(site: Path) -> None:
    text = html.document_fromstring((site / "assessment.html").read_bytes()).text_content()
    assert "登记 3 件：待改正 1 件，办理中 2 件。" in text
    assert "责令改正 1 件，通报批评 1 件，给予处理 1 件。" in text
    assert "示例：第1件" in text
    assert "示例：第2件" in text
    hidden = "示例：第3件".encode()
    assert [path for path in site.rglob("*") if path.is_file() and hidden in path.read_bytes()] == []


def test_nobody_is_named(site: Path) -> None:
    assert LEADING not in (site / "assessment.html").read_text(encoding="utf-8")
