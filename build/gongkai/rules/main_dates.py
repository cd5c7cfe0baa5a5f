"""公开之日由主线的提交日期证明：日期不得倒退，也不得在将来（第十三条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import CHINA, Audit, Finding, Rule, Text

RULE = Rule(
    slug="main-dates",
    title=Text("主线上的日期倒退或在将来", "a date on the main line goes back, or is yet to come"),
    article=Text("第十三条", "article 13"),
    remedy=Text(
        "核对这个提交是何时合入的，报局政务公开工作领导小组办公室；校准签发合并的机器的时钟。",
        "find out when the commit really landed and report to the leading group's office; set the clock of "
        "the machine that merges.",
    ),
    page=Text(
        "条目的公开之日就是它进入主线的提交日期。日期可以随意写，但后面的提交不会早于前面的："
        "倒退说明有人把日期写早了（为了不显得逾期），或者快进合并带来了分支上的旧日期。"
        "主线上的每个提交都要查，不论改动了什么。将来的日期以北京时间的今天为准。",
        "An item is public on the commit date of its landing. Any date can be written, but what lands later "
        "is not earlier: a date that goes back was written early, so as not to seem late, or came from a "
        "branch by a fast-forward. Every commit of the line is judged, whatever it changed. The future begins "
        "after today in China.",
    ),
)


def check(audit: Audit) -> Iterator[Finding]:
    """Yield a finding for each commit of the line with a date that cannot be true."""
    for commit in audit.line.commits:
        at, before = commit.at.astimezone(CHINA), commit.before.astimezone(CHINA)
        if at < before:
            yield RULE.of_commit(
                commit.sha,
                f"日期 {at:%Y-%m-%d %H:%M:%S} 早于主线上在它之前的 {before:%Y-%m-%d %H:%M:%S}",
                f"dated {at:%Y-%m-%d %H:%M:%S}, earlier than {before:%Y-%m-%d %H:%M:%S} before it on the line",
            )
        if at.date() > audit.today:
            zh = f"日期 {at:%Y-%m-%d} 在今天 {audit.today} 之后"
            yield RULE.of_commit(commit.sha, zh, f"dated {at:%Y-%m-%d}, after today, {audit.today}")
