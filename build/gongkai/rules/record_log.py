"""登记只增不改：进入主分支的事项一字不动，只在最后添加（第十条、第十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text

RULE = Rule(
    slug="record-log",
    title=Text("登记改动了已经公开的内容", "a record changes what is public"),
    article=Text("第十条、第十六条", "articles 10 and 16"),
    remedy=Text(
        "用 git 恢复主分支上的内容；情况有变，在最后添加一项。",
        "restore what the main line has with git; what is new is a new event at the end.",
    ),
    page=Text(
        "登记记的是发生过的事：何时收到、何时答复。进入主分支以后不改不删，连签名人自己也不能，否则期限无从核对。"
        "有误的，添加一项说明。",
        "A record tells what happened and when. Once on the main line nothing of it is changed or removed, not by the "
        "signer either: else no time limit could be checked. What was wrong is corrected by a further event.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield at most one finding: the first that is not as it landed."""
    lost = context.recordings[record.id].lost
    if lost is None:
        return
    if lost < 0:
        zh, en = "标题各项或正文与主分支上的不同", "its head or body is not as it landed"
    elif lost < len(record.events):
        zh, en = f"第 {lost + 1} 项与主分支上的不同", f"event {lost + 1} is not as it landed"
    else:
        zh, en = f"主分支上的第 {lost + 1} 项不见了", f"event {lost + 1} landed and is gone"
    yield RULE.finding(record.path, record.raw.at("events", max(lost, 0)), zh, en)
