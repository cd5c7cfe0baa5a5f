"""gongkai request: register a request, record what happens to it, show by when it is to be answered (articles 15–18).

What `gongkai record` does for every register, with the questions that only the law of requests makes one ask.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from gongkai.cli.common import repository
from gongkai.cli.entry import Entry, at_option, entry_options
from gongkai.cli.options import as_option, key_option
from gongkai.cli.record_fields import asked
from gongkai.cli.record_show import show_record
from gongkai.cli.recording import clerk, go_on, record_at, start
from gongkai.model import Value
from gongkai.pipeline import Checked, read_and_check
from gongkai.registers.requests import NAMES, REGISTER, needs_post, needs_reason
from gongkai.schema.fields import Field

_ASKED = ("subject", "form", "channel", "post", "applicant")
number_argument = click.argument("number", metavar="NUMBER")


@click.group()
def request() -> None:
    """依申请公开：登记收到的申请、办理的每一步，看期限怎么算。

    Requests for information: register one, record each step, show its time limits.
    """


@request.command()
@click.option("--subject", help="所申请的信息，不写个人信息。 What is asked for; no personal data.")
@click.option("--form", help="申请人要求的形式，有的才写。 The form that is wanted, if any.")
@click.option("--channel", help="渠道，第十五条的五种之一。 One of the five of article 15.")
@click.option("--post", help="信函才写：挂号、平常。 Of a letter: registered or ordinary.")
@click.option("--applicant", help="申请人类别，不写是谁。 The kind of applicant, never who.")
@at_option
@as_option
@key_option
@click.pass_context
def new(context: click.Context, /, at: datetime | None, by: str, key: Path, **given: str | None) -> None:
    """登记收到的一件申请，取下一个编号；没给的必填项逐一询问，不问申请人是谁。

    Register a request that was received, under the next number; asks for what is not given, never who asked.
    """
    root = repository(context)
    checked = read_and_check(root)
    who, schemas = clerk(checked, by, key), checked.setup.schemas
    parts = [schemas.fields(REGISTER), schemas.fields(REGISTER, "received")]
    pairs = [f"{name}={given[name]}" for name in _ASKED if given[name]]
    head, event = asked(parts, pairs, ())
    _complete(event, "post", checked, "received", wanted=needs_post(event))
    start(root, checked, REGISTER, head, "received", at or who.at, event, who)


@request.command()
@number_argument
@click.argument("kind", type=click.Choice([kind for kind in NAMES if kind != "received"]))
@entry_options
@click.pass_context
def event(context: click.Context, number: str, kind: str, entry: Entry) -> None:
    """在一件申请（如 2026-003）的最后添加一步并签名；没给的必填项逐一询问。

    Add a step at the end of a request, such as 2026-003, signed; asks for what is not given.
    """
    root = repository(context)
    checked = read_and_check(root)
    record, who = record_at(checked, REGISTER, number), clerk(checked, entry.by, entry.key)
    (fields,) = asked([checked.setup.schemas.fields(REGISTER, kind)], entry.given, entry.files)
    _complete(fields, "reason", checked, kind, wanted=needs_reason(kind, fields))
    go_on(root, checked, record, kind, entry.at or who.at, fields, who)


@request.command()
@number_argument
@click.pass_context
def show(context: click.Context, number: str) -> None:
    """一件申请的状态、本局和条例两个期限的算法、经过、签名和问题。

    One request: how it stands, both time limits with their working, what happened, who signed, what is wrong.
    """
    checked = read_and_check(repository(context))
    show_record(checked, record_at(checked, REGISTER, number))


def _complete(fields: dict[str, Value], name: str, checked: Checked, kind: str, *, wanted: bool) -> None:
    """Ask for a field that is needed only sometimes, where it is and was not given."""
    if wanted and not fields.get(name):
        fields[name] = _ask(
            next(each for each in checked.setup.schemas.fields(REGISTER, kind) if each.name == name)
        )


def _ask(field: Field) -> str:
    words = f"{field.title}（{field.description}）"
    return str(click.prompt(words, type=click.Choice(field.choices) if field.choices else str))
