"""gongkai comment and codeowners: what forges show of sign-off. Conveniences, none of them evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongkai import report
from gongkai.artefacts.codeowners import as_codeowners
from gongkai.cli.common import is_wanted, relative, repository
from gongkai.cli.options import paths_argument, today_option
from gongkai.pipeline import read_and_check, read_setup


@click.command()
@paths_argument
@today_option
@click.pass_context
def comment(context: click.Context, paths: tuple[Path, ...], today: date | None) -> None:
    """输出一段 Markdown，可贴到合并请求下：期限、还缺谁批准、有什么问题。给出 PATH 时只说这些文件。

    能运行就以 0 退出：它只是报告，把关的是 gongkai check。

    Print Markdown for a comment on a request: deadlines, missing roles, findings; with PATH, only of those
    files and folders. Exits 0 whenever it could run: it is a report, `gongkai check` is the gate.
    """
    root = repository(context)
    wanted = [relative(root, path) for path in paths]
    checked = read_and_check(root, today)
    items = [item for item in checked.items if is_wanted(item.path, wanted)]
    findings = [finding for finding in checked.findings if is_wanted(finding.path, wanted)]
    click.echo(report.as_comment(items, findings, checked.context), nl=False)


@click.command()
@click.pass_context
def codeowners(context: click.Context) -> None:
    """由 policy/ 输出 CODEOWNERS，代码平台据此请人审阅；保存为 docs/CODEOWNERS。

    Print CODEOWNERS as the policy has it, by which forges ask for review; save it as docs/CODEOWNERS.
    """
    setup = read_setup(repository(context))
    click.echo(as_codeowners(setup.policy, setup.people), nl=False)
