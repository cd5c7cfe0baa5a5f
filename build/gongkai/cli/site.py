"""gongkai build and serve: MkDocs does both; its hook is where the pipeline stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from runpy import run_module
from typing import NoReturn

import click

from gongkai import judging
from gongkai.cli.against import against, spanned
from gongkai.cli.common import repository, show_findings
from gongkai.judging import Span
from gongkai.layout import NO_INDEX
from gongkai.sources import child

_QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""Material says at every start when it ends (docs/adr/0002 has the plan for it)."""


@click.command()
@click.option("--no-index", is_flag=True, help="不做全文索引（检索页会说明）。 Without the full-text index.")
@against
@click.pass_context
def build(context: click.Context, base: str | None, head: str, *, no_index: bool) -> None:
    """检查并生成 site/；有错误则不动原来的 site/。

    Check and build site/. If anything is wrong, the last good site stays as it was.
    """
    root = repository(context)
    if no_index:
        os.environ[NO_INDEX] = "1"
    if commits := spanned(root, base, head):
        sys.exit(_build_by_base(root, commits))
    _become_mkdocs(root, "build", "--quiet")


def _build_by_base(root: Path, commits: Span) -> int:
    """Run MkDocs beside this process, which has the request's folder to clear away; its exit code."""
    with judging.opened(root, commits) as judged:
        if findings := judged.findings:
            show_findings(sorted(findings))
            click.echo("没有生成，原来的站点未动 (refused; the last site stands)", err=True)
            return 1
        # -P: nothing of that folder can be imported by its name
        command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet", "--site-dir", str(root / "site")]
        return child.run(command, judged.folder, os.environ | _QUIET)


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。 The port."
)
@click.pass_context
def serve(context: click.Context, port: int) -> None:
    """在 127.0.0.1 上预览，文件一改就刷新。

    Show the site on 127.0.0.1 and reload it on a change.
    """
    _become_mkdocs(repository(context), "serve", "--dev-addr", f"127.0.0.1:{port}")


def _become_mkdocs(root: Path, *arguments: str) -> NoReturn:
    """Go on as MkDocs, in this very process: signals and the exit code need no passing on."""
    os.chdir(root)
    os.environ.update(_QUIET)
    sys.argv = ["mkdocs", *arguments]
    # Not by starting Python anew: all that the hook needs has been imported here.
    run_module("mkdocs", run_name="__main__")
    sys.exit()
