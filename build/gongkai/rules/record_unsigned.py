"""登记的每一事项都由负责的岗位签名：未经批准不得发布（第五条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Record, Rule, Text

RULE = Rule(
    slug="record-unsigned",
    title=Text("登记的事项没有签名", "an event of a record is not signed"),
    article=Text("第五条、第十条", "articles 5 and 10"),
    remedy=Text(
        "用登记的命令写事项，它同时签名；手写的，请有该角色的岗位运行 gongkai record sign 登记。",
        "write events with their command, which signs them; for one written by hand let an office of that role run "
        "`gongkai record sign RECORD`.",
    ),
    page=Text(
        "登记（申请、回应、更正、投诉、送交、考核、追究、报告）是只增不改的事项，每一项由 policy.yml 的 registers 指定的"
        "角色签名，签的是这一项和此前的全部内容。没有签名的，不知道由谁负责，不予公开。",
        "A record is a log to which events are added. Each is signed by the role that `registers` of policy.yml names, "
        "over itself and all before it. Nobody answers for what is not signed: it is not published.",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Yield a finding for each event that nobody signed."""
    for number, event in enumerate(record.events):
        if event.signed is None:
            role = context.policy.roles[context.policy.registers[record.register][event.kind]]
            zh = f"第 {number + 1} 项（{event.kind}）没有签名，应由“{role.title}”签名"
            where = record.raw.at("events", number, event.kind)
            yield RULE.finding(record.path, where, zh, f"event {number + 1} ({event.kind}) is not signed")
