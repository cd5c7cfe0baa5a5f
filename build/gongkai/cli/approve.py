"""gongkai approve: one item, or with --all everything that waits."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from gongkai.cli.approving_all import approve_all
from gongkai.cli.approving_one import approve_one
from gongkai.cli.common import path_of, repository, require_role
from gongkai.cli.inbox import require_office
from gongkai.cli.options import as_option, at_option, key_option
from gongkai.pipeline import read_and_check
from gongkai.sources import clock
from gongkai.sources.keys import signing
from gongkai.statement import namespace


@click.command()
@click.argument("item", metavar="[ITEM]", required=False)
@click.option(
    "--all", "every", is_flag=True, help="收件箱里的全部，逐条询问。 All in the inbox, asking for each."
)
@click.option("--role", help="角色；用 --all 时可不写。 The role; may be left out with --all.")
@as_option
@key_option
@at_option
@click.pass_context
def approve(
    context: click.Context,
    item: str | None,
    every: bool,
    role: str | None,
    by: str,
    key: Path,
    at: datetime | None,
) -> None:
    """批准一个条目，或用 --all 批准等您批准的全部：用 ssh-keygen 签名，写入文件，其余字节不动。

    Approve an item, or with --all everything that waits for you: sign with ssh-keygen and put the
    approval into the file; no other byte changes. With --all, one signature a role covers the batch.
    """
    if every == (item is not None):
        raise click.UsageError("写一个条目，或写 --all (give either ITEM or --all)")
    if role is None and not every:
        raise click.UsageError("写明 --role (give --role)")
    root = repository(context)
    path = None if item is None else path_of(root, item)
    checked = read_and_check(root)
    require_office(checked, by)
    if role is not None:
        require_role(checked, role)

    def sign(role: str, message: bytes) -> bytes:
        return signing.sign(message, key=key, namespace=namespace(role, checked.setup.policy.domain))

    if path is not None and role is not None:
        approve_one(root, checked, path, role=role, by=by, at=at or clock.now(), sign=sign)
    else:
        approve_all(root, checked, by=by, role=role, at=at, sign=sign)
