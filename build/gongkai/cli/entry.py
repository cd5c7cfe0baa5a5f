"""The options by which an event is recorded: what it says, when it happened, who signs. `record` and `request` have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce, wraps
from pathlib import Path
from typing import Any

import click

from gongkai.cli.options import as_moment, as_option, key_option


@dataclass(frozen=True, slots=True)
class Entry:
    """What a clerk gave with the command."""

    given: tuple[str, ...]
    """FIELD=VALUE."""
    files: tuple[str, ...]
    """FIELD=FILE."""
    at: datetime | None
    """When it happened; now, if that is not said."""
    by: str
    key: Path


set_option = click.option(
    "--set", "given", multiple=True, metavar="FIELD=VALUE",
    help="字段=值，可写多次；同一字段写几次就是几项；没给的必填项逐一询问。 A field; repeatable. Asks for what is missing.",
)  # fmt: skip
file_option = click.option(
    "--file", "files", multiple=True, metavar="FIELD=FILE",
    help="字段的文字写在文件里，如回应全文。 A field whose text is in a file.",
)  # fmt: skip
at_option = click.option(
    "--at", callback=as_moment, default=None, show_default="now",
    help="这件事何时发生，如 2026-03-20T10:02；不写时区按北京时间。 When it happened.",
)  # fmt: skip


def entry_options(command: Callable[..., None]) -> Callable[..., None]:
    """All of these options, which `command` gets as one `entry`."""

    @wraps(command)
    def gathered(
        *arguments: Any,
        given: tuple[str, ...],
        files: tuple[str, ...],
        at: datetime | None,
        by: str,
        key: Path,
        **others: Any,
    ) -> None:
        command(*arguments, entry=Entry(given, files, at, by, key), **others)

    options = (set_option, file_option, at_option, as_option, key_option)
    return reduce(lambda made, option: option(made), reversed(options), gathered)
