"""What all attacks have in common: an honest catalogue, the attacker's tools, and the refusal.

A test says what the attacker does and by which rules it is refused: these, and no others.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

import approvals
from approvals import HEADS
from gongkai import building
from gongkai.building import RefusedError
from gongkai.model import CHINA, Severity
from gongkai.sources import clock
from signed_repo import INDEX, LANDED, TODAY, SignedRepo

HEAD = HEADS["综合统计科"]
"""Who signs and publishes the item of the honest catalogue."""
FOLDER = "content/items/2026/00012"
DATA = "地区,数值\n全市,1\n"
ATTACHMENT = {"file": "data.csv", "title": "附表", "sha256": hashlib.sha256(DATA.encode()).hexdigest()}
NEXT = "2026-03-25T09:00:00+08:00"
TOMORROW = date(2026, 3, 25)


def honest(folder: Path) -> tuple[SignedRepo, SignedRepo]:
    """The story without an attack, at two moments: approved on a branch, and merged to main."""
    approved = SignedRepo(folder / "approved")
    draft(approved)
    approve(approved)
    clean(approved)
    public = copy(approved, folder / "public")
    public.merge()
    public.git("branch", "--quiet", "-D", "draft")
    clean(public)
    return approved, public


def copy(repo: SignedRepo, root: Path) -> SignedRepo:
    """The same repository at another place."""
    shutil.copytree(repo.root, root, symlinks=True)
    return SignedRepo(root, fresh=False)


def write(repo: SignedRepo, **fields: Any) -> None:
    """Write the item with its attachment, unsigned."""
    repo.put(f"{FOLDER}/data.csv", DATA)
    repo.write(folder=True, **{"attachments": [ATTACHMENT], **fields})


def draft(repo: SignedRepo, message: str = "Draft", **fields: Any) -> None:
    """A clerk writes the item on a branch."""
    repo.branch()
    write(repo, **fields)
    repo.commit(message)


def approve(repo: SignedRepo, index: str = INDEX, *, at: str = LANDED, by: str = HEAD) -> None:
    """All who should sign it do, and the head commits that."""
    repo.approve(index, at=at)
    repo.commit("Approve", at=at, author=by)


def another(repo: SignedRepo, index: str, at: str = LANDED, **fields: Any) -> None:
    """Another item, in due form, lands."""
    repo.branch("another")
    repo.write(index, **fields)
    repo.commit("Draft")
    approve(repo, index, at=at)
    repo.merge("another", at=at)
    repo.git("branch", "--quiet", "-D", "another")


def propose(repo: SignedRepo, number: int = 2, at: str = NEXT, **fields: Any) -> None:
    """The next revision in due form but for `fields`, approved on a branch."""
    notes = approvals.read_fields(repo.path().read_bytes()).get("changes", [])
    note = {"date": at[:10], "kind": "更正", "note": f"第{number}版"}
    draft(repo, **{"revision": str(number), "title": f"第{number}版", "changes": [*notes, note], **fields})
    approve(repo, at=at)


def revise(repo: SignedRepo, number: int = 2, at: str = NEXT, **fields: Any) -> None:
    """The same, and merged."""
    propose(repo, number, at, **fields)
    repo.merge(at=at)
    repo.git("branch", "--quiet", "-D", "draft")


def edit(repo: SignedRepo, find: str, put: str, index: str = INDEX) -> None:
    """Change the file of an item, and nothing else; what is found must stand there once."""
    file = repo.path(index)
    data = file.read_bytes()
    assert data.count(find.encode()) == 1, find
    file.write_bytes(data.replace(find.encode(), put.encode()))


def rewrite(repo: SignedRepo, find: str, put: str) -> None:
    """Change the item before anybody signs it; then all do, hoodwinked or of one mind with the attacker."""
    file = repo.path()
    front, _, rest = approvals.parts(file.read_bytes())
    file.write_bytes(front + rest)
    edit(repo, find, put)
    repo.commit("Draft")
    approve(repo)


def counterfeit(repo: SignedRepo, find: str, put: str) -> str:
    """A commit like HEAD with other words in it, such as no git would write; the branch now ends there."""
    text = repo.git("cat-file", "commit", "HEAD")
    forged, found = re.subn(find, put, text, count=1)
    assert found
    file = str(repo.put(".git/forged", forged))
    sha = repo.git("hash-object", "--literally", "-t", "commit", "-w", file).strip()
    repo.git("reset", "--quiet", "--soft", sha)
    return sha


def errors(repo: SignedRepo, today: date = TODAY) -> set[str]:
    """The rules that refuse the catalogue."""
    return {each.rule for each in repo.check(today) if each.severity is Severity.ERROR}


def clean(repo: SignedRepo, today: date = TODAY) -> None:
    """Nothing is wrong: the control of every attack that follows."""
    assert errors(repo, today) == set()


def refused(repo: SignedRepo, *rules: str, today: date = TODAY) -> None:
    """Check refuses it by exactly these rules, and nothing can be built."""
    assert errors(repo, today) == set(rules)
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=CHINA)
    with mock.patch.object(clock, "now", return_value=noon), pytest.raises(RefusedError):
        building.begin(repo.root)
