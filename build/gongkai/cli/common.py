"""What several commands share: finding the repository and the item that is meant, and saying what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from gongkai import layout
from gongkai.model import Finding, Item, Revision, SetupError, Verification
from gongkai.pipeline import Checked
from gongkai.report import as_text, plain
from gongkai.sources.keys import trust
from gongkai.sources.tree import find_root


def repository(context: click.Context) -> Path:
    """The repository the command is about. Raises SetupError."""
    given: Path = context.obj
    return find_root(given.resolve())


def path_of(root: Path, text: str) -> str:
    """The document that ITEM names: a path, or an index number such as 2026-00012. Raises SetupError."""
    for path in (_inside(root, Path(text)), *_by_number(text)):
        if path and layout.document_index(path) and (root / path).is_file():
            return path
    raise SetupError(f"{text}: 没有这个条目 (no such item; give its file or its number, like 2026-00012)")


def _inside(root: Path, path: Path) -> str | None:
    found = (path / "index.md" if path.is_dir() else path).resolve()
    return found.relative_to(root).as_posix() if found.is_relative_to(root) else None


def _by_number(text: str) -> list[str]:
    folder = layout.folder(text.rpartition("/")[2]) if "-" in text else ""
    return [f"{folder.rstrip('/')}.md", f"{folder}index.md"] if folder else []


def relative(root: Path, path: Path) -> str:
    """A file or folder as the repository calls it. Raises SetupError for one that is not in it."""
    link = path.is_symlink()  # judged as what it is, not as what it leads to
    found = path.parent.resolve() / path.name if link else path.resolve()
    if not found.exists() or not found.is_relative_to(root):
        raise SetupError(f"{path}: 仓库里没有这个文件 (no such file in the repository)")
    return found.relative_to(root).as_posix()


def is_wanted(path: str, wanted: list[str]) -> bool:
    """Whether a path is one of those asked for, or below one; all are, if none was."""
    return not wanted or any(path == each or path.startswith(f"{each}/") or each == "." for each in wanted)


def item_at(checked: Checked, path: str, revision: int | None = None) -> Item:
    """The item of a document, or a landed revision of it (SetupError if there is none of that number).

    Prints what is wrong and exits 1 if the document's form is not right.
    """
    for item in checked.items:
        if item.path == path:
            return item if revision is None else _landed(checked, path, revision).item
    show_findings(finding for finding in checked.findings if finding.path == path)
    sys.exit(1)


def _landed(checked: Checked, path: str, number: int) -> Revision:
    lineage = checked.context.lineages[path]
    for each in (*lineage.earlier, lineage.landed):
        if each and each.item.revision == number:
            return each
    raise SetupError(f"{path}: 主分支上没有第 {number} 版 (revision {number} has not landed)")


def require_role(checked: Checked, role: str) -> None:
    """Raise SetupError for what is no role of policy.yml."""
    if role not in checked.setup.policy.roles:
        known = " ".join(checked.setup.policy.roles)
        raise SetupError(f"{role}: 没有这个角色，可用的是 {known} (no such role)")


def require_department(checked: Checked, name: str) -> None:
    """Raise SetupError for what is no department of the rule."""
    known = [each.name for each in checked.setup.schemas.choices("department")]
    if name not in known:
        raise SetupError(f"{plain(name)}: 没有这个科室，有 {' '.join(known)} (no such department)")


def verifications_at(checked: Checked, path: str, revision: int | None) -> tuple[Verification, ...]:
    """What the approvals of a document, or of a landed revision of it, are worth."""
    if revision is None:
        return checked.context.verifications[path]
    was, setup = _landed(checked, path, revision), checked.setup
    return trust.verify(was.item, setup.policy, setup.keys, was.landing.at)


def show_findings(findings: Iterable[Finding]) -> None:
    """Print findings for a person; colour only on a terminal."""
    click.echo(as_text(findings, colour=sys.stdout.isatty()), nl=False)


def refuse(findings: Iterable[Finding], said: str) -> NoReturn:
    """Print what is wrong and, in one line, what was not done for it; exit 1."""
    show_findings(findings)
    click.echo(said, err=True)
    sys.exit(1)
