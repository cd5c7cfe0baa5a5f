"""gongkai build and serve: MkDocs does both; its hook is where the pipeline stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.common import repository


@click.command()
@click.pass_context
def build(context: click.Context) -> None:
    """检查并生成 site/；有错误则不动原来的 site/。

    Check and build site/. If anything is wrong, the last good site stays as it was.
    """
    _become_mkdocs(repository(context), "build", "--quiet")


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
    # Material says at every start when it ends (docs/adr/0002 has the plan for it).
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    sys.stdout.flush()
    os.execve(sys.executable, [sys.executable, "-m", "mkdocs", *arguments], quiet)
