"""--base and --head: a request judged by its base, for check and build alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from gongkai.judging import Span, span

_BASE = click.option(
    "--base", metavar="REV",
    help="按这个提交的制度、密钥、表单和模板判定，只取 --head 的 content/；未提交的改动不算。"
    " Judge by all that is not content/ at this commit; what is not committed is not judged.",
)  # fmt: skip
_HEAD = click.option(
    "--head", metavar="REV", default="HEAD", show_default=True,
    help="判定哪个提交，与 --base 一起用。 The commit that is judged, with --base.",
)  # fmt: skip


def against(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the two options."""
    return _BASE(_HEAD(command))


def spanned(root: Path, base: str | None, head: str) -> Span | None:
    """The two commits, named on the standard error; none without --base. Raises SetupError."""
    if base is None:
        if head != "HEAD":
            raise click.UsageError("--head 须与 --base 一起用 (--head needs --base)")
        return None
    commits = span(root, base, head)
    click.echo(f"判定 {commits.head}，以 {commits.base} 为准 (judged, by the base)", err=True)
    return commits
