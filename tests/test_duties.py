"""What is due about registers and about the bureau itself: by which clock, whose, and why (articles 16, 19–21, 28; Annex 2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from approvals import HEADS, LEADING
from gongkai.duties import duties
from gongkai.model import Duty, Todo
from gongkai.pipeline import read_and_check
from recorded import event, put_record
from signed_repo import SignedRepo

HEAD = HEADS["综合统计科"]
REQUEST = "content/requests/2026/001.md"
IN_PERSON = {"channel": "现场申请", "applicant": "自然人"}
SUBJECT = {"subject": "示例：各县区增加值"}
POLICY: Mapping[str, Any] = {
    "topic": "规范性文件",
    "category": "法规文件",
    "department": "秘书科",
    "number": "咸统发〔2026〕1号",
}


def due(repo: SignedRepo, now: str = "2026-03-20T10:00:00+08:00") -> list[Duty]:
    """All duties but the annual report."""
    known = read_and_check(repo.root, now=datetime.fromisoformat(now)).context
    return [each for each in duties(known) if each.todo is not Todo.REPORT]


class TestRequests:
    def test_article_16_fifteen_working_days_with_the_twenty_of_the_law_beside(
        self, repo: SignedRepo
    ) -> None:
        put_record(repo, REQUEST, SUBJECT, event("received", "2026-02-13", **IN_PERSON))
        (duty,) = due(repo, "2026-03-12T10:00:00+08:00")
        assert (duty.todo, duty.name, duty.due and duty.due.day) == (
            Todo.ANSWER,
            "requests/2026-001",
            date(2026, 3, 12),
        )
        assert "放假不计 2026-02-16–2026-02-20、2026-02-23" in duty.working.zh
        assert "调休上班计入 2026-02-14、2026-02-28" in duty.working.zh
        assert "条例的期限：2026-02-13 的次日起算 20 个工作日" in duty.working.zh
        assert duty.working.zh.endswith("截止 2026-03-19")
        assert duty.department == "综合统计科"
        assert HEAD in duty.offices

    def test_while_others_are_heard_the_limit_is_open(self, repo: SignedRepo) -> None:
        asked = event("clarification_asked", "2026-03-16", what="示例：请写明年度")
        put_record(repo, REQUEST, SUBJECT, event("received", "2026-03-09", **IN_PERSON), asked)
        (duty,) = due(repo)
        assert duty.due is None
        assert duty.earliest is not None
        assert "期限待定" in duty.working.zh

    def test_what_is_not_confirmed_is_to_be_confirmed(self, repo: SignedRepo) -> None:
        put_record(
            repo, REQUEST, SUBJECT, event("received", "2026-03-09", channel="网络", applicant="自然人")
        )
        (duty,) = due(repo)
        assert (duty.todo, duty.due) == (Todo.CONFIRM, None)

    def test_what_is_overdue_is_a_sighting_too(self, repo: SignedRepo) -> None:
        put_record(repo, REQUEST, SUBJECT, event("received", "2026-02-13", **IN_PERSON))
        answer, decide = due(repo, "2026-03-13T10:00:00+08:00")
        assert (answer.todo, decide.todo, decide.name) == (Todo.ANSWER, Todo.DECIDE, "requests/2026-001")
        assert "应于 2026-03-12 前答复，没有答复，或属附件二第五条（一）" in decide.working.zh

    def test_what_is_answered_is_done(self, repo: SignedRepo) -> None:
        answered = event("answered", "2026-03-19", outcome="予以公开")
        put_record(repo, REQUEST, SUBJECT, event("received", "2026-03-09", **IN_PERSON), answered)
        assert due(repo) == []


def test_article_21_five_hours_to_the_minute(repo: SignedRepo) -> None:
    head = {"subject": "示例：事件", "kind": "特别重大、重大突发事件"}
    learnt = event("learnt", "2026-03-20T05:00:00+08:00", source="示例：巡查")
    put_record(repo, "content/responses/2026/001.md", head, learnt)
    (duty,) = due(repo, "2026-03-20T09:59:00+08:00")
    assert (duty.todo, str(duty.due)) == (Todo.RESPOND, "2026-03-20 10:00")
    assert not duty.is_over(datetime.fromisoformat("2026-03-20T10:00:00+08:00"))
    assert duty.is_over(datetime.fromisoformat("2026-03-20T10:01:00+08:00"))


def test_article_20_three_working_days_for_an_interpretation(repo: SignedRepo) -> None:
    repo.write(created="2026-09-18", **POLICY)
    found = {each.todo: each for each in due(repo, "2026-09-18T10:00:00+08:00")}
    assert found.keys() == {Todo.PUBLISH, Todo.INTERPRET}
    # A Friday; the Sunday after it is worked.
    assert str(found[Todo.INTERPRET].due) == "2026-09-22"
    assert found[Todo.INTERPRET].offices == (HEADS["秘书科"],)


def test_article_20_of_a_year_that_nobody_knows_the_day_is_open(repo: SignedRepo) -> None:
    repo.write(created="2026-12-30", **POLICY)
    found = {each.todo: each for each in due(repo, "2026-12-30T10:00:00+08:00")}
    assert found[Todo.INTERPRET].due is None
    assert found[Todo.INTERPRET].earliest == date(2027, 1, 3)
    assert "期限待定：2027年放假安排未公布" in found[Todo.INTERPRET].working.zh


def test_article_19_and_3_8_at_once_names_no_day(repo: SignedRepo) -> None:
    received = event("received", "2026-03-10", channel="信函", applicant="自然人")
    put_record(repo, "content/corrections/2026/001.md", {"subject": "示例：本单位的数据有误"}, received)
    complaint = {"subject": "示例：没有公开", "kind": "举报"}
    put_record(
        repo, "content/complaints/2026/001.md", complaint, event("received", "2026-03-11", channel="网络")
    )
    assert [(each.todo, each.due, each.earliest) for each in due(repo)] == [
        (Todo.HANDLE, None, None),
        (Todo.CORRECT, None, None),
    ]


def test_article_28_summaries_once_the_year_is_over(repo: SignedRepo) -> None:
    assert due(repo, "2026-12-31T10:00:00+08:00") == []
    found = due(repo, "2027-01-01T10:00:00+08:00")
    assert {(each.todo, str(each.due)) for each in found} == {(Todo.SUMMARIZE, "2027-01-31")}
    assert [each.department for each in found] == sorted(HEADS, key=lambda name: f"summaries/2026-{name}")


def late_item(repo: SignedRepo) -> None:
    repo.branch()
    repo.write(created="2026-02-20", late={"reason": "示例：会签用时过长"})
    repo.approve(at="2026-03-20T08:00:00+08:00")
    repo.commit("Draft")
    repo.merge()


SEEN = event("seen", "2026-03-20", what="示例：逾期公开", evidence="[2026-00012]")


def test_annex_2_what_was_seen_waits_until_a_record_takes_it_up(repo: SignedRepo) -> None:
    late_item(repo)
    (duty,) = due(repo)
    assert (duty.todo, duty.name, duty.offices) == (Todo.DECIDE, "2026-00012", (LEADING,))
    assert "逾期 8 天，或属附件二第四条（一）" in duty.working.zh
    head = {"department": "综合统计科", "paragraph": "第四条（一）", "subject": "示例：逾期公开"}
    put_record(repo, "content/accountability/2026/001.md", head, SEEN)
    (duty,) = due(repo)
    assert (duty.todo, duty.name, duty.department) == (Todo.DECIDE, "accountability/2026-001", "秘书科")


def test_article_30_what_is_to_be_put_right_waits_for_the_department(repo: SignedRepo) -> None:
    late_item(repo)
    head = {"department": "综合统计科", "paragraph": "第四条（一）", "subject": "示例：逾期公开"}
    path = "content/accountability/2026/001.md"
    order = event("decided", "2026-03-20", measure="责令改正", reason="示例：初次发生")
    put_record(repo, path, head, SEEN, order)
    (duty,) = due(repo)
    assert (duty.todo, duty.department) == (Todo.PUT_RIGHT, "综合统计科")
    put_record(repo, path, head, SEEN, order, event("done", "2026-03-20", note="示例：已改正"))
    assert due(repo) == []
