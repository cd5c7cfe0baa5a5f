"""The assessment: what is counted, from what, and what is left out (articles 25–27; Annex 1)."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from approvals import HEADS
from gongkai.assessing import OF_ALL_YEARS, OF_YEAR, Assessment, Assessor, Mark
from recorded import event, put_record
from signed_repo import SignedRepo
from site_repo import ROOT, publish

DEPARTMENTS = tuple(HEADS)
TODAY = date(2027, 6, 1)
IN_PERSON = {"channel": "现场申请", "applicant": "自然人"}


def assessed(repo: SignedRepo, year: int = 2026, department: str | None = None) -> Assessment:
    return Assessor(repo.checked(TODAY).context).assess(year, department)


def mark(repo: SignedRepo, name: str, year: int = 2026, department: str | None = None) -> Mark:
    found = {each.measure.name: each for each in assessed(repo, year, department).marks}
    return found[name]


def land(repo: SignedRepo, at: str) -> None:
    """Whatever lies there lands on main."""
    repo.branch()
    repo.commit("Draft", at=at)
    repo.merge(at=at)
    repo.git("branch", "--quiet", "-D", "draft")


def test_every_measure_that_the_policy_may_name_is_counted_and_no_other() -> None:
    schema: Any = json.loads((ROOT / "schemas/policy.schema.json").read_text(encoding="utf-8"))
    assert set(schema["$defs"]["content"]["properties"]["counted"]["properties"]) == {*OF_YEAR, *OF_ALL_YEARS}


def test_nothing_that_happened_is_neither_nought_nor_full(repo: SignedRepo) -> None:
    found = assessed(repo)
    assert {each.points for each in found.marks if each.measure.name != "栏目按时更新"} == {None}
    assert found.whole == 100
    assert {each.note for each in found.marks if not each.measure.counted} == {"未评"}


def test_annex_1_article_3_its_six_contents_in_order(repo: SignedRepo) -> None:
    assert assessed(repo).contents == (
        "工作部署", "制度建设", "公开内容", "公开形式", "公开程序和时限", "监督保障措施",
    )  # fmt: skip


class TestItems:
    def test_article_13_as_large_a_part_as_was_in_time(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00001": {"title": "甲", "created": "2026-03-10"}})
        publish(repo, {"2026-00002": {"title": "乙", "created": "2026-02-20", "late": {"reason": "会签"}}})
        found = mark(repo, "按时公开")
        assert (found.points, found.note) == (Fraction(5), "2 件中相符 1 件")
        assert [(each.name, each.good) for each in found.evidence] == [
            ("2026-00001", True),
            ("2026-00002", False),
        ]
        assert found.evidence[1].note == "2026-02-20 起，应于 2026-03-12 前，2026-03-20 公开"

    def test_a_change_has_a_time_limit_of_its_own(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00001": {}})
        change = {"date": "2026-03-25", "kind": "更新", "note": "补充"}
        fields = {"revision": "2", "changes": [change], "late": {"reason": "会签"}, "body": "\n新的。\n"}
        publish(repo, {"2026-00001": fields}, at="2026-04-20T09:00:00+08:00")
        assert [each.good for each in mark(repo, "按时公开").evidence] == [True, False]

    def test_what_was_public_before_the_catalogue_is_no_case(self, repo: SignedRepo) -> None:
        old = {"created": "2021-08-17", "first_published": {"date": "2021-08-20", "where": "网站"}}
        publish(repo, {"2026-00001": old})
        assert mark(repo, "按时公开").points is None

    def test_article_5_what_landed_without_its_approvals_stays_so(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00001": {}})
        repo.write("2026-00002")
        land(repo, "2026-03-21T09:00:00+08:00")
        change = {"date": "2026-03-22", "kind": "更新", "note": "补批"}
        publish(
            repo,
            {"2026-00002": {"revision": "2", "changes": [change], "body": "\n新的。\n"}},
            at="2026-03-23T09:00:00+08:00",
        )
        found = mark(repo, "批准齐全后公开")
        assert [(each.name, each.good) for each in found.evidence] == [
            ("2026-00001", True),
            ("2026-00002", False),
        ]

    def test_article_14_a_correction_costs_in_the_year_in_which_it_landed(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00001": {}, "2026-00002": {}})
        change = {"date": "2027-01-04", "kind": "更正", "note": "数字有误"}
        fields = {"revision": "2", "changes": [change], "body": "\n新的。\n"}
        publish(repo, {"2026-00001": fields}, at="2027-01-05T09:00:00+08:00")
        assert mark(repo, "公开后未更正", 2026).points == 5
        assert mark(repo, "公开后未更正", 2027).points == 0

    def test_article_20_a_policy_with_its_interpretation(self, repo: SignedRepo) -> None:
        policy = {"category": "法规文件", "topic": "规范性文件", "department": "秘书科"}
        number = {"number": "咸统发〔2026〕1号", "created": "2026-03-18"}
        other = {"number": "咸统发〔2026〕2号", "created": "2026-03-18"}
        publish(repo, {"2026-00001": {**policy, **number}, "2026-00003": {**policy, **other}})
        publish(repo, {"2026-00002": {"interprets": ["2026-00001"]}})
        publish(repo, {"2026-00004": {"created": "2026-03-27"}}, at="2026-03-27T09:00:00+08:00")
        found = mark(repo, "政策有解读")
        assert [(each.name, each.good) for each in found.evidence] == [
            ("2026-00001", True),
            ("2026-00003", False),
        ]

    def test_a_department_has_its_own(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00001": {"department": "秘书科"}, "2026-00002": {}})
        found = mark(repo, "按时公开", department="秘书科")
        assert [each.name for each in found.evidence] == ["2026-00001"]
        assert mark(repo, "按时公开", department="执法监督科").points is None


class TestColumns:
    def test_article_22_a_gap_longer_than_the_limit(self, repo: SignedRepo) -> None:
        text = (repo.root / "policy/policy.yml").read_text(encoding="utf-8")
        repo.put("policy/policy.yml", text.replace("工作动态: 99999", "工作动态: 14"))
        publish(repo, {"2026-00001": {}})
        found = mark(repo, "栏目按时更新")
        assert {each.subject: each.good for each in found.evidence}["工作动态"] is False
        assert found.points == 4

    def test_article_10_released_on_the_day_that_was_announced(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00001": {}})
        releases = [
            "a: {date: 2026-03-20, title: 甲, department: 综合统计科, item: 2026-00001}",
            "b: {date: 2026-03-19, title: 乙, department: 秘书科, item: 2026-00001}",
            "c: {date: 2026-03-18, title: 丙, department: 秘书科}",
            "d: {date: 2026-03-18, title: 丁, department: 秘书科, cancelled: {reason: 并入季报}}",
            "e: {date: 2026-12-18, title: 戊, department: 秘书科}",  # still to come
        ]
        lines = "".join(f"  {each}\n" for each in releases)
        repo.put("content/schedule.md", f"---\ntitle: 发布日程\ndescription: 日程。\nreleases:\n{lines}---\n")
        found = mark(repo, "按日程发布")
        assert [(each.subject, each.good) for each in found.evidence] == [
            ("丙", False),
            ("乙", False),
            ("甲", True),
        ]
        assert [each.subject for each in mark(repo, "按日程发布", department="综合统计科").evidence] == ["甲"]


class TestRegisters:
    def test_article_16_answered_in_time_late_and_not_at_all(self, repo: SignedRepo) -> None:
        for number, answered in enumerate(["2026-03-03", "2026-04-03", ""], start=1):
            reply = [event("answered", answered, outcome="予以公开")] if answered else []
            head = {"subject": f"示例：第{number}件"}
            path = f"content/requests/2026/{number:03}.md"
            put_record(repo, path, head, event("received", "2026-03-02", **IN_PERSON), *reply)
        land(repo, "2026-05-01T09:00:00+08:00")
        found = mark(repo, "按时答复申请")
        assert (found.points, [each.good for each in found.evidence]) == (
            Fraction(5, 3),
            [True, False, False],
        )
        assert found.evidence[2].note == "应于 2026-03-23 前，至 2026-05-01 没有答复"
        assert mark(repo, "按时答复申请", department="综合统计科").points == Fraction(5, 3)
        assert mark(repo, "按时答复申请", department="秘书科").points is None

    def test_article_21_to_the_minute(self, repo: SignedRepo) -> None:
        head = {"subject": "示例：事件", "kind": "特别重大、重大突发事件"}
        learnt = event("learnt", "2026-03-20T05:00:00+08:00", source="示例")
        for number, minute in enumerate(["10:00", "10:01"], start=1):
            said = event("responded", f"2026-03-20T{minute}:00+08:00", where="[网站]", text="示例：回应")
            put_record(repo, f"content/responses/2026/{number:03}.md", head, learnt, said)
        land(repo, "2026-05-01T09:00:00+08:00")
        assert [each.good for each in mark(repo, "按时回应").evidence] == [True, False]

    def test_article_30_what_was_ordered_and_put_right(self, repo: SignedRepo) -> None:
        publish(repo, {"2026-00012": {}})
        seen = event("seen", "2026-03-20", what="示例：逾期公开", evidence="[2026-00012]")
        order = event("decided", "2026-03-21", measure="责令改正", reason="示例：初次发生")
        head = {"department": "综合统计科", "paragraph": "第四条（一）", "subject": "示例：逾期公开"}
        done = event("done", "2026-03-22", note="示例：已改正")
        put_record(repo, "content/accountability/2026/001.md", head, seen, order, done)
        put_record(repo, "content/accountability/2026/002.md", head, seen, order)
        nothing = order.replace("责令改正", "不予追究")
        put_record(repo, "content/accountability/2026/003.md", head, seen, nothing)
        land(repo, "2026-05-01T09:00:00+08:00")
        found = mark(repo, "问题已整改")
        assert found.evidence[0].note == "2026-03-21 责令改正，2026-03-22 改正"
        assert found.points == 2
        assert [each.good for each in found.evidence] == [True, False]

    def test_annex_2_what_is_not_told_one_by_one_is_only_counted(self, repo: SignedRepo) -> None:
        text = (repo.root / "policy/policy.yml").read_text(encoding="utf-8")
        repo.put("policy/policy.yml", text.replace("public: [责令改正, 通报批评]", "public: []"))
        publish(repo, {"2026-00012": {}})
        seen = event("seen", "2026-03-20", what="示例：逾期公开", evidence="[2026-00012]")
        order = event("decided", "2026-03-21", measure="责令改正", reason="示例：初次发生")
        head = {"department": "综合统计科", "paragraph": "第四条（一）", "subject": "示例：逾期公开"}
        put_record(repo, "content/accountability/2026/001.md", head, seen, order)
        land(repo, "2026-05-01T09:00:00+08:00")
        (case,) = mark(repo, "问题已整改").evidence
        assert (case.name, case.subject, case.note, case.good) == ("accountability", "", "不逐件公开", False)

    def test_article_28_a_summary_by_31_january_of_the_next_year(self, repo: SignedRepo) -> None:
        for name, department, day in [
            ("mishuke", "秘书科", "2027-01-31"),
            ("zhifa-jianduke", "执法监督科", "2027-02-01"),
        ]:
            put_record(
                repo, f"content/reports/2026/{name}.md", {"department": department}, event("submitted", day)
            )
        land(repo, "2027-03-01T09:00:00+08:00")
        found = mark(repo, "报送工作总结", 2027)
        assert {each.department: each.good for each in found.evidence} == {
            "秘书科": True,
            "综合统计科": False,
            "执法监督科": False,
            "市社会经济调查中心": False,
        }
        assert mark(repo, "报送工作总结", 2026).points is None


class TestPeople:
    def given(self, repo: SignedRepo, department: str, number: int, *points: int) -> None:
        events = [
            event(
                "judged",
                f"2026-12-{day}",
                measure="列入年度工作计划",
                points=f"'{each}'",
                of="'4'",
                reason="示例",
            )
            for day, each in enumerate(points, start=20)
        ]
        put_record(
            repo,
            f"content/assessments/2026/{number:03}.md",
            {"year": "'2026'", "content": "工作部署", "department": department},
            *events,
        )

    def test_article_25_what_was_given_and_nothing_without_a_record(self, repo: SignedRepo) -> None:
        self.given(repo, "秘书科", 1, 3)
        assert mark(repo, "列入年度工作计划", department="秘书科").points == 3
        other = mark(repo, "列入年度工作计划", department="执法监督科")
        assert (other.points, other.note) == (None, "未评")

    def test_the_last_mark_counts(self, repo: SignedRepo) -> None:
        self.given(repo, "秘书科", 1, 1, 4)
        assert mark(repo, "列入年度工作计划", department="秘书科").points == 4

    def test_the_bureau_has_the_mean_once_every_department_was_judged(self, repo: SignedRepo) -> None:
        for number, (department, points) in enumerate(zip(DEPARTMENTS, (4, 4, 2, 1), strict=True), start=1):
            found = mark(repo, "列入年度工作计划")
            assert found.points is None
            assert found.note == ("未评" if number == 1 else f"未评，4 个科室中已评 {number - 1} 个")
            self.given(repo, department, number, points)
        assert mark(repo, "列入年度工作计划").points == Fraction(11, 4)


def test_it_is_as_of_the_newest_landing_and_not_of_today(repo: SignedRepo) -> None:
    publish(repo, {"2026-00001": {}})
    early, late = (Assessor(repo.checked(day).context).assess(2026) for day in (date(2026, 4, 1), TODAY))
    assert early == late
    assert early.year.last == date(2026, 3, 20)


@pytest.mark.parametrize("at", ["2026-12-31T23:00:00+08:00", "2027-01-01T00:30:00+08:00"])
def test_years_are_those_of_china(repo: SignedRepo, at: str) -> None:
    repo.write()
    land(repo, at)
    assert Assessor(repo.checked(TODAY).context).years == range(2026, int(at[:4]) + 1)
