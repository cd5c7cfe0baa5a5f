"""gongkai approve, verify, statement and show: giving approvals, and letting anyone check them."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from gongkai import approving
from gongkai.cli.common import (
    item_argument,
    item_at,
    path_of,
    repository,
    revision_option,
    show_findings,
    verifications_at,
)
from gongkai.model import CHINA, Approval, Item, SetupError, Verdict
from gongkai.pipeline import Checked, read_and_check
from gongkai.sources import clock, signing, tree, trust
from gongkai.statement import namespace, openssh_commands


def _moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("应如 2026-03-20T10:02:11+08:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


role_option = click.option("--role", required=True, help="角色：issuer secrecy publisher late。 The role.")
at_option = click.option(
    "--at", callback=_moment, default=None, show_default="now",
    help="批准时间，如 2026-03-20T10:02:11+08:00。 The time of approval.",
)  # fmt: skip


@click.command()
@item_argument
@role_option
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
def approve(context: click.Context, item: str, role: str, by: str, key: Path, at: datetime | None) -> None:
    """批准一个条目：用 ssh-keygen 签名，写入文件，其余字节不动。

    Approve an item: sign with ssh-keygen and put the approval into the file; no other byte changes.
    """
    root = repository(context)
    path = path_of(root, item)
    checked = read_and_check(root)
    meant = item_at(checked, path)
    _known_role(checked, role)
    space = namespace(role, checked.setup.policy.domain)
    result = approving.approve(
        root, checked, meant, (root / path).read_bytes(), role=role, by=by, at=at or clock.now(),
        sign=lambda message: signing.sign(message, key=key, namespace=space),
    )  # fmt: skip
    if isinstance(result, tuple):
        show_findings(list(result))
        click.echo(f"{path}: 没有批准，文件未改动 (not approved; the file is as it was)", err=True)
        sys.exit(1)
    tree.replace(root / path, result)
    title = checked.setup.policy.roles[role].title
    click.echo(f"{path}: {by} 已批准（{title}） (approved as {role})")
    _warn_of_the_rest(checked, path)


def _known_role(checked: Checked, role: str) -> None:
    if role not in checked.setup.policy.roles:
        known = " ".join(checked.setup.policy.roles)
        raise SetupError(f"{role}: 没有这个角色，可用的是 {known} (no such role)")


def _warn_of_the_rest(checked: Checked, path: str) -> None:
    """Who signs answers for the item: tell what else check will say of it."""
    rest = [
        each
        for each in checked.findings
        if each.path == path and each.rule not in ("unsigned", "bad-signature")
    ]
    if rest:
        click.echo("注意，这一条还有问题 (this item has other findings):", err=True)
        show_findings(rest)


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
    click.echo(trust.approval_statement(meant, policy, role=role, by=signer, at=text), nl=False)


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
