"""gongkai keys list: every key with its office, roles, time and state, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click

from gongkai import keeping
from gongkai.cli.common import repository
from gongkai.model import SetupError, in_china
from gongkai.pipeline import read_setup
from gongkai.proving import Setup
from gongkai.sources import clock
from gongkai.sources.keys.allowed_signers import Key
from gongkai.statement import namespace


@click.command("list")
@click.option("--as", "principal", default=None, help="只列这个岗位的。 Of this office only.")
@click.pass_context
def list_keys(context: click.Context, principal: str | None) -> None:
    """列出密钥：岗位、角色、种类、指纹、有效期、状态；并提示缺密钥的角色。

    List the keys, the next to expire, and the roles that nobody could sign.
    """
    setup, now = read_setup(repository(context)), clock.now()
    if principal is not None and not {principal} & {*setup.people, *setup.keys.signers}:
        raise SetupError(f"{principal}: 没有这个岗位 (no such office)")
    mine = [key for key in keeping.all_keys(setup) if principal in (None, key.principal)]
    for key in mine:
        click.echo(_line(setup, key, now))
    click.echo(_next_expiry(setup, mine, now))
    for warning in _warnings(setup, principal, now):
        click.echo(f"注意：{warning}", err=True)


def state(setup: Setup, key: Key, now: datetime) -> str:
    """泄露, 已停用, 未生效 or 有效."""
    if key.fingerprint in setup.keys.compromised:
        return "泄露"
    if key.retired_by(now):
        return "已停用"
    return "有效" if key.valid_at(now) else "未生效"


def _line(setup: Setup, key: Key, now: datetime) -> str:
    person = setup.people.get(key.principal)
    office = person.name if person else "不在 policy/people.yml 里"
    short = {namespace(role, setup.policy.domain): role for role in setup.policy.roles}
    roles = " ".join(sorted(short.get(space, space) for space in key.namespaces))
    lost = setup.keys.compromised.get(key.fingerprint)
    why = f"，自 {_china(lost.since)} 起泄露：{lost.reason}" if lost else ""
    return (
        f"{state(setup, key, now)}  {key.principal}  {office}  {roles}\n"
        f"    {key.kind}  {key.fingerprint}\n"
        f"    {_china(key.valid_after) or '不限'} 至 {_china(key.valid_before) or '长期'}{why}"
    )


def _china(moment: datetime | None) -> str:
    return in_china(moment) if moment else ""


def _next_expiry(setup: Setup, keys: list[Key], now: datetime) -> str:
    ends = [(key.valid_before, key) for key in keys if key.valid_before and state(setup, key, now) == "有效"]
    if not ends:
        return "在用的密钥都没有设定到期 (no key in use is set to expire)"
    end, key = min(ends, key=lambda each: each[0])
    left = (end - now).days
    return f"最近到期：{key.principal} {_china(end)}，还有 {left} 天 (next to expire, in {left} days)"


def _warnings(setup: Setup, principal: str | None, now: datetime) -> Iterator[str]:
    for name, person in setup.people.items():
        keys = [key for key in setup.keys.signers.get(name, ()) if state(setup, key, now) == "有效"]
        for role in sorted(person.roles) if principal in (None, name) else ():
            if not any(namespace(role, setup.policy.domain) in key.namespaces for key in keys):
                yield f"{name} 的角色 {role} 没有有效的密钥 (no valid key for this role)"
    for name in sorted(setup.keys.signers.keys() - setup.people.keys()):
        if principal in (None, name):
            yield f"{name} 有密钥，但不在 policy/people.yml 里 (a key without an office)"
