"""gongkai due: everything that has a time limit, nearest first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import click

from gongkai.artefacts.agenda import agenda_csv, agenda_ics
from gongkai.cli.common import repository, require_department
from gongkai.cli.inbox import require_office
from gongkai.cli.options import department_option
from gongkai.duties import duties
from gongkai.model import Duty, Policy
from gongkai.pending import pending
from gongkai.pipeline import read_and_check
from gongkai.report import agenda_issue, agenda_json, agenda_text, plain
from gongkai.sources import clock


@click.command()
@department_option
@click.option(
    "--as", "by", default=None, show_default="everybody's",
    help="只列这个岗位今天能办下一步的。 Only what this office could take the next step in today.",
)  # fmt: skip
@click.option(
    "--branches",
    is_flag=True,
    help="也列各条目分支上还没有合并的，只读不运行。 With what waits on the branches of items, which are only read.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "ics", "issue"]), default="text",
    show_default=True, help="给人看，给程序，或给代码平台的事项（Markdown）。 For people, programs, or an issue of a forge.",
)  # fmt: skip
@click.pass_context
def due(context: click.Context, department: str | None, by: str | None, form: str, *, branches: bool) -> None:
    """期限一览：条目、发布日程等各项期限，近的在前，逾期的在最前。

    Everything that has a time limit, nearest first, what is overdue on top. Says how each day was reckoned.
    """
    now, root = clock.now(), repository(context)
    checked = read_and_check(root, now=now)
    if department is not None:
        require_department(checked, department)
    if by is not None:
        require_office(checked, by)
    waiting, unread = pending(root, checked) if branches else (None, ())
    for branch in unread:
        click.echo(f"{plain(branch)}: 草稿读不出来，期限算不出 (this draft cannot be read)", err=True)
    listed = [
        duty
        for duty in duties(checked.context, waiting)
        if department in (None, duty.department) and (by is None or by in duty.offices)
    ]
    click.echo(_FORMATS[form](listed, checked.setup.policy, now), nl=False)


def _text(listed: Sequence[Duty], policy: Policy, now: datetime) -> str:
    return agenda_text(listed, now, policy.warn_days, colour=sys.stdout.isatty())


_FORMATS: Mapping[str, Callable[[Sequence[Duty], Policy, datetime], str | bytes]] = {
    "text": _text,
    "json": lambda listed, _policy, now: agenda_json(listed, now),
    "csv": lambda listed, _policy, now: agenda_csv(listed, now),
    "ics": agenda_ics,
    "issue": lambda listed, _policy, now: agenda_issue(listed, now),
}
