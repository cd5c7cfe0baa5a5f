"""gongkai revise and withdraw: the next revision of what is public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from gongkai import revising
from gongkai.cli.common import item_at, path_of, refuse, repository
from gongkai.cli.options import as_day, item_argument
from gongkai.layout import folder
from gongkai.model import Change, Item, SetupError, Withdrawal
from gongkai.pipeline import Checked, read_and_check
from gongkai.proving import read_item
from gongkai.sources import tree
from gongkai.sources.git.worktree import Worktree

date_option = click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), callback=as_day, default=None, show_default="today in China",
    help="变更后的文本形成之日，或效力终止之日。 The day of the change.",
)  # fmt: skip


@click.command()
@item_argument
@click.option(
    "--kind",
    type=click.Choice(["更正", "更新"]),
    required=True,
    help="更正：原文有误；更新：情况有变。 A correction or an update.",
)
@click.option("--note", required=True, help="改了什么，为什么。 What changed, and why.")
@date_option
@click.pass_context
def revise(context: click.Context, item: str, kind: str, note: str, day: date | None) -> None:
    """把已公开的条目写成新的一版：版次加 1，添一项变更说明，去掉旧批准；然后修改正文。

    Begin the next revision of a public item: number, note, no approvals; the text is then yours to change.
    """
    root = repository(context)
    checked = read_and_check(root)
    meant = _public(checked, path_of(root, item))
    change = Change(day or checked.context.today, kind, note)
    _write(root, checked, meant, lambda: revising.revise(meant, change))
    click.echo(
        f"{meant.path}: 第 {meant.revision + 1} 版，请修改正文 (revision {meant.revision + 1}: now change the text)"
    )
    _say_next(root, checked, meant, "")


@click.command()
@item_argument
@click.option(
    "--kind",
    type=click.Choice(["废止", "失效", "被替代", "依法撤回"]),
    required=True,
    help="只有依法撤回不保留正文。 Only 依法撤回 takes the text away.",
)
@click.option("--reason", required=True, help="依据和理由，将公示。 Why; it is public.")
@click.option(
    "--by",
    "replaced_by",
    default=None,
    help="被替代的，替代它的条目，如 2026-00012。 The item that replaces it.",
)
@date_option
@click.pass_context
def withdraw(
    context: click.Context, item: str, kind: str, reason: str, replaced_by: str | None, day: date | None
) -> None:
    """终止一个已公开条目的效力：写成新的一版，去掉旧批准；条目和理由留在目录里。

    Withdraw a public item: a new revision, to be approved; the item and the reason stay in the catalogue.
    """
    if (kind == "被替代") != (replaced_by is not None):
        raise click.UsageError("被替代的写明 --by 新条目，其余不写 (--by goes with 被替代, and only with it)")
    root = repository(context)
    checked = read_and_check(root)
    meant = _public(checked, path_of(root, item))
    if replaced_by == meant.index:
        raise SetupError(f"{meant.path}: 不能由自己替代 (it cannot replace itself)")
    end = Withdrawal(day or checked.context.today, kind, reason)
    _write(root, checked, meant, lambda: revising.withdraw(meant, end, replaced_by))
    if not end.keeps_text:
        for each in meant.attachments:
            (root / folder(meant.index) / each.file).unlink(missing_ok=True)
    click.echo(
        f"{meant.path}: {kind}，第 {meant.revision + 1} 版 (withdrawn by revision {meant.revision + 1})"
    )
    other = f"  另在 {replaced_by} 的字段区写 replaces: [{meant.index}]，两条放在同一个请求里 (both in one request)"
    _say_next(root, checked, meant, other if replaced_by else "")


def _public(checked: Checked, path: str) -> Item:
    """The item, if the file is as it landed. Raises SetupError."""
    meant = item_at(checked, path)
    lineage = checked.context.lineages[path]
    if not all(landing.known for landing in checked.context.history.landings.get(meant.index, ())):
        zh = f"主分支上已有更新，请先并入：git merge origin/{checked.setup.policy.main_branch}"
        raise SetupError(f"{path}: {zh} (main has gone on: merge it first)")
    if not lineage.highest:
        raise SetupError(f"{path}: 还没有公开，直接修改即可 (not public yet: just change it)")
    if meant.revision != lineage.highest:
        zh = f"已是第 {meant.revision} 版的草稿，直接修改即可；要重来，先恢复第 {lineage.highest} 版"
        restore = f"git restore --source={checked.setup.policy.main_branch} -- {path}"
        raise SetupError(f"{path}: {zh} (already a draft of revision {meant.revision}): {restore}")
    return meant


def _write(root: Path, checked: Checked, item: Item, text: Callable[[], str]) -> None:
    """Put the new text into the file if it is an item; otherwise say why not, and leave the file."""
    try:
        data = text().encode()
    except ValueError as error:
        raise SetupError(
            f"{item.path}: 字段没有各占一行，请手工修改 (write the fields on lines of their own)"
        ) from error
    found = read_item(checked.setup.schemas, item.path, data)
    if isinstance(found, tuple):
        refuse(found, f"{item.path}: 文件未改动 (the file is as it was)")
    tree.replace(root / item.path, data)


def _say_next(root: Path, checked: Checked, item: Item, other: str) -> None:
    """What the clerk does now; on a branch of its own, as nothing is committed to the main line."""
    worktree = Worktree(root, checked.setup.policy.main_branch)
    number, saved = item.revision + 1, item.path.removesuffix("/index.md")
    click.echo("\n".join(["接下来 next:", *filter(None, [other])]))
    if worktree.on_main():
        click.echo(f"  git switch -c revise/{item.index}-{number}")
    click.echo(f"  gongkai check {item.path}")
    push = " && git push -u origin HEAD" if worktree.has_origin else ""
    click.echo(f"  git add -A -- {saved} && git commit -m '{item.index} 第 {number} 版'{push}")
    click.echo(f"  开合并请求；谁来批准 (open a request; who approves): gongkai show {item.index}")
