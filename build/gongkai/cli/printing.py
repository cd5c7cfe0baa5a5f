"""gongkai pdf: what is missing of the PDFs of items and annual reports, made."""

from __future__ import annotations

import sys
import time

import click

from gongkai.artefacts.templates import human_size
from gongkai.cli.common import refuse, repository
from gongkai.entries import catalogue_of
from gongkai.pipeline import read_and_check
from gongkai.printing import print_missing
from gongkai.report import plain
from gongkai.sources import typesetting


@click.command()
@click.pass_context
def pdf(context: click.Context) -> None:
    """为各条目和年度报告制作 PDF，已有且未变的不重做；下次 build 放进站点。

    Make the PDFs (PDF/UA) that are missing or out of date; the next build publishes them.
    """
    root = repository(context)
    typesetting.require()
    checked = read_and_check(root)
    if checked.refused:
        refuse(checked.findings, "没有制作 PDF，已有的未动 (refused; no PDF was made)")
    began = time.perf_counter()
    made = old = failed = 0
    for each in print_missing(root, checked.context, catalogue_of(root, checked)):
        if each.path is None:
            failed += 1
            click.echo(plain(f"{each.source}: 没有制成 PDF：{each.reason} (no PDF)"), err=True)
        elif each.new:
            made += 1
            click.echo(f"{each.address}  {human_size(each.path.stat().st_size)}")
        else:
            old += 1
    seconds = time.perf_counter() - began
    click.echo(f"新制 {made}，沿用 {old}，未制成 {failed}，{seconds:.1f} 秒 (made, kept, failed, seconds)")
    sys.exit(1 if failed else 0)
