"""gongkai keys: whose keys count, a new one, one that ends, one that others may hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from gongkai import keeping
from gongkai.cli.common import repository
from gongkai.cli.keys_list import list_keys
from gongkai.cli.options import as_moment
from gongkai.layout import COMPROMISED, SIGNERS
from gongkai.model import Compromise, Item, SetupError
from gongkai.pipeline import read_and_check, read_setup
from gongkai.sources import clock, tree
from gongkai.sources.keys import key_file
from gongkai.sources.keys.sshsig import fingerprint as fingerprint_of


@click.group()
def keys() -> None:
    """密钥的登记、停用和泄露：policy/allowed_signers 和 policy/compromised.yml。

    Whose keys count: list them, add one, retire one, declare one compromised.
    """


keys.add_command(list_keys)


@keys.command()
@click.argument("principal")
@click.argument("file", metavar="KEYFILE", type=click.Path(path_type=Path))
@click.option(
    "--role", "roles", multiple=True, show_default="all of the office",
    help="只用于这个角色，可写多次。 For this role only; repeatable.",
)  # fmt: skip
@click.option("--from", "after", callback=as_moment, show_default="now", help="何时生效。 Valid from.")
@click.option("--until", "before", callback=as_moment, show_default="none", help="何时到期。 Valid until.")
@click.option("--git", is_flag=True, help="也用来签 git 提交。 For signing commits too.")
@click.pass_context
def add(
    context: click.Context,
    principal: str,
    file: Path,
    roles: tuple[str, ...],
    after: datetime | None,
    before: datetime | None,
    git: bool,
) -> None:
    """登记一把公钥（.pub 文件）；已有的行一字不动。

    Register a public key; no line that is there is touched.
    """
    root = repository(context)
    setup, key = read_setup(root), key_file.read_public(file)
    use = keeping.Use(principal, roles, git, after or clock.now(), before)
    tree.replace(root / SIGNERS, keeping.add(setup, _text(root, SIGNERS), key, use).encode())
    click.echo(f"{SIGNERS}: 已登记 {principal} 的密钥 {fingerprint_of(key.blob)} (key added)")
    _remind()


@keys.command()
@click.argument("which", metavar="PRINCIPAL|FINGERPRINT")
@click.option("--at", callback=as_moment, show_default="now", help="何时停用。 When its time ends.")
@click.pass_context
def retire(context: click.Context, which: str, at: datetime | None) -> None:
    """停用一把密钥；此前已公开的批准仍然有效，行不删除。

    End a key's time. What was public before stays approved; the line stays, so that anyone can check it.
    """
    root, at = repository(context), at or clock.now()
    checked = read_and_check(root)
    key = keeping.find(checked.setup, which, at)
    text, after = keeping.retire(checked.setup, _text(root, SIGNERS), key, at)
    (landed, pending), (spoilt, _) = keeping.signed_with(checked, key), keeping.spoilt(checked, after)
    tree.replace(root / SIGNERS, text.encode())
    click.echo(f"{SIGNERS}: {key.principal} 的密钥 {key.fingerprint} 自 {at.isoformat()} 停用 (retired)")
    kept = len(landed) - len(spoilt)
    if kept:
        click.echo(f"用它批准、已经公开的 {kept} 条仍然有效 ({kept} items made public with it stay approved)")
    _warn(
        "停用时尚未公开，批准因此失效：运行 gongkai revise 写成新的一版，重新批准"
        " (not public by then: no longer approved; revise it and approve again)",
        spoilt,
    )
    _warn("用它批准、尚未公开，停用前不公开的须重新批准 (pending: approve again)", pending)
    _remind()


@keys.command()
@click.argument("fingerprint")
@click.option(
    "--since", callback=as_moment, required=True, help="最早何时可能泄露。 Since when others may hold it."
)
@click.option("--reason", required=True, help="缘由，一句话。 Why, in a sentence.")
@click.pass_context
def compromised(context: click.Context, fingerprint: str, since: datetime, reason: str) -> None:
    """登记一把泄露的密钥：自那时起才公开的信息，用它的批准一律作废。

    Declare a key compromised: its approvals count only for what was public before.
    """
    if since > clock.now():
        raise SetupError("泄露时间在将来 (since is in the future)")
    root = repository(context)
    checked = read_and_check(root)
    lost = _text(root, COMPROMISED) if (root / COMPROMISED).exists() else ""
    how = Compromise(since, reason)
    signers, lost, after = keeping.lose(checked.setup, _text(root, SIGNERS), lost, fingerprint, how)
    # In this order: cut off between the two, the command can be given again.
    tree.replace(root / SIGNERS, signers.encode())
    tree.replace(root / COMPROMISED, lost.encode())
    click.echo(f"{COMPROMISED}: {fingerprint} 自 {since.isoformat()} 起泄露 (compromised)")
    if all(key.fingerprint != fingerprint for key in keeping.all_keys(checked.setup)):
        click.echo(f"注意：{SIGNERS} 里没有这把密钥，请核对指纹 (not a listed key: check it)", err=True)
    landed, pending = keeping.spoilt(checked, after)
    _warn(
        "泄露之后才公开，批准因此失效：运行 gongkai revise 写成新的一版，重新批准"
        " (made public since: no longer approved; revise it and approve again)",
        landed,
    )
    _warn("尚未公开，须换密钥重新批准 (pending: approve again)", pending)
    _remind()


def _text(root: Path, path: str) -> str:
    """A file of policy/ to the byte: `tree.read_text` would read CRLF as LF."""
    return (root / path).read_bytes().decode()


def _warn(what: str, items: Iterable[Item]) -> None:
    for item in items:
        click.echo(f"{item.path}: {what}", err=True)


def _remind() -> None:
    click.echo(
        "policy/ 的改动须另开请求、提交，由没有提交过它的两个岗位各运行 gongkai policy approve"
        " (commit it as a request of its own; it needs two approvals of its own, by offices that did not commit to it)"
    )
