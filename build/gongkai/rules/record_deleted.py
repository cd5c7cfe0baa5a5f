"""登记不消失：进入主分支的登记不能删去（第五条、第十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.layout import record_named
from gongkai.model import Context, Finding, Place, Rule, Text

RULE = Rule(
    slug="record-deleted",
    title=Text("登记不见了", "a record is gone"),
    article=Text("第五条、第十六条", "articles 5 and 16"),
    remedy=Text(
        "用 git 恢复该文件；编号不再使用。", "restore the file with git; its number is never used again."
    ),
    page=Text(
        "进入过主分支的登记，文件必须一直在：申请的先后、期限、年度报告都从登记里数。误登记的，也留下，以最后一项说明。",
        "A record that has landed stays: the order of requests, their limits and the annual report are counted from "
        "records. One made by mistake stays too, and says so in its last event.",
    ),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each record that has landed and has no file."""
    for path, landings in context.history.pages.items():
        if record_named(path) and path not in context.files and any(each.known for each in landings):
            day = landings[0].day
            yield RULE.finding(
                path, Place(1, 1), f"登记于 {day}，文件被删去", f"recorded on {day}, and deleted"
            )
