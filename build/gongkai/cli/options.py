"""The options and arguments that several commands share, and how days and moments are read from them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from gongkai import report
from gongkai.model import CHINA


def as_day(_context: click.Context, _option: click.Parameter, moment: datetime | None) -> date | None:
    """A day as given to an option: click gives moments."""
    return moment and moment.date()


def as_moment(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    """A moment as given to an option; without a zone it is China time."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter("应如 2026-03-20T10:02:11+08:00") from error
    if not 1970 < moment.year < 9999:  # noqa: PLR2004 - what every time zone and OpenSSH can tell
        raise click.BadParameter("年份不对 (not a year of ours)")
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)


item_argument = click.argument("item", metavar="ITEM")
year_argument = click.argument("year", type=click.IntRange(1900, 2099))
paths_argument = click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
revision_option = click.option(
    "--revision", type=click.IntRange(1), default=None, show_default="the file as it is",
    help="已公开的第几版，从 git 读取。 A landed revision, read from git.",
)  # fmt: skip
as_option = click.option(
    "--as", "by", required=True, envvar="GONGKAI_AS", show_envvar=True,
    help="以哪个岗位，见 policy/people.yml。 As which office.",
)  # fmt: skip
department_option = click.option(
    "--department", default=None, show_default="all",
    help="只要这个科室的。 Only of this department.",
)  # fmt: skip
key_option = click.option(
    "--key", required=True, envvar="GONGKAI_KEY", show_envvar=True, type=click.Path(path_type=Path),
    help="SSH 密钥文件；写公钥则用代理或安全密钥。 Private key file, or the public half of one in an agent.",
)  # fmt: skip
at_option = click.option(
    "--at", callback=as_moment, default=None, show_default="now",
    help="批准时间，如 2026-03-20T10:02:11+08:00。 The time of approval.",
)  # fmt: skip
today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), callback=as_day, default=None, show_default="today in China",
    help="按哪一天判定期限。 Judge time limits as of this day.",
)  # fmt: skip
findings_format = click.option(
    "--format", "form", type=click.Choice(list(report.FORMATS)), default="text", show_default=True,
    help="给人看（text），或给代码平台和工具读。 For people, or for forges and tools to read.",
)  # fmt: skip
