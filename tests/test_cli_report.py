"""gongkai report and summary (article 28; 条例 arts. 49, 50): drafted, counted anew, approved, delivered."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

import records
from approvals import HEADS, LEADING
from command import Command, Result
from gongkai.annual.forms import BLANK, SECTIONS
from gongkai.sources import clock
from signed_repo import SignedRepo

PATH = "content/reports/2026.md"
REQUEST = """---
subject: 示例：2025年各县区规模以上工业增加值
events:
- received: {{at: '2026-{month:02}-02T09:10:00+08:00', channel: 现场申请, applicant: 自然人}}
{more}---
"""
ANSWERED = "- answered: {at: '2026-03-10T16:00:00+08:00', outcome: 重复申请, reason: 示例}\n"


def ask(repo: SignedRepo, number: int, *, month: int, more: str) -> None:
    """Put a signed request into the register."""
    path = f"content/requests/2026/{number:03}.md"
    repo.put(path, records.sign(REQUEST.format(month=month, more=more).encode(), path))


@pytest.fixture
def year(repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch) -> SignedRepo:
    """An item and two requests of 2026; now is 20 January 2027."""
    repo.publish()
    ask(repo, 1, month=3, more=ANSWERED)
    ask(repo, 2, month=12, more="")
    assert gongkai
    monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat("2027-01-20T10:00:00+08:00"))
    return repo


def text(repo: SignedRepo) -> str:
    return (repo.root / PATH).read_text(encoding="utf-8")


def fill(repo: SignedRepo) -> None:
    """Put a word, and in tables a nought, into every blank."""
    head, fence, body = text(repo).partition("events:")
    repo.put(PATH, head.replace(BLANK, "0") + fence + body.replace(BLANK, "无。"))


def approve(repo: SignedRepo, gongkai: Command, by: str = LEADING) -> Result:
    key = repo.key_file(by.partition("@")[0])
    return gongkai("report", "2026", "--approve", "--as", by, "--key", key)


def summarise(repo: SignedRepo, gongkai: Command, department: str, said: str, by: str = "") -> Result:
    office = by or HEADS[department]
    key = repo.key_file(office.partition("@")[0])
    more = ("--department", department, "--as", office, "--key", key)
    return gongkai("summary", "2026", "-", *more, stdin=said)


def test_a_draft_has_the_counted_tables_and_six_sections_with_marked_blanks(
    year: SignedRepo, gongkai: Command
) -> None:
    done = gongkai("report", "2026")
    assert done.code == 0, done.err
    said = text(year)
    assert "  本年新收: [2, 0, 0, 0, 0, 0, 2]\n" in said
    assert "  重复申请: [1, 0, 0, 0, 0, 0, 1]\n" in said
    assert "  结转下年度: [1, 0, 0, 0, 0, 0, 1]\n" in said
    assert f"  行政处罚: [{BLANK}]\n" in said
    assert [line[3:] for line in said.splitlines() if line.startswith("## ")] == list(SECTIONS)
    assert "2026年主动公开政府信息1条（第二十条第（四）项1条），更正、更新0条，终止效力0条。" in said
    assert "2026年新收申请2件（现场申请2件），上年结转0件，办结1件，结转下年度1件。" in said
    assert "2026年发出收费通知0件，收取信息处理费0元。" in said
    assert f"待填 {said.count(BLANK)} 处" in done.out
    assert "应在 2027-01-31 以前公布" in done.out


def test_summaries_are_collected_in_the_order_of_the_departments(year: SignedRepo, gongkai: Command) -> None:
    for department, said in [
        ("综合统计科", "# 总结\n\n示例：数据按时公开。"),
        ("秘书科", "示例：全年工作平稳。"),
    ]:
        done = summarise(year, gongkai, department, said)
        assert done.code == 0, done.out + done.err
    done = gongkai("report", "2026")
    said = text(year)
    places = [said.index(each) for each in ("#### 秘书科\n\n示例：全年工作平稳。", "#### 综合统计科\n\n##### 总结", "#### 执法监督科\n\n还没有提交总结。")]  # fmt: skip
    assert places == sorted(places)
    assert "还没有总结 no summary: 执法监督科 市社会经济调查中心" in done.out
    found = {each.rule for each in year.check(clock.now().date()) if each.path == PATH}
    assert found == {"report-blank", "record-unsigned"}


def test_a_summary_is_signed_by_the_head_of_its_department_only(year: SignedRepo, gongkai: Command) -> None:
    done = summarise(year, gongkai, "秘书科", "示例。", by=HEADS["综合统计科"])
    assert done.code == 1
    assert "error[record-signer]" in done.out
    assert not (year.root / "content/reports/2026").exists()


@pytest.mark.parametrize(
    ("department", "said"), [("人事科", "没有这个科室"), ("秘书科", "已经提交过")], ids=["none", "twice"]
)
def test_a_summary_that_cannot_be_is_one_clear_line(
    year: SignedRepo, gongkai: Command, department: str, said: str
) -> None:
    assert summarise(year, gongkai, "秘书科", "示例。").code == 0
    done = summarise(year, gongkai, department, "示例。", by=HEADS["秘书科"])
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert said in done.err


def test_run_again_the_tables_are_counted_anew_and_the_text_stays(year: SignedRepo, gongkai: Command) -> None:
    gongkai("report", "2026")
    fill(year)
    year.put(PATH, text(year).replace("行政处罚: [0]", "行政处罚: [7]").replace("全年", "整年"))
    before = text(year).partition("events:")[2]
    ask(year, 3, month=11, more="")
    done = gongkai("report", "2026")
    assert done.code == 0, done.err
    assert "表格已按登记更新" in done.out
    assert "  本年新收: [3, 0, 0, 0, 0, 0, 3]\n" in text(year)
    assert "  行政处罚: [7]\n" in text(year)
    assert text(year).partition("events:")[2].partition("\n---\n")[2] == before.partition("\n---\n")[2]
    assert (
        "not in the text: 2026年新收申请3件（现场申请3件），上年结转0件，办结1件，结转下年度2件。" in done.out
    )
    assert "表格与登记一致" in gongkai("report", "2026").out


def test_approved_it_has_the_time_of_its_approval_and_is_changed_no_more(
    year: SignedRepo, gongkai: Command
) -> None:
    gongkai("report", "2026")
    fill(year)
    done = approve(year, gongkai)
    assert done.code == 0, done.out + done.err
    assert "已登记并签名" in done.out
    assert [each for each in year.check(clock.now().date()) if each.path == PATH] == []
    assert "at: '2027-01-20T10:00:00+08:00'" in text(year)
    for again in (approve(year, gongkai), gongkai("report", "2026")):
        assert (again.code, again.err.count("\n")) == (2, 1)
        assert "已经批准" in again.err


def test_what_still_has_blanks_is_not_approved(year: SignedRepo, gongkai: Command) -> None:
    gongkai("report", "2026")
    before = text(year)
    done = approve(year, gongkai)
    assert done.code == 1
    assert "error[report-blank]" in done.out
    assert text(year) == before


def test_what_does_not_add_up_is_not_approved(year: SignedRepo, gongkai: Command) -> None:
    gongkai("report", "2026")
    fill(year)
    year.put(PATH, text(year).replace("复议后起诉: [0, 0, 0, 0, 0]", "复议后起诉: [0, 0, 0, 0, 4]"))
    done = approve(year, gongkai)
    assert done.code == 1
    assert "error[report-sums] 表四“行政诉讼：复议后起诉”“总计”是 4，应是 0" in done.out
    assert "signed" not in text(year)


def test_only_the_leading_group_approves(year: SignedRepo, gongkai: Command) -> None:
    gongkai("report", "2026")
    fill(year)
    done = approve(year, gongkai, HEADS["秘书科"])
    assert done.code == 1
    assert "error[record-signer]" in done.out
    assert gongkai("report", "2026", "--approve").code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["2019"], "2019年没有登记，也没有公开的信息"), (["2030"], "编不出报告"), (["2019", "--format", "json"], "没有2019年的报告")],
)  # fmt: skip
def test_a_year_without_data_is_one_clear_line(
    year: SignedRepo, gongkai: Command, arguments: list[str], said: str
) -> None:
    done = gongkai("report", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert not (year.root / "content/reports").exists()


def test_nothing_is_counted_from_a_register_that_is_not_in_order(year: SignedRepo, gongkai: Command) -> None:
    year.put("content/requests/2026/003.md", "---\nsubject: 示例\n---\n")
    done = gongkai("report", "2026")
    assert done.code == 1
    assert "content/requests/2026/003.md:" in done.out
    assert done.err == "没有计数，先改正登记 (not counted: mend the registers first)\n"
    assert not (year.root / PATH).exists()


def test_a_year_that_is_not_over_says_so(repo: SignedRepo, gongkai: Command) -> None:
    ask(repo, 1, month=3, more="")
    assert "2026年还没有结束" in gongkai("report", "2026").out


def test_it_is_delivered_in_four_forms(year: SignedRepo, gongkai: Command, tmp_path: Path) -> None:
    gongkai("report", "2026")
    fill(year)
    approve(year, gongkai)
    made = {form: tmp_path / f"a.{form}" for form in ("html", "docx", "pdf", "json")}
    for form, file in made.items():
        done = gongkai("report", "2026", "--format", form, "--output", file)
        assert (done.code, done.err) == (0, "")
    title = "测试统计局2026年政府信息公开工作年度报告"
    assert f"<h1>{title}</h1>" in made["html"].read_text(encoding="utf-8")
    assert docx.Document(BytesIO(made["docx"].read_bytes())).paragraphs[0].text == title
    assert PdfReader(made["pdf"]).metadata["/Title"] == title  # type: ignore[index]
    data = json.loads(made["json"].read_text(encoding="utf-8"))
    assert data["approved"] == "2027-01-20T10:00:00+08:00"
    assert data["table3"]["本年新收"]["自然人"] == 2
