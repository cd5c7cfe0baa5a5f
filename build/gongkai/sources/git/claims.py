"""Taking an index number so that nobody else takes it: the forge is the lock.

A number is claimed by pushing the branch that is named after it, which fails where the name exists. Two
clerks must not push the same commit, though: git tells the second "everything up-to-date" and calls that
success. So a claim is an empty commit with a nonce, which nobody else can have, and the push demands that
the name does not exist, so that it cannot fast-forward a branch made by hand either.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from gongkai.layout import branch, branch_index, next_index
from gongkai.model import SetupError
from gongkai.sources.git.raw import AT_ORIGIN, HEADS, on_one_line, one_line
from gongkai.sources.git.worktree import Worktree

TRIES = 50
_OR = "，或加 --no-claim 只在本地起草"


class Claims:
    """The numbers that branches claim, here and at the forge. Every method raises SetupError where git fails."""

    def __init__(self, worktree: Worktree, *, forge: bool) -> None:
        """With `forge`, numbers are claimed at the remote `origin`, where there is one."""
        self.worktree, self.git = worktree, worktree.git
        self.forge = forge and worktree.has_origin
        if self.forge:
            zh = "git 不知道您是谁，请先设置 git config user.name 和 user.email"
            with one_line(zh, "git does not know who you are"):
                for each in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
                    self.git(c="user.useConfigOnly=true").var(each)  # else it makes up an address

    def taken(self, year: str) -> set[str]:
        """The numbers of the year that branches claim; brings what is known of the main line up to date.

        The branches are read first: one that is merged and deleted in between shows on the main line.
        """
        names = self._known()
        if self.forge:
            names |= self._at_forge(year).keys()
            self._fetch(names)
        return _indexes(names)

    def _known(self) -> set[str]:
        """The branches here; where the forge is not asked, also those it had when last asked."""
        places = [HEADS] if self.forge else [HEADS, AT_ORIGIN]
        with one_line("git 读不出分支", "git cannot list the branches"):
            refs = self.git.for_each_ref("--format=%(refname)", *(f"{place}item" for place in places))
        return {ref.removeprefix(HEADS).removeprefix(AT_ORIGIN) for ref in refs.splitlines()}

    def _at_forge(self, year: str) -> dict[str, str]:
        """The main branch and those that claim numbers of the year, as origin has them now: name → commit."""
        wanted = (HEADS + self.worktree.main_branch, f"{HEADS}item/{year}-*")
        with one_line(f"连不上远端 origin：请检查网络和权限{_OR}", "origin cannot be reached"):
            lines = str(self.git.ls_remote("--quiet", "origin", *wanted)).splitlines()
        return {name.removeprefix(HEADS): commit for commit, name in (line.split("\t") for line in lines)}

    def _fetch(self, names: set[str]) -> None:
        main = self.worktree.main_branch
        if main in names:  # a forge may be so new that it has none
            with one_line(f"取不回远端的 {main}", "the main branch cannot be fetched"):
                self.git.fetch("--quiet", "--no-tags", "origin", f"+{HEADS}{main}:{AT_ORIGIN}{main}")

    def take(self, start: str, taken: set[str], year: str) -> str:
        """Begin the branch of the next free number at the commit `start`, and go there; gives the number."""
        index, commit = self._claim(start, taken, year) if self.forge else (next_index(taken, year), start)
        self.worktree.begin(branch(index), commit)
        return index

    def _claim(self, start: str, taken: set[str], year: str) -> tuple[str, str]:
        """The number, and the commit that claims it at the forge."""
        unexplained = 0
        for _ in range(TRIES):
            index = next_index(taken, year)
            commit = self._nobody_elses(start, index)
            refusal = self._push(commit, branch(index))
            held = self._at_forge(year) if refusal else {branch(index): commit}
            if held.get(branch(index)) == commit:  # even where the answer to the push was lost
                return index, commit
            taken = taken | _indexes(held)
            # Once may be a push of another that is half done: in the way, and not yet to be seen.
            unexplained += index not in taken
            if unexplained > 1:
                raise SetupError(f"远端不接受取号：请检查权限{_OR} (origin refuses the claim): {refusal}")
        raise SetupError(f"试了 {TRIES} 次都被别人抢先，请稍后再试 (others were faster {TRIES} times)")

    def _nobody_elses(self, start: str, index: str) -> str:
        """An empty commit on `start` that exists nowhere else; signed if commits are to be signed."""
        signed = self.git.config("--type=bool", "commit.gpgsign", with_exceptions=False) == "true"
        said = ("-m", f"取号 {index}", "-m", f"Claim: {secrets.token_hex(16)}")
        with one_line("做不出取号的提交", "the claim cannot be committed"):
            tree = f"{start}^{{tree}}"
            return str(self.git.commit_tree(*["-S"] * signed, "-p", start, *said, tree))

    def _push(self, commit: str, name: str) -> str:
        """What git says where it does not push; empty if it did."""
        status, _, said = self.git.push(
            "--quiet", "--no-follow-tags",
            f"--force-with-lease={HEADS}{name}:",  # forces nothing: it demands that there is no such name
            "origin", f"{commit}:{HEADS}{name}",
            with_extended_output=True, with_exceptions=False,
        )  # fmt: skip
        return on_one_line(str(said)) or f"exit {status}" if status else ""


def _indexes(names: Iterable[str]) -> set[str]:
    return {index for name in names if (index := branch_index(name))}
