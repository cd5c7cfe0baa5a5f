"""gongkai approve ITEM: one approval, written if the rules accept it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from gongkai.approving import CURED, Sign, Wish, approve
from gongkai.cli.common import item_at, refuse, show_findings
from gongkai.deadline import is_public
from gongkai.model import SetupError
from gongkai.pipeline import Checked
from gongkai.sources import tree
from gongkai.sources.git.worktree import Worktree


def approve_one(
    root: Path, checked: Checked, path: str, *, role: str, by: str, at: datetime, sign: Sign
) -> None:
    """Sign one approval and write it; exit 1 if the rules refuse it. Raises SetupError."""
    item = item_at(checked, path)
    if is_public(item, checked.context):
        raise SetupError(
            f"{path}: 已经公开，批准不再改动；要改先运行 gongkai revise (public: `gongkai revise` first)"
        )
    wish = Wish(item, (root / path).read_bytes(), (role,), by, at)
    result = approve(checked, [wish], sign)
    if isinstance(result, tuple):
        refuse(result, f"{path}: 没有批准，文件未改动 (not approved; the file is as it was)")
    tree.replace(root / path, result[path])
    title = checked.setup.policy.roles[role].title
    click.echo(f"{path}: {by} 已批准（{title}） (approved as {role})")
    say_next(root, checked, [path], f"批准 {item.index}")
    _warn_of_the_rest(checked, path)


def say_next(root: Path, checked: Checked, paths: list[str], message: str) -> None:
    """What the approver does now: the approval counts once it is on the request's branch."""
    click.echo(f"接下来 next:\n  git commit -m '{message}' -- {' '.join(paths)}{push(root, checked)}")


def push(root: Path, checked: Checked) -> str:
    """What follows a commit where there is somewhere to push to."""
    return " && git push" if Worktree(root, checked.setup.policy.main_branch).has_origin else ""


def _warn_of_the_rest(checked: Checked, path: str) -> None:
    """Who signs answers for the item: tell what else check will say of it."""
    rest = [each for each in checked.findings if each.path == path and each.rule not in CURED]
    if rest:
        click.echo("注意，这一条还有问题 (this item has other findings):", err=True)
        show_findings(rest)
