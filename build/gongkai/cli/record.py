"""gongkai record: one way to keep all registers: begin a record, go on with it, sign, show (articles 3, 19, 21).

Which fields there are, and what may stand in them, the schemas of the registers say; nothing here knows any.
"""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.common import repository
from gongkai.cli.entry import Entry, entry_options
from gongkai.cli.options import as_option, key_option
from gongkai.cli.record_fields import asked
from gongkai.cli.record_show import listed, show_record
from gongkai.cli.recording import clerk, go_on, record_at, sign_rest, start
from gongkai.layout import REGISTERS, record_named
from gongkai.model import Record, SetupError
from gongkai.pipeline import Checked, read_and_check

TEXTS = ("reports", "summaries")
"""The registers whose records are texts with names of their own: `gongkai report` begins those."""

record_argument = click.argument("name", metavar="RECORD")


@click.group()
def record() -> None:
    """登记：回应、更正申请、投诉举报、公报送交、考核、责任追究。

    The registers: responses, corrections, complaints, deliveries, assessments, accountability.
    """


@record.command()
@click.argument("register", type=click.Choice([each for each in REGISTERS if each not in TEXTS]))
@entry_options
@click.pass_context
def new(context: click.Context, register: str, entry: Entry) -> None:
    """开始一件登记，写下第一项并签名。

    Begin a record with its first event, signed.
    """
    root = repository(context)
    checked = read_and_check(root)
    who, schemas = clerk(checked, entry.by, entry.key), checked.setup.schemas
    first = next(iter(schemas.events(register)))
    parts = [schemas.fields(register), schemas.fields(register, first)]
    head, event = asked(parts, entry.given, entry.files)
    start(root, checked, register, head, first, entry.at or who.at, event, who)


@record.command()
@record_argument
@click.argument("event")
@entry_options
@click.pass_context
def event(context: click.Context, name: str, event: str, entry: Entry) -> None:
    """在一件登记的最后添加一项并签名；EVENT 如 responded。

    Add an event at the end of a record, signed.
    """
    root = repository(context)
    checked = read_and_check(root)
    meant, who = _record(checked, name), clerk(checked, entry.by, entry.key)
    events = checked.setup.schemas.events(meant.register)
    if event not in events:
        known = "、".join(f"{kind}（{said['title']}）" for kind, said in events.items())
        raise SetupError(f"{event}: 没有这种事项，可用的是 {known} (no such event)")
    (fields,) = asked([checked.setup.schemas.fields(meant.register, event)], entry.given, entry.files)
    go_on(root, checked, meant, event, entry.at or who.at, fields, who)


@record.command()
@record_argument
@as_option
@key_option
@click.pass_context
def sign(context: click.Context, name: str, by: str, key: Path) -> None:
    """为一件登记里第一项没有签名的签名。

    Sign the first event of a record that is not signed.
    """
    root = repository(context)
    checked = read_and_check(root)
    sign_rest(root, checked, _record(checked, name), clerk(checked, by, key))


@record.command()
@click.argument("name", metavar="[RECORD|REGISTER]", required=False)
@click.pass_context
def show(context: click.Context, name: str | None) -> None:
    """一件登记的每一项、签名和问题；写登记册的名称，列出其中各件；不写，列出各册的件数。

    One record with its signatures and what is wrong; or a register's records; or how many each holds.
    """
    checked = read_and_check(repository(context))
    if name and name not in REGISTERS:
        show_record(checked, _record(checked, name))
        return
    for line in listed(checked, name):
        click.echo(line)


def _record(checked: Checked, name: str) -> Record:
    """The record that responses/2026-001, or its file, names. Raises SetupError."""
    named = record_named(name)
    register, number = named or name.split("/", 1) if "/" in name else (name, "")
    if register not in REGISTERS or not number:
        known = " ".join(REGISTERS)
        raise SetupError(
            f"{name}: 请写登记册和编号，如 responses/2026-001；登记册有 {known} (no such record)"
        )
    return record_at(checked, register, number)
