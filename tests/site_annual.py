"""What the column of the tests has beside items: an annual report, and the table of articles."""

from __future__ import annotations

from typing import Any

import yaml

import annual
import records
from gongkai.annual import tables
from gongkai.annual.tables import Tables
from gongkai.layout import ARTICLES
from signed_repo import SignedRepo

REPORT = "content/reports/2025.md"
APPROVED = "2026-01-20T09:00:00+08:00"
PARTS = {"rule": 32, "annex1": 5, "annex2": 7}
_FIGURES = "〇一二三四五六七八九"


def number(count: int) -> str:
    """第二十三条."""
    tens, ones = divmod(count, 10)
    figures = (_FIGURES[tens] if tens > 1 else "") + ("十" if tens else "") + (_FIGURES[ones] if ones else "")
    return f"第{figures}条"


def articles(**changes: Any) -> str:
    """A table in which people do everything, but for what is changed of 第十三条."""
    said: dict[str, dict[str, Any]] = {
        part: {number(each): {"about": "示例", "people": "示例"} for each in range(1, count + 1)}
        for part, count in PARTS.items()
    }
    said["rule"]["第十三条"] |= changes
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False)


def report(body: str = annual.BODY, numbers: Tables | None = None, at: str = APPROVED) -> str:
    """The file of a report of nobody's approval yet."""
    head = "\n".join(tables.write(numbers or annual.tables()))
    return f"---\n{head}\nevents:\n- approved: {{at: '{at}'}}\n---\n\n{body}"


def put(repo: SignedRepo) -> None:
    """Write the report, approved, the table, and their column page."""
    repo.put(REPORT, records.sign(report().encode(), REPORT))
    by = {"rules": ["late"], "pages": ["guide.md"], "commands": ["late"], "registers": ["reports"]}
    repo.put(ARTICLES, articles(**by, fields=["item.late.reason"], policy=["limits.publish_days"]))
    repo.put("content/articles.md", "---\ntitle: 制度对照表\ndescription: 逐条落实。\n---\n\n逐条落实。\n")
