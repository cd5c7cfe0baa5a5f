"""gongkai statement and verify: letting anyone check what was signed, without us too."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from gongkai.cli.common import item_at, path_of, repository, require_role, verifications_at
from gongkai.cli.options import at_option, item_argument, revision_option
from gongkai.model import Approval, Item, Policy, SetupError, Verdict
from gongkai.pipeline import read_and_check
from gongkai.sources.keys import signing, trust
from gongkai.sources.keys.sshsig import SshsigError
from gongkai.statement import openssh_commands


@click.command()
@item_argument
@click.option("--role", required=True, help="角色：issuer secrecy publisher late。 The role.")
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
    require_role(checked, role)
    meant = item_at(checked, path_of(root, item), revision)
    given = next((each for each in meant.approvals if each.role == role), None)
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
