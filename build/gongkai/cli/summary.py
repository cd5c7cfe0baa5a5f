"""gongkai summary: a department's summary of its year, which the annual report is made of (article 28)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from gongkai.cli.common import repository
from gongkai.cli.options import as_option, key_option, year_argument
from gongkai.cli.recording import clerk, keep
from gongkai.front import scalar
from gongkai.layout import record_path
from gongkai.model import SetupError, in_china
from gongkai.pipeline import read_and_check
from gongkai.recording import written
from gongkai.registers.reports import SUMMARIES


@click.command()
@year_argument
@click.argument("text", metavar="FILE", type=click.File(encoding="utf-8"))
@click.option("--department", required=True, help="哪个科室的总结。 Whose summary.")
@as_option
@key_option
@click.pass_context
def summary(context: click.Context, year: int, text: TextIO, department: str, by: str, key: Path) -> None:
    """提交一个科室一年的工作总结，由科室负责人签名；年度报告在各科室总结的基础上编制（第二十八条）。

    Submit a department's summary of a year, signed by its head: what the annual report is made of (article 28).
    """
    root = repository(context)
    checked = read_and_check(root)
    slugs = {each.name: each.slug for each in checked.setup.schemas.choices("department")}
    if department not in slugs:
        raise SetupError(f"{department}: 没有这个科室，有 {' '.join(slugs)} (no such department)")
    path = record_path(SUMMARIES, f"{year}-{slugs[department]}")
    if path in checked.context.files:
        raise SetupError(f"{path}: 已经提交过 (submitted already)")
    who = clerk(checked, by, key)
    data = _summary(department, text.read().strip(), who.at)
    keep(root, checked, written(checked, path, data.encode(), who))


def _summary(department: str, text: str, at: datetime) -> str:
    event = f"- submitted:\n    at: '{in_china(at)}'\n"
    return f"---\ndepartment: {scalar(department)}\nevents:\n{event}---\n\n{text}\n"
