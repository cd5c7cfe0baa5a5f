"""gongkai policy approve and show: the approvals that a change of anything but content/ needs."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from gongkai.cli.common import repository, show_findings
from gongkai.cli.options import as_option, key_option
from gongkai.judging import Judged, State, opened, span, verified
from gongkai.layout import APPROVALS, COMPROMISED, PEOPLE, SIGNERS
from gongkai.model import Approval, SetupError, Text
from gongkai.pipeline import read_setup
from gongkai.report import plain
from gongkai.rules import request
from gongkai.sources import clock, tree
from gongkai.sources.git import proposal
from gongkai.sources.keys import signing
from gongkai.statement import entry, namespace
from gongkai.system import ROLE, document

base_option = click.option(
    "--base", metavar="REV", show_default="main branch",
    help="以哪个提交的密钥和岗位为准。 The commit whose keys and offices judge.",
)  # fmt: skip


@click.group()
def policy() -> None:
    """制度、密钥、程序等 content/ 以外的变更：须两人批准。

    Changes of policy, keys, code: of anything outside content/. They need two approvals.
    """


@policy.command()
@base_option
@click.pass_context
def show(context: click.Context, base: str | None) -> None:
    """已提交的变更：摘要、改了哪些文件、谁已批准、还缺谁。

    The committed change: its digest, the files it touches, who has approved, who is missing.
    """
    with _of_here(repository(context), base) as (judged, state):
        _tell(judged, state)


@policy.command()
@as_option
@key_option
@base_option
@click.option("--yes", is_flag=True, help="不再询问，供脚本用。 Do not ask; for scripts.")
@click.pass_context
def approve(context: click.Context, by: str, key: Path, base: str | None, yes: bool) -> None:
    """批准已提交的变更：签名写入 policy/approvals.yml，由批准人提交。

    Approve the committed change: the signature goes into policy/approvals.yml, for the approver to commit.
    """
    root = repository(context)
    if changed := proposal.uncommitted(root):
        raise SetupError(f"{plain(changed[0])}: 先提交再批准 (commit it before it is approved)")
    with _of_here(root, base) as (judged, state):
        _tell(judged, state)
        if not yes and not click.confirm("批准以上全部改动？ Approve all of this?"):
            sys.exit(1)
        given = _sign(judged, state, by, key)
    asked, people = judged.request, judged.setup.people
    kept = [each.approval for each in asked.approvals if not request.fault(each, asked, people)]
    _write(root, [*(approval for approval in kept if approval.by != by), given])
    click.echo(f"{APPROVALS}: {by} 已批准，请提交这个文件 (approved: now commit this file)")


@contextmanager
def _of_here(root: Path, base: str | None) -> Iterator[tuple[Judged, State]]:
    """The change committed here, with the approvals as they stand on the disk. Raises SetupError."""
    by = base or proposal.main_line(root, read_setup(root).policy.main_branch)
    commits = span(root, by, "HEAD")
    file = root / APPROVALS
    with opened(root, commits, file.read_bytes() if file.is_file() else b"") as judged:
        if judged.state is None:
            raise SetupError(f"HEAD 与 {commits.base} 相比，content/ 以外没有改动 (nothing to approve)")
        yield judged, judged.state


def _tell(judged: Judged, state: State) -> None:
    """What changes, who has approved, and what is still missing."""
    paths = [change.path for change in judged.request.changes]
    click.echo(f"{state.digest}（取代 {state.replaces}）")
    for path in paths:
        click.echo(
            f"  {plain(path)}{'  ← 密钥或岗位 (keys or offices)' * (path in (SIGNERS, PEOPLE, COMPROMISED))}"
        )
    people = judged.setup.people
    for by in sorted(request.valid(judged.request, people)):
        click.echo(f"已批准 {by} (approved)")
    wrote = judged.request.authors
    may = sorted(name for name, each in people.items() if ROLE in each.roles and not each.emails & wrote)
    click.echo(f"有权批准 {' '.join(may) or '没有'} (may approve)")
    show_findings(sorted(judged.findings))


def _sign(judged: Judged, state: State, by: str, key: Path) -> Approval:
    """The approval, good by the rules; else says why not, and exits 1. Raises SetupError."""
    now, domain = clock.now(), judged.setup.policy.domain
    at = now.isoformat()
    blob = signing.sign(state.statement(domain, by=by, at=at), key=key, namespace=namespace(ROLE, domain))
    given = verified(Approval(ROLE, by, at, blob), state, judged.setup, now)
    at_fault = judged.request.behind or any(each.path != APPROVALS for each in judged.findings)
    reason = request.fault(given, judged.request, judged.setup.people)
    if reason is None and at_fault:
        reason = Text("请求本身有问题，见上", "the request itself is at fault, see above")
    if reason:
        click.echo(f"{APPROVALS}: 没有批准：{reason.zh} (not approved: {reason.en})", err=True)
        sys.exit(1)
    return given.approval


def _write(root: Path, approvals: list[Approval]) -> None:
    entries = (
        entry(role=each.role, by=each.by, at=each.at_text, sig=base64.b64encode(each.sig).decode())
        for each in approvals
    )
    tree.replace(root / APPROVALS, document(entries))
