"""gongkai audit: how everything got onto the main line."""

from __future__ import annotations

import sys

import click

from gongkai import auditing, report
from gongkai.cli.checking import tell
from gongkai.cli.common import repository
from gongkai.cli.options import findings_format
from gongkai.model import MainLine


@click.command()
@click.option(
    "--since", metavar="REV",
    help="只查 REV 之后的合入；REV 须在主线上。 Judge only what landed after REV, a commit of the main line.",
)  # fmt: skip
@findings_format
@click.pass_context
def audit(context: click.Context, since: str | None, form: str) -> None:
    """合并审计：主线上的每一次合入由谁签名、带进了什么、日期是否倒退、历史是否被改写。

    The merge audit: who signed each landing on the main line, what it brought in, whether dates go back
    or history was rewritten.

    查的是最近取回的主分支（origin/…），没有远程时是本地的。没有错误时，主线的末端记在本地克隆的
    refs/gongkai/audited，下次审计时它必须还在主线上。哪些规则算错误，由 policy/policy.yml 的 audit 定。

    Judged is the main branch as last fetched, or the local one where there is no remote. Without errors
    its head is remembered as refs/gongkai/audited in this clone, and the next audit must find it on the
    line. Which rules are errors, `audit` in policy/policy.yml says.
    """
    audited = auditing.audit(repository(context), since)
    findings = list(audited.findings)
    tell(findings, form)
    click.echo(f"{_judged(audited.line)}：{report.counts(findings)}", err=True)
    sys.exit(audited.refused)


def _judged(line: MainLine) -> str:
    """How much was judged, in both languages."""
    commits, landings = len(line.commits), len(line.landings)
    zh = f"自 {line.since[:12]} 之后" if line.since else "自最初起"
    en = f"after {line.since[:12]}" if line.since else "since the beginning"
    return f"{zh}，主线 {commits} 个提交，{landings} 次合入 ({en}, {commits} commits, {landings} landings)"
