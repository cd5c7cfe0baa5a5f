"""Index numbers: the next free one, claimed at the forge; and gongkai renumber for what slipped through."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

import click

from gongkai import layout
from gongkai.cli.common import item_at, path_of, repository
from gongkai.cli.options import item_argument
from gongkai.model import Context, SetupError
from gongkai.pipeline import read_and_check, read_setup
from gongkai.report import plain
from gongkai.sources.git.claims import Claims
from gongkai.sources.git.worktree import Worktree

claim_option = click.option(
    "--claim/--no-claim", default=True,
    help="是否向远端取号；不取则只在本地起草，号不保留。 Whether to claim the number at the remote.",
)  # fmt: skip


def used(context: Context) -> set[str]:
    """The numbers that stand in content/, or ever were published."""
    return {*context.documents, *context.folders, *context.history.landings}


def warn_if_not_claimed(claims: Claims, index: str) -> None:
    """Without a claim, others may take the same number at the same time."""
    if claims.worktree.has_origin and not claims.forge:
        zh = f"注意：没有向远端取号，{index} 没有保留；推送被拒绝就是撞号，用 gongkai renumber {index} 换号"
        text = f"{zh} (the number is not reserved: if the push is refused, renumber)"
        click.echo(text, err=True)


def save_commands(claims: Claims, index: str, paths: str, message: str, trailers: Iterable[str] = ()) -> str:
    """What the clerk types to commit what is at `paths`, and to send it."""
    options = "".join(f" --trailer {shlex.quote(each)}" for each in trailers)
    commit = f"git add -A -- {paths} && git commit -m {shlex.quote(message)}{options}"
    push = f" && git push -u origin {layout.branch(index)}" if claims.worktree.has_origin else ""
    return commit + push


@click.command()
@item_argument
@claim_option
@click.pass_context
def renumber(context: click.Context, item: str, claim: bool) -> None:
    """把未公开、未批准的条目改到下一个索引号：撞号时用。

    Move an item that is neither published nor approved to the next free number, on a branch of its own.
    """
    root = repository(context)
    path = path_of(root, item)
    worktree = Worktree(root, read_setup(root).policy.main_branch)
    claims, year = Claims(worktree, forge=claim), (layout.document_index(path) or "")[:4]
    claimed = claims.taken(year)
    if worktree.has_landed(path):
        zh = "已在主分支上公开，索引号永久不变"
        raise SetupError(f"{path}: {zh} (published: its number is permanent)")
    checked = read_and_check(root)
    if item_at(checked, path).approvals:
        zh = "已有批准，批准只对原号有效：请先删去 approvals，改号后请批准人重新批准"
        raise SetupError(f"{path}: {zh} (approved: take the approvals out first, and ask for new ones)")
    taken = claimed | used(checked.context)
    _refuse_occupied(root, layout.next_index(taken, year))
    # Who wrote it under the old number has written it under the new one: no author may approve.
    trailers = [plain(f"Co-authored-by: {author}") for author in worktree.other_authors(path)]
    old = path.removesuffix("/index.md")
    known = f"{old} " if worktree.tracks(old) else ""
    index = claims.take(worktree.head(), taken, year)
    new = _move(root, path, index)
    click.echo(f"{path} → {new}，在分支 {layout.branch(index)} 上 (moved)")
    warn_if_not_claimed(claims, index)
    message = f"改号 {layout.document_index(path)} → {index}"
    click.echo(f"接下来 next:\n  gongkai check {new}")
    click.echo(f"  {save_commands(claims, index, known + new.removesuffix('/index.md'), message, trailers)}")
    click.echo("  为新分支开合并请求，关闭旧的 (open a request for this branch, close the old one)")


def _refuse_occupied(root: Path, index: str) -> None:
    """Raises SetupError if anything at all is where the item, in either form, would go."""
    for place in (layout.document(index, in_folder=False), layout.folder(index).rstrip("/")):
        if os.path.lexists(root / place):
            raise SetupError(f"{place}: 已有东西，请先移走 (something is there already: move it away first)")


def _move(root: Path, path: str, index: str) -> str:
    """Rename the document, or its folder with all that is in it; gives where the document is now."""
    new = layout.document(index, in_folder=path.endswith("/index.md"))
    old, to = root / path, root / new
    _refuse_occupied(root, index)
    if old.name == "index.md":
        old.parent.rename(to.parent)
    else:
        old.rename(to)
    return new
