"""gongkai check and explain: what is wrong, and what the rules say."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from gongkai import judging, layout, report, rules, schema
from gongkai.cli.against import against, spanned
from gongkai.cli.common import is_wanted, relative, repository, show_findings
from gongkai.cli.options import findings_format, paths_argument, today_option
from gongkai.model import Finding, Rule
from gongkai.pipeline import read_and_check
from gongkai.sources import frontmatter


@click.command()
@paths_argument
@findings_format
@today_option
@against
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    form: str,
    today: date | None,
    base: str | None,
    head: str,
) -> None:
    """检查 content/ 的全部内容；给出 PATH 时只列这些文件的问题。

    Check all of content/ and list what is wrong; with PATH, only of those files and folders.
    """
    root = repository(context)
    wanted = [relative(root, path) for path in paths]
    commits = spanned(root, base, head)
    checked = judging.check(root, commits, today) if commits else read_and_check(root, today)
    findings = [finding for finding in checked.findings if is_wanted(finding.path, wanted)]
    tell(findings, form)
    pages = sum(map(layout.is_page, checked.context.files))
    records = sum(bool(layout.record_named(path)) for path in checked.context.files)
    logs = f"，{records} 件登记" if records else ""
    read = f"{len(checked.context.documents)} 条信息，{pages} 个栏目页{logs}"
    click.echo(f"{read}：{report.counts(findings)}", err=True)
    sys.exit(any(finding.severity == "error" for finding in findings))


def tell(findings: list[Finding], form: str) -> None:
    """Print findings in a format; for GitHub, write the job summary too."""
    if form == "text":
        show_findings(findings)
    else:
        click.echo(report.FORMATS[form](findings, tuple(ALL_RULES.values())), nl=False)
    if form == "github":
        _write_summary(findings)


def _write_summary(findings: list[Finding]) -> None:
    """GitHub names the file of the job summary in the environment; elsewhere there is none."""
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write(report.as_summary(findings, report.ROOM - file.tell()))


ALL_RULES: dict[str, Rule] = {rule.slug: rule for rule in (frontmatter.RULE, schema.RULE, *rules.ALL)}


@click.command()
@click.argument("rule", required=False, type=click.Choice(sorted(ALL_RULES)), metavar="[RULE]")
def explain(rule: str | None) -> None:
    """说明一条规则；不写 RULE 时列出全部规则。

    Explain a rule; without RULE, list them all.
    """
    if rule is None:
        for each in ALL_RULES.values():
            click.echo(f"{each.slug:20} {each.title.zh}（{each.article.zh}） {each.title.en}")
        return
    page = ALL_RULES[rule]
    click.echo(f"{page.slug}: {page.title.zh} · {page.title.en}\n")
    click.echo(f"依据：{page.article.zh}\n{page.page.zh}\n处理：{page.remedy.zh}\n")
    click.echo(f"Basis: {page.article.en}\n{page.page.en}\nTo do: {page.remedy.en}")
