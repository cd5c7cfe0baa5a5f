"""Stories of how something came onto the main line, and what the audit and stock git say of them."""

from __future__ import annotations

import os
import subprocess

from approvals import DOMAIN, HEADS, SECRECY
from gongkai.auditing import audit
from signed_repo import CLERK, LANDED, SignedRepo

AUTHOR, MERGER = "zonghe-clerk", "zhifa-head"
HEAD = HEADS["执法监督科"]
OTHER = "2026-00013"


def found(repo: SignedRepo, since: str | None = None) -> list[tuple[str, str]]:
    """Every finding: the rule and the commit, by its subject."""
    return sorted((each.rule, subject(repo, each.path)) for each in audit(repo.root, since).findings)


def subject(repo: SignedRepo, path: str) -> str:
    return repo.git("log", "-1", "--format=%s", path.removeprefix("commit:")).strip()


def git_calls_it_good(repo: SignedRepo, commit: str = "main") -> bool:
    """What stock git says to the signature, with the same list of keys."""
    signers = repo.root / "policy/allowed_signers"
    command = [
        "git",
        "-C",
        str(repo.root),
        "-c",
        f"gpg.ssh.allowedSignersFile={signers}",
        "verify-commit",
        commit,
    ]
    utc = {**os.environ, "TZ": "UTC"}  # elsewhere git and ssh-keygen may differ by the hour of summer time
    return subprocess.run(command, env=utc, capture_output=True, check=False).returncode == 0


def draft(repo: SignedRepo, *, signed: str = AUTHOR, author: str = CLERK, name: str = "draft") -> None:
    """A clerk's item on a branch, signed by the clerk."""
    repo.branch(name, "main")
    repo.write()
    repo.commit("Draft", author=author, signed=signed)


def approved(repo: SignedRepo) -> None:
    """A clerk's item with its approvals, committed by the head of the department and the secrecy office."""
    draft(repo)
    repo.approve(role="issuer")
    repo.approve(role="publisher")
    repo.commit("Approve", author=HEADS["综合统计科"], signed="zonghe-head")
    repo.approve(role="secrecy")
    repo.commit("Review", author=SECRECY, signed="baomi")


def other(repo: SignedRepo) -> None:
    """Meanwhile another item lands in good order."""
    repo.branch("other", "main")
    repo.write(OTHER)
    repo.commit("Other", signed=AUTHOR)
    repo.merge("other", by=HEAD, signed=MERGER, at="2026-03-19T09:00:00+08:00")


def change_keys(repo: SignedRepo) -> None:
    """A change of the keys on a branch."""
    repo.branch("keys", "main")
    edit(repo, "policy/allowed_signers", "# Whose keys", "# Whose keys too", hidden=False)
    repo.commit("Change the keys", at=LANDED, signed=AUTHOR)


def edit(repo: SignedRepo, path: str, find: str, put: str, *, hidden: bool = True) -> None:
    """Change a file of the policy as it is read; `hidden`, so that no commit takes it along."""
    file = repo.root / path
    text = file.read_text(encoding="utf-8")
    assert find in text
    file.write_text(text.replace(find, put), encoding="utf-8")
    if hidden:
        repo.git("update-index", "--assume-unchanged", path)


def retire(repo: SignedRepo, office: str, moment: str) -> None:
    """End the time of an office's key."""
    line = f'\n{office}@{DOMAIN} namespaces="'
    edit(repo, "policy/allowed_signers", line, line.replace("names", f'valid-before="{moment}",names'))


def conflict(repo: SignedRepo) -> None:
    """The same item on main and, in other words, on a branch."""
    draft(repo)
    repo.branch("first", "main")
    repo.write(body="\n另一种说法。\n")
    repo.commit("First", signed=AUTHOR)
    repo.merge("first", by=HEAD, signed=MERGER, at="2026-03-19T09:00:00+08:00")


def evil(repo: SignedRepo) -> None:
    """Merge the draft, with a word changed in the merge commit itself."""
    repo.merge(by=HEAD, signed=MERGER)
    repo.write(body="\n夹带。\n")
    repo.git("add", "--all")
    repo.git("reset", "--quiet", "--soft", "main~1")
    by_hand(repo, "Merge draft", "main", "draft")


def by_hand(repo: SignedRepo, message: str, *parents: str) -> None:
    """A signed merge of what is in the index, whatever that is; main goes there."""
    tree = repo.git("write-tree").strip()
    how = ["-c", "gpg.format=ssh", "-c", f"user.signingkey={repo.key_file(MERGER)}"]
    given = [option for parent in parents for option in ("-p", parent)]
    made = repo.git(*how, "commit-tree", "-S", *given, "-m", message, tree, at=LANDED, by=HEAD)
    repo.git("reset", "--quiet", "--hard", made.strip())


def altered(repo: SignedRepo, find: bytes, put: bytes, branch: str = "main") -> None:
    """Put in place of a branch's head the same commit object, some bytes of it changed."""
    old = repo.git("cat-file", "commit", branch).encode()
    assert find in old
    file = repo.put(".git/altered", old.replace(find, put))
    new = repo.git("hash-object", "-t", "commit", "-w", str(file)).strip()
    repo.git("update-ref", f"refs/heads/{branch}", new)
