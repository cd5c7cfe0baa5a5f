"""gongkai approve, verify, statement and show: giving approvals, and letting anyone check them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from gongkai.cli.approving_all import approve_all
from gongkai.cli.approving_one import approve_one
from gongkai.cli.common import (
    as_moment,
    item_argument,
    item_at,
    path_of,
    repository,
    revision_option,
    verifications_at,
)
from gongkai.cli.inbox import require_office
from gongkai.model import Approval, Item, Policy, SetupError, Verdict
from gongkai.pipeline import Checked, read_and_check
from gongkai.sources import clock
from gongkai.sources.keys import signing, trust
from gongkai.sources.keys.sshsig import SshsigError
from gongkai.statement import namespace, openssh_commands

role_option = click.option("--role", required=True, help="角色：issuer secrecy publisher late。 The role.")
at_option = click.option(
    "--at", callback=as_moment, default=None, show_default="now",
    help="批准时间，如 2026-03-20T10:02:11+08:00。 The time of approval.",
)  # fmt: skip


@click.command()
@click.argument("item", metavar="[ITEM]", required=False)
@click.option(
    "--all", "every", is_flag=True, help="收件箱里的全部，逐条询问。 All in the inbox, asking for each."
)
@click.option("--role", help="角色；用 --all 时可不写。 The role; may be left out with --all.")
@click.option(
    "--as", "by", required=True, envvar="GONGKAI_AS", show_envvar=True,
    help="以哪个岗位批准，见 policy/people.yml。 The office that approves.",
)  # fmt: skip
@click.option(
    "--key", required=True, envvar="GONGKAI_KEY", show_envvar=True, type=click.Path(path_type=Path),
    help="SSH 密钥文件；写公钥则用代理或安全密钥。 Private key file, or the public half of one in an agent.",
)  # fmt: skip
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
        _known_role(checked, role)

    def sign(role: str, message: bytes) -> bytes:
        return signing.sign(message, key=key, namespace=namespace(role, checked.setup.policy.domain))

    if path is not None and role is not None:
        approve_one(root, checked, path, role=role, by=by, at=at or clock.now(), sign=sign)
    else:
        approve_all(root, checked, by=by, role=role, at=at, sign=sign)


def _known_role(checked: Checked, role: str) -> None:
    if role not in checked.setup.policy.roles:
        known = " ".join(checked.setup.policy.roles)
        raise SetupError(f"{role}: 没有这个角色，可用的是 {known} (no such role)")


def _approval(item: Item, role: str) -> Approval | None:
    return next((each for each in item.approvals if each.role == role), None)


@click.command()
@item_argument
@role_option
@click.option("--by", default=None, show_default="as approved", help="批准人。 The approver.")
@at_option
@click.option("--signature", is_flag=True, help="改为输出签名文件。 Print the signature file instead.")
@revision_option
@click.pass_context
def statement(
    context: click.Context,
    item: str,
    role: str,
    by: str | None,
    at: datetime | None,
    signature: bool,
    revision: int | None,
) -> None:
    """输出批准所签的声明，供 ssh-keygen -Y verify 核对。

    Print the exact bytes that an approval signs, for `ssh-keygen -Y verify`.
    """
    root = repository(context)
    checked = read_and_check(root)
    _known_role(checked, role)
    meant = item_at(checked, path_of(root, item), revision)
    given = _approval(meant, role)
    if given is None and (signature or not (by and at)):
        raise SetupError(f"{meant.path}: 没有角色 {role} 的批准，请写明 --by 和 --at (no approval as {role})")
    if given and signature:
        click.echo(signing.armour(given.sig), nl=False)
        return
    text = at.isoformat(timespec="seconds") if at else given.at_text if given else ""
    signer = by or (given.by if given else "")
    policy = checked.setup.policy
    if given and not (by or at):
        click.echo(_signed(meant, given, policy), nl=False)
    else:
        click.echo(trust.approval_statement(meant, policy, role=role, by=signer, at=text), nl=False)


def _signed(item: Item, given: Approval, policy: Policy) -> bytes:
    try:
        return trust.signed_statement(item, given, policy)
    except SshsigError as error:
        raise SetupError(f"{item.path}: {error}") from error


@click.command()
@item_argument
@revision_option
@click.pass_context
def verify(context: click.Context, item: str, revision: int | None) -> None:
    """核对一个条目的每项签名，并打印用 OpenSSH 自行核对的命令。

    Verify each signature of an item, and print the commands to do so with stock OpenSSH.
    """
    root = repository(context)
    checked = read_and_check(root)
    path = path_of(root, item)
    meant = item_at(checked, path, revision)
    verified = verifications_at(checked, path, revision)
    for each in verified:
        good = "有效" if each.verdict is Verdict.GOOD else "无效"
        click.echo(
            f"{good}  {each.approval.role}  {each.approval.by}  {each.approval.at_text}  {each.reason.zh}"
        )
        for command in openssh_commands(
            meant.index, each.approval, checked.setup.policy.domain, revision=revision
        ):
            click.echo(f"  {command}")
    if not verified:
        click.echo("没有任何批准 (no approvals)")
    sys.exit(not verified or any(each.verdict is not Verdict.GOOD for each in verified))
