"""gongkai: the commands. Exit 0 clean, 1 findings, 2 cannot run (one line says why)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from gongkai.cli.commands import Commands
from gongkai.cli.usage import told
from gongkai.model import SetupError
from gongkai.report import plain


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "-C", "--root", type=click.Path(path_type=Path), default=Path(), show_default="current folder",
    help="仓库所在的文件夹。 The repository, or a folder in it.",
)  # fmt: skip
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """公开 — 政府信息公开目录：检查、批准、公开。

    The publishing pipeline of a disclosure catalogue: check, approve, publish.
    """
    context.obj = root


def run() -> None:
    """The entry point: what cannot run is one line and exit 2; a bug is a traceback."""
    try:
        _require_utf8()
        sys.exit(main(standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as asked:
        asked.show()
        sys.exit(asked.exit_code)
    except SetupError as error:
        _fail(str(error))
    except click.ClickException as error:
        _fail(told(error))
    except click.Abort:
        _fail("已中止：没有回答，或被打断 (aborted: no answer, or interrupted)")


def _require_utf8() -> None:
    """Raise SetupError where Chinese file names would be read as others: what is found would not be true."""
    if sys.getfilesystemencoding() != "utf-8":
        zh = "系统的文件名编码不是 UTF-8，中文文件名会读错，请先运行 export PYTHONUTF8=1"
        raise SetupError(f"{zh} (file names are not read as UTF-8: export PYTHONUTF8=1)")


def _fail(said: str) -> NoReturn:
    click.echo(f"gongkai: {plain(said)}", err=True)
    sys.exit(SetupError.exit_code)
