"""gongkai statement and verify: letting anyone check what was signed, without us too."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from gongkai.cli.common import item_at, path_of, repository, require_role, verifications_at
from gongkai.cli.options import at_option, item_argument, revision_option
from gongkai.layout import record_named
from gongkai.model import Approval, Item, Policy, Record, SetupError, Verdict, Verification
from gongkai.pipeline import Checked, read_and_check
from gongkai.proving import event_message
from gongkai.sources.keys import signing, trust
from gongkai.sources.keys.sshsig import SshsigError
from gongkai.statement import event_commands, openssh_commands

_Pair = tuple[Verification, tuple[str, str]]
"""What a signature is worth, and the two commands by which anyone checks it."""


@click.command()
@item_argument
@click.option("--role", help="角色：issuer secrecy publisher late。 The role.")
@click.option("--event", type=click.IntRange(1), help="登记的第几项。 Of a record: the number of the event.")
@click.option("--by", default=None, show_default="as approved", help="批准人。 The approver.")
@at_option
@click.option("--signature", is_flag=True, help="改为输出签名文件。 Print the signature file instead.")
@revision_option
@click.pass_context
def statement(
    context: click.Context,
    item: str,
    role: str | None,
    event: int | None,
    by: str | None,
    at: datetime | None,
    signature: bool,
    revision: int | None,
) -> None:
    """输出批准（或登记 requests/2026-003 的一项）所签的声明，供 ssh-keygen -Y verify 核对。

    Print the exact bytes that an approval, or an event of a record, signs, for `ssh-keygen -Y verify`.
    """
    root = repository(context)
    checked = read_and_check(root)
    if record := named(checked, item):
        click.echo(_of_event(record, event, signature=signature), nl=False)
        return
    if role is None:
        raise click.UsageError("写明 --role (give --role)")
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


def _of_event(record: Record, event: int | None, *, signature: bool) -> bytes | str:
    """What the signature of an event is over, or the signature."""
    signed = record.events[event - 1].signed if event and event <= len(record.events) else None
    if not event or signed is None:
        raise SetupError(
            f"{record.path}: 写明 --event，且该项已签名 (give --event, of an event that is signed)"
        )
    return signing.armour(signed.sig) if signature else event_message(record, event - 1, signed)


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
    """核对一个条目（或登记 requests/2026-003）的每项签名，并打印用 OpenSSH 自行核对的命令。

    Verify each signature of an item or a record, and print the commands to do so with stock OpenSSH.
    """
    root = repository(context)
    checked = read_and_check(root)
    record = named(checked, item)
    pairs = _of_record(checked, record) if record else _of_item(checked, path_of(root, item), revision)
    for verified, commands in pairs:
        good, given = "有效" if verified.verdict is Verdict.GOOD else "无效", verified.approval
        click.echo(f"{good}  {given.role}  {given.by}  {given.at_text}  {verified.reason.zh}")
        for command in commands:
            click.echo(f"  {command}")
    missing = not pairs or bool(record and len(pairs) < len(record.events))
    if missing:
        click.echo("有事项没有签名 (an event is not signed)" if record else "没有任何批准 (no approvals)")
    sys.exit(missing or any(each.verdict is not Verdict.GOOD for each, _ in pairs))


def _of_item(checked: Checked, path: str, revision: int | None) -> list[_Pair]:
    """What each approval of an item is worth, and how to check it."""
    meant, domain = item_at(checked, path, revision), checked.setup.policy.domain
    return [
        (each, openssh_commands(meant.index, each.approval, domain, revision=revision))
        for each in verifications_at(checked, path, revision)
    ]


def _of_record(checked: Checked, record: Record) -> list[_Pair]:
    """The same of each event of a record that is signed."""
    proved = checked.context.recordings[record.id].verifications
    return [
        (each, event_commands(record.id, number, each.approval, checked.setup.policy.domain))
        for number, each in enumerate(proved, 1)
        if each
    ]


def named(checked: Checked, text: str) -> Record | None:
    """The record that a name (requests/2026-003) or a path means; None for what is none."""
    found = record_named(text)
    return checked.context.records.get(f"{found.register}/{found.name}" if found else text)
