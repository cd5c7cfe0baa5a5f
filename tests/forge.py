"""A forge and the clones of its clerks: a bare repository that can be raced for, and can refuse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai.sources.git.claims import Claims
from gongkai.sources.git.worktree import Worktree
from signed_repo import CLERK, SignedRepo

PAGE = "---\ntitle: 指南\ndescription: 说明。\n---\n"


@dataclass(frozen=True)
class Forge:
    """The bare repository at `root`."""

    root: Path

    @staticmethod
    def of(repo: SignedRepo) -> Forge:
        """A forge that has what `repo` has on main, out of the way of its commits."""
        repo.put("content/guide.md", PAGE)
        repo.commit("A page")
        forge = Forge(repo.root / ".git" / "forge")
        repo.git("clone", "--quiet", "--bare", str(repo.root), str(forge.root))
        return forge

    @property
    def repo(self) -> SignedRepo:
        """To run git in it."""
        return SignedRepo(self.root, fresh=False)

    def clone(self, name: str, email: str = CLERK) -> SignedRepo:
        """The clone of a clerk whose git knows who it is."""
        clone = self.repo.clone(self.root.parent / name)
        clone.git("config", "user.name", email)
        clone.git("config", "user.email", email)
        return clone

    def branches(self) -> list[str]:
        """All but main, in order."""
        names = self.repo.git("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split()
        return [name for name in names if name != "main"]

    def hook(self, text: str) -> None:
        """Run a script before a push is accepted."""
        write_hook(self.root / "hooks" / "pre-receive", text)


def write_hook(file: Path, text: str) -> None:
    """A script that git runs by itself."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def overtaken_by_hand(clone: SignedRepo, forge: Forge, *, once: bool) -> None:
    """Make git meet the name it pushes just taken: after it saw the forge, before it has pushed."""
    flag = clone.root / ".git" / "overtaken"
    stop = f"test -e '{flag}' && exit 0; touch '{flag}'\n" if once else ""
    script = f"{stop}while read _ _ name _; do git --git-dir='{forge.root}' update-ref \"$name\" main; done"
    write_hook(clone.root / ".git" / "hooks" / "pre-push", script)


def claims(clone: SignedRepo, *, forge: bool = True) -> Claims:
    """What the product makes of a clone."""
    return Claims(Worktree(clone.root, "main"), forge=forge)


def take(clone: SignedRepo, *, stale: bool = False) -> str:
    """Take a number; `stale`, with no idea of what others took."""
    counter = claims(clone)
    taken = set() if stale else counter.taken("2026")
    return counter.take(counter.worktree.main_line(), taken, "2026")


def state(clone: SignedRepo) -> tuple[str, ...]:
    """All that a refusal must leave as it was: where one is, the branches, and every change and its bytes."""
    head = clone.git("symbolic-ref", "--quiet", "HEAD")
    status = clone.git("status", "--porcelain", "--untracked-files=all")
    content = clone.root / "content"
    files = [f"{file} {file.read_bytes()!r}" for file in sorted(content.rglob("*")) if file.is_file()]
    return head, clone.git("for-each-ref", "refs/heads"), status, *files
