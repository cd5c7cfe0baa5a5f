"""What `gongkai record show` says: a record event by event, or the records of a register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import click

from gongkai.cli.common import show_findings
from gongkai.layout import REGISTERS
from gongkai.model import Context, Record, Value, in_china
from gongkai.pipeline import Checked
from gongkai.registers import request_limits, requests, responses
from gongkai.report import plain

_WORKINGS: Mapping[str, Callable[[Record, Context], str]] = {
    requests.REGISTER: request_limits.working,
    responses.REGISTER: responses.working,
}
"""Register → how the time limit of its records is counted."""


def listed(checked: Checked, register: str | None) -> Iterator[str]:
    """The records of a register, in order; or each register, with how many it holds."""
    records = sorted(checked.context.records.values(), key=lambda record: record.id)
    if register:
        mine = [record for record in records if record.register == register]
        yield from (_line(record, checked) for record in mine)
        yield f"共 {len(mine)} 件 ({len(mine)} records)"
        return
    for name in REGISTERS:
        count = sum(record.register == name for record in records)
        yield f"{name:16}{count:4} 件  {checked.setup.schemas.title(REGISTERS[name])}"


def _line(record: Record, checked: Checked) -> str:
    last = record.events[-1]
    title = checked.setup.schemas.events(record.register)[last.kind]["title"]
    about = next((str(value) for value in record.head.values()), "")
    return f"{record.id}  {in_china(last.at)} {title}  {plain(about)}"


def show_record(checked: Checked, record: Record) -> None:
    """Print all that is known of a record: head, time limit, events, signatures, findings."""
    schemas = checked.setup.schemas
    click.echo(f"{record.id}  {schemas.title(REGISTERS[record.register])}\n{record.path}")
    for field in schemas.fields(record.register):
        if field.name in record.head:
            click.echo(f"{field.title}：{_told(record.head[field.name])}")
    if working := _WORKINGS.get(record.register):
        click.echo(working(record, checked.context))
    for line in _events(checked, record):
        click.echo(line)
    show_findings(finding for finding in checked.findings if finding.path == record.path)


def _events(checked: Checked, record: Record) -> Iterator[str]:
    schemas, proved = checked.setup.schemas, checked.context.recordings[record.id]
    titles = schemas.events(record.register)
    for number, (event, verified) in enumerate(zip(record.events, proved.verifications, strict=True), 1):
        yield f"{number}. {in_china(event.at)}  {titles[event.kind]['title']}（{event.kind}）"
        for field in schemas.fields(record.register, event.kind):
            if field.name in event.fields:
                yield f"   {field.title}：{_told(event.fields[field.name])}"
        if verified is None:
            yield "   没有签名 (not signed)"
        else:
            given = verified.approval
            yield f"   签名：{given.by} 以 {given.role} 于 {given.at_text}，{verified.reason.zh}"


def _told(value: Value) -> str:
    """A text on one line, or a list of them."""
    return "、".join(map(_told, value)) if isinstance(value, list) else plain(" ".join(str(value).split()))
