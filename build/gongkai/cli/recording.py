"""What the commands of all registers share: who signs, writing what was recorded, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from gongkai.cli.approving_one import push
from gongkai.cli.common import refuse, show_findings
from gongkai.cli.inbox import require_office
from gongkai.layout import record_named
from gongkai.model import Record, SetupError, Value, in_china
from gongkai.pipeline import Checked
from gongkai.recording import Clerk, Result, add, begin, sign
from gongkai.sources import clock, tree
from gongkai.sources.keys import signing
from gongkai.statement import namespace


def clerk(checked: Checked, by: str, key: Path) -> Clerk:
    """Who signs now, with a key of OpenSSH. Raises SetupError for an office that is not known."""
    require_office(checked, by)

    def signed(role: str, message: bytes) -> bytes:
        return signing.sign(message, key=key, namespace=namespace(role, checked.setup.policy.domain))

    return Clerk(by, clock.now(), signed)


def record_at(checked: Checked, register: str, text: str) -> Record:
    """The record that a number (2026-003) or a path names. Raises SetupError; exits 1 if its form is not right."""
    named = record_named(text)
    name = named.name if named and named.register == register else text
    if record := checked.context.records.get(f"{register}/{name}"):
        return record
    for path in checked.context.files:
        if record_named(path) == (register, name):
            refuse(
                (each for each in checked.findings if each.path == path), f"{path}: 读不出来 (cannot be read)"
            )
    raise SetupError(f"{text}: 没有这件登记 (no such record; give its number, like 2026-003)")


def start(  # noqa: D417 - the rest is as `keep` and `begin` have it
    root: Path,
    checked: Checked,
    register: str,
    head: Mapping[str, Value],
    kind: str,
    at: datetime,
    fields: Mapping[str, Value],
    who: Clerk,
) -> None:
    """Begin a record with its first event; exit 1 if the rules refuse it. Raises SetupError.

    Args:
        at: When it happened.
    """
    keep(root, checked, begin(checked, register, head, (kind, in_china(at), fields), who))


def go_on(
    root: Path,
    checked: Checked,
    record: Record,
    kind: str,
    at: datetime,
    fields: Mapping[str, Value],
    who: Clerk,
) -> None:
    """Add an event, which happened `at`; exit 1 if the rules refuse it. Raises SetupError."""
    keep(root, checked, add(checked, record, (kind, in_china(at), fields), who))


def sign_rest(root: Path, checked: Checked, record: Record, who: Clerk) -> None:
    """Sign the first event that is not; exit 1 if the rules refuse it. Raises SetupError."""
    keep(root, checked, sign(checked, record, who))


def keep(root: Path, checked: Checked, result: Result) -> None:
    """Write what was recorded, and say what comes next."""
    if isinstance(result, tuple):
        refuse(result, "没有登记，文件未改动 (not recorded; nothing was written)")
    (root / result.path).parent.mkdir(parents=True, exist_ok=True)
    tree.replace(root / result.path, result.data)
    click.echo(f"{result.path}: 已登记并签名 (recorded and signed)")
    show_findings(result.warnings)
    named = record_named(result.path)
    assert named, result.path  # noqa: S101 - made by record_path, or read before
    click.echo(f"接下来 next:\n  git add {result.path}")  # git commits no file by name that it does not know
    click.echo(f"  git commit -m '登记 {named.register} {named.name}' -- {result.path}{push(root, checked)}")
