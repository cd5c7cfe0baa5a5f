"""What the column of the tests has of assessment and accountability: a mark, and three decisions of which two are told."""

from __future__ import annotations

from recorded import event, put_record
from signed_repo import SignedRepo

PAGE = "---\ntitle: 考核和责任追究\ndescription: 怎样考核，怎样追究责任。\n---\n\n怎样考核。\n"
HEAD = {"department": "综合统计科", "paragraph": "第四条（一）"}
MARK = {"year": "'2026'", "department": "秘书科", "content": "工作部署"}
SEEN = event("seen", "2026-03-19T08:30:00+08:00", what="示例：未列入计划", evidence="[assessments/2026-001]")
MEASURES = ("责令改正", "通报批评", "给予处理")


def decided(measure: str) -> str:
    """A decision on what was seen."""
    return event("decided", "2026-03-19T09:00:00+08:00", measure=measure, reason="示例：初次发生")


def put(repo: SignedRepo) -> None:
    """Write the column page and the records."""
    repo.put("content/assessment.md", PAGE)
    judged = event(
        "judged", "2026-03-18", measure="列入年度工作计划", points="'1'", of="'4'", reason="示例：计划里没有"
    )
    put_record(repo, "content/assessments/2026/001.md", MARK, judged)
    for number, measure in enumerate(MEASURES, start=1):
        head = {**HEAD, "subject": f"示例：第{number}件"}
        put_record(repo, f"content/accountability/2026/{number:03}.md", head, SEEN, decided(measure))
