"""A signed catalogue in a real git repository, from fixed keys, names and dates.

Git takes nothing from whoever runs the tests: tests/conftest.py empties its configuration. A test says
what happens, in order: write, approve, commit, branch, merge, check.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import approvals
from approvals import DOMAIN, Approval
from gongkai import judging
from gongkai.model import Finding, History
from gongkai.pipeline import Checked, read_and_check
from gongkai.sources.git import history
from gongkai.sources.keys import sample_keys

HERE = Path(__file__).parent
CLERK, ELDER = f"zonghe-clerk@{DOMAIN}", f"mishu-clerk@{DOMAIN}"
STARTED, DRAFTED, LANDED = (f"2026-{day}T09:00:00+08:00" for day in ("01-04", "01-05", "03-20"))
TODAY = date(2026, 3, 20)
INDEX = "2026-00012"
FIELDS: Mapping[str, Any] = {
    "title": "2026年1至2月全市主要经济指标",
    "category": "统计信息",
    "topic": "统计数据",
    "department": "综合统计科",
    "created": "2026-03-20",
    "summary": "2026年1至2月全市主要经济指标的完成情况。",
    "secrecy_review": {"result": "可以公开", "basis": "不含国家秘密、商业秘密和个人隐私"},
    "revision": "1",
}
BODY = "\n经济运行总体平稳。\n"
HASTY = {"maintenance.auto": "false", "core.fsync": "none"}
"""Git neither tidies up after each commit nor waits for the disk: nothing here lives long."""


class SignedRepo:
    """The repository at `root`; a fresh one has schemas, the tests' policy, and one commit on main."""

    def __init__(self, root: Path, *, fresh: bool = True) -> None:
        self.root = root
        if fresh:
            shutil.copytree(_template().name, root, symlinks=True, dirs_exist_ok=True)

    def path(self, index: str = INDEX) -> Path:
        """The document of an index number, in either form."""
        folder = self.root / "content/items" / index.replace("-", "/")
        return folder / "index.md" if (folder / "index.md").exists() else folder.with_suffix(".md")

    def put(self, path: str, data: str | bytes) -> Path:
        """Write any file of the repository."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)
        return target

    def write(self, index: str = INDEX, *, body: str = BODY, folder: bool = False, **fields: Any) -> Path:
        """Write an unsigned item: FIELDS with `fields` in place of them; None takes a field out."""
        chosen = {name: value for name, value in {**FIELDS, **fields}.items() if value is not None}
        front = yaml.safe_dump(chosen, allow_unicode=True, sort_keys=False, width=1000)
        form = "/index.md" if folder else ".md"
        return self.put(f"content/items/{index.replace('-', '/')}{form}", f"---\n{front}---\n{body}")

    def approve(
        self, index: str = INDEX, role: str = "", *, by: str = "", at: str = LANDED, **how: Any
    ) -> None:
        """Add the approval of a role, or all three; `how` goes to Approval, to make it wrong."""
        data = self.path(index).read_bytes()
        given = [each for each in approvals.usual(approvals.read_fields(data), at) if role in ("", each.role)]
        if by or how:
            given = [Approval(role, by or given[0].by, at, **how)]
        self.path(index).write_bytes(approvals.add(data, index, *given))

    def commit(
        self,
        message: str,
        *,
        at: str = DRAFTED,
        author: str = CLERK,
        coauthors: Iterable[str] = (),
        signed: str = "",
    ) -> None:
        """Commit everything; `signed` is the office whose key signs the commit."""
        trailers = [f"Co-authored-by: 合作者 <{email}>" for email in coauthors]
        self.git("add", "--all")
        text = "\n\n".join([message, "\n".join(trailers)])
        how, flags = self._signing(signed)
        self.git(*how, "commit", "--quiet", "--allow-empty", *flags, "-m", text, at=at, by=author)

    def branch(self, name: str = "draft", start: str = "HEAD") -> None:
        """Begin a branch and go there."""
        self.git("checkout", "--quiet", "-b", name, start)

    def merge(
        self,
        *branches: str,
        at: str = LANDED,
        by: str = ELDER,
        into: str = "main",
        signed: str = "",
        options: Iterable[str] = (),
    ) -> None:
        """Merge a branch, usually `draft`, with --no-ff, and stay on the branch merged into."""
        branches = branches or ("draft",)
        how, flags = self._signing(signed)
        self.git("checkout", "--quiet", into)
        message = f"Merge {' '.join(branches)}"
        self.git(
            *how, "merge", "--quiet", "--no-ff", *flags, *options, "-m", message, *branches, at=at, by=by
        )

    def _signing(self, office: str) -> tuple[list[str], list[str]]:
        """How git is told to sign with the key of an office: before the command, and after it."""
        if not office:
            return [], []
        return ["-c", "gpg.format=ssh", "-c", f"user.signingkey={self.key_file(office)}"], ["-S"]

    def publish(self) -> None:
        """Write an item on a branch and merge it: it has landed."""
        self.branch()
        self.write()
        self.commit("Draft")
        self.merge()

    def clone(self, folder: Path, *options: str) -> SignedRepo:
        """A clone as a forge or a colleague would have it."""
        self.git("clone", "--quiet", *options, self.root.as_uri(), str(folder))
        return SignedRepo(folder, fresh=False)

    def git(self, *arguments: str, at: str = STARTED, by: str = ELDER) -> str:
        """Run git as somebody, at some time."""
        who = {f"GIT_{role}_{part}": by for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        when = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        command = ["git", "-C", str(self.root), *arguments]
        done = subprocess.run(command, env={**os.environ, **who, **when}, capture_output=True, check=False)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout.decode()

    def key_file(self, office: str) -> Path:
        """The private key of an office as ssh-keygen wants it, out of the way of commits."""
        file = self.root / ".git" / "keys" / office
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(sample_keys.private_file(office))
        file.with_suffix(".pub").write_text(sample_keys.public_line(office))
        return file

    def history(self, approver: str = "") -> History:
        """What the product reads in it, as of an item that `approver` has approved."""
        return history.read(self.root, "main", frozenset([approver]))

    def landed(self) -> dict[str, str]:
        """Index number → the moment of landing, in UTC."""
        return {index: each[0].at.isoformat() for index, each in self.history().landings.items()}

    def authors(self, approver: str = "") -> dict[str, set[str]]:
        """Index number → the addresses of all who ever worked on it."""
        works = self.history(approver).works.items()
        return {index: {email for work in each for email in work.emails} for index, each in works}

    def removed(self) -> set[str]:
        """The index numbers that the main line took away at some time."""
        landings = self.history().landings.items()
        return {index for index, states in landings if not all(state.blob for state in states)}

    def checked(self, today: date = TODAY, now: datetime | None = None) -> Checked:
        """All that the pipeline makes of it."""
        return read_and_check(self.root, today, now)

    def check(self, today: date = TODAY, now: datetime | None = None) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return self.checked(today, now).findings

    def judge(self, base: str = "main", today: date = TODAY) -> tuple[Finding, ...]:
        """What is wrong with all of this, committed as a request, by the rules of its base."""
        self.commit("Last edits")
        return judging.check(self.root, judging.span(self.root, base, "HEAD"), today).findings


@cache
def _template() -> tempfile.TemporaryDirectory[str]:
    """A fresh repository, made once by each process and then copied."""
    folder = tempfile.TemporaryDirectory()
    repo = SignedRepo(Path(folder.name), fresh=False)
    shutil.copytree(HERE.parent / "schemas", repo.root / "schemas")
    shutil.copytree(HERE / "policy", repo.root / "policy")
    (repo.root / "content").mkdir()
    repo.git("init", "--quiet", "--template=", "--initial-branch=main")
    for name, value in HASTY.items():
        repo.git("config", name, value)
    repo.commit("Start the catalogue", at=STARTED, author=ELDER)
    repo.git("repack", "-a", "-d", "--quiet")  # a third of the files to copy
    return folder
