"""The clone that a clerk works in: where it left the main line, and whether it may go to another branch."""

from __future__ import annotations

from pathlib import Path

from gongkai.layout import CONTENT, document, document_index
from gongkai.model import SetupError
from gongkai.sources.git.raw import Git, commit_named, main_line, one_line

_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


class Worktree:
    """A working tree of git and its main line. Every method raises SetupError where git fails."""

    def __init__(self, root: Path, main_branch: str) -> None:
        """Refuses what is no repository, has no commit, or is in the middle of something."""
        self.git, self.root, self.main_branch = Git(root), root, main_branch
        with one_line("这里不是有提交的 git 仓库", "no git repository with a commit"):
            self.git.rev_parse("--verify", "HEAD^{commit}")
            self.has_origin = "origin" in self.git.remote().splitlines()
        asked = [part for name in _UNFINISHED for part in ("--git-path", name)]
        if any((root / path).exists() for path in self.git.rev_parse(*asked).splitlines()):
            zh = "合并或变基还没有做完，请先做完或放弃"  # git then changes no branch
            raise SetupError(f"{zh} (finish or abort the merge or rebase first)")

    def refuse_unsaved(self) -> None:
        """Raises SetupError if content/ has changes that a new branch would take along."""
        with one_line("git 读不出状态", "git cannot tell the status"):
            unsaved = self.git.status("--porcelain", "-z", "--untracked-files=all", "--", CONTENT)
        if unsaved:
            raise SetupError(
                "content/ 里有未提交的改动，请先提交（git commit）或收起（git stash -u）"
                " (uncommitted changes in content/: commit or stash them first)"
            )

    def refuse_stuck(self, start: str) -> None:
        """Raises SetupError if git would not go to the commit `start` from here."""
        zh = "换不到新分支，请先提交或收起改动（git stash -u）"
        with one_line(zh, "cannot go to a new branch: commit or stash first"):
            self.git.read_tree("--dry-run", "-m", "-u", "HEAD", start)

    def head(self) -> str:
        """The commit one is on."""
        with one_line("git 读不出历史", "git cannot tell the history"):
            return commit_named(self.git, "HEAD")

    def on_main(self) -> bool:
        """Whether one is on the main branch, or on none: not where a draft is committed."""
        with one_line("git 读不出分支", "git cannot tell the branch"):
            return self.git.branch("--show-current") in ("", self.main_branch)

    def main_line(self) -> str:
        """The tip of the main line as last fetched, else as it is here; where there is none, HEAD."""
        with one_line("git 读不出分支", "git cannot list the branches"):
            return main_line(self.git, self.main_branch) or self.head()

    def begin(self, branch: str, start: str) -> None:
        """Make a branch at the commit `start`, and go there."""
        with one_line(f"换不到分支 {branch}", "cannot go to the new branch"):
            self.git.switch("--quiet", "--no-track", "--create", branch, start)

    def tracks(self, path: str) -> bool:
        """Whether git knows the file, or a file of the folder, at `path`."""
        with one_line("git 读不出状态", "git cannot tell the status"):
            return bool(self.git.ls_files("-z", "--", path))

    def has_landed(self, path: str) -> bool:
        """Whether the document at `path` is the one of its number on the main line, and not another.

        It is if it, or its other form that is gone by now, was there when HEAD left the main line; or if
        the very same file is there now, by a squash.
        """
        index, main = document_index(path), self.main_line()
        assert index, "only documents are asked about"  # noqa: S101
        forms = [document(index, in_folder=each) for each in (False, True)]
        ours = [each for each in forms if each == path or not (self.root / each).exists()]
        with one_line("git 读不出历史", "git cannot tell the history"):
            forks = self.git.merge_base("--all", "HEAD", main, with_exceptions=False).split()
            same = self.git.hash_object("--", path) in self.git.ls_tree(main, path).split()
            return same or any(self.git.ls_tree(fork, *ours) for fork in forks)

    def other_authors(self, path: str) -> list[str]:
        """Who beside oneself wrote the document at `path` since HEAD left the main line: `name <address>`."""
        wrote = "--format=%an <%ae>%n%(trailers:key=Co-authored-by,valueonly,separator=%x0A)"
        with one_line("git 读不出历史", "git cannot tell the history"):
            me = self.git.var("GIT_AUTHOR_IDENT", with_exceptions=False).partition(">")[0]
            said = self.git.log(
                "--no-show-signature", "--no-merges", wrote, f"{self.main_line()}..HEAD", "--", path
            )
        names = sorted({line.strip() for line in said.splitlines()} - {""})
        return [name for name in names if f"<{me.partition('<')[2]}>" not in name]
