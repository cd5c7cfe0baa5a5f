"""The folder in which a request is judged: the base's tree, the head's content/, byte for byte."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai import judging
from gongkai.model import SetupError
from gongkai.sources.git import objects, overlay
from signed_repo import SignedRepo
from site_repo import hashes

PAGE = "content/guide.md"


def laid(repo: SignedRepo, head: str = "HEAD", base: str = "main") -> dict[str, bytes]:
    """Every file of the overlay but git's own, by path; a link as its target."""
    commits = judging.span(repo.root, base, head)
    with overlay.lay(repo.root, commits.base, commits.head) as folder:
        return {
            path.relative_to(folder).as_posix(): bytes(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            for path in folder.rglob("*")
            if (path.is_symlink() or path.is_file()) and path.name != ".git"
        }


def crafted(repo: SignedRepo, *lines: str) -> str:
    """A commit whose content/ has these entries, which git itself would not make."""
    data = b"".join(
        mode.encode() + b" " + name.encode() + b"\0" + bytes.fromhex(sha)
        for mode, name, sha in (line.split(" ", 2) for line in lines)
    )
    command = ["git", "-C", str(repo.root), "hash-object", "-t", "tree", "--literally", "-w", "--stdin"]
    content = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().strip()
    command = ["git", "-C", str(repo.root), "mktree"]
    top = subprocess.run(
        command, input=f"040000 tree {content}\tcontent\n".encode(), capture_output=True, check=True
    ).stdout.decode()
    return repo.git("commit-tree", "-p", "HEAD", "-m", "Crafted", top.strip()).strip()


def blob(repo: SignedRepo, text: str) -> str:
    repo.put("../blob", text)
    return repo.git("hash-object", "-w", str(repo.root.parent / "blob")).strip()


@pytest.fixture
def repo(tmp_path: Path) -> SignedRepo:
    return SignedRepo(tmp_path / "repo")


def test_content_is_the_heads_and_all_else_the_bases(repo: SignedRepo) -> None:
    repo.put(PAGE, "old\n")
    repo.put("content/annual.md", "gone at the head\n")
    repo.put("Makefile", "base\n").chmod(0o755)
    repo.commit("Base")
    base = hashes(repo.root)
    repo.branch()
    repo.put(PAGE, "new\n")
    repo.put("content/items/2026/00012/数据 一.csv", b"\x00\xff\r\n")
    (repo.root / "content/annual.md").unlink()
    for path in ("Makefile", "mkdocs.yml", "hooks/publish.py", "policy/policy.yml", ".gitattributes"):
        repo.put(path, "head\n")
    repo.commit("Head")
    files = laid(repo)
    assert {path: data for path, data in files.items() if path.startswith("content/")} == {
        PAGE: b"new\n",
        "content/items/2026/00012/数据 一.csv": b"\x00\xff\r\n",
    }
    assert files["Makefile"] == b"base\n"
    system = {path for path in base if not path.startswith((".git/", "content/"))}
    assert files.keys() == {*system, PAGE, "content/items/2026/00012/数据 一.csv"}


def test_git_sees_the_history_of_the_head_there(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    head, main = (repo.git("rev-parse", name).strip() for name in ("HEAD", "main"))
    with overlay.lay(repo.root, main, head) as folder:
        assert objects.commit(folder, "HEAD") == head
        assert objects.commit(folder, "refs/heads/main") == main


def test_nothing_is_left_and_nothing_here_is_touched(repo: SignedRepo, tmp_path: Path) -> None:
    repo.branch()
    repo.put(PAGE, "not committed\n")
    before = hashes(repo.root)
    with overlay.lay(repo.root, *[repo.git("rev-parse", "HEAD").strip()] * 2) as folder:
        (folder / "site").mkdir()
    assert not folder.exists()
    assert hashes(repo.root) == before
    assert len(repo.git("worktree", "list").splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["repo"]


def test_it_goes_also_when_judging_fails(repo: SignedRepo) -> None:
    head = repo.git("rev-parse", "HEAD").strip()
    with pytest.raises(KeyError), overlay.lay(repo.root, head, head) as folder:
        raise KeyError
    assert not folder.exists()


def test_a_head_without_content_is_empty(repo: SignedRepo) -> None:
    repo.put(PAGE, "x\n")
    repo.commit("A page")
    repo.branch()
    repo.git("rm", "-r", "--quiet", "content")
    repo.commit("Take all away")
    assert not any(path.startswith("content") for path in laid(repo))


# nothing the head says of its bytes changes them


@pytest.mark.parametrize(
    "attributes",
    [
        "* text eol=crlf", "* text=auto eol=crlf", "guide.md working-tree-encoding=UTF-16", "* ident", "* filter=evil",
        "* export-ignore export-subst", "[attr]x text eol=crlf\n* x",
    ],
)  # fmt: skip
def test_gitattributes_of_the_head_change_no_byte(repo: SignedRepo, attributes: str, tmp_path: Path) -> None:
    text = "第一行\n$Id$ $Format:%H$\nSECRET\n"
    repo.branch()
    repo.put(PAGE, text)
    repo.commit("A page")
    repo.put("content/.gitattributes", f"{attributes}\n")
    repo.git("add", "content/.gitattributes")
    repo.git("commit", "--quiet", "-m", "Attributes")
    repo.git("config", "filter.evil.smudge", f"touch {tmp_path}/ran; cat")
    assert laid(repo)[PAGE] == text.encode()
    assert not (tmp_path / "ran").exists()


def test_nor_do_those_of_the_clone(repo: SignedRepo) -> None:
    repo.branch()
    repo.put(PAGE, "a\nb\n")
    repo.commit("A page")
    repo.git("config", "core.autocrlf", "true")
    (repo.root / ".git/info").mkdir(exist_ok=True)
    (repo.root / ".git/info/attributes").write_text("* eol=crlf\n")
    assert laid(repo)[PAGE] == b"a\nb\n"


def test_no_hook_of_the_clone_runs(repo: SignedRepo, tmp_path: Path) -> None:
    hooks = repo.root / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (hooks / name).chmod(0o755)
    laid(repo)
    assert not (tmp_path / "ran").exists()


# what git can carry and a disk should not


def test_modes_are_laid_out_as_they_are(repo: SignedRepo) -> None:
    repo.branch()
    repo.put("content/run.md", "x\n").chmod(0o755)
    (repo.root / "content/link.md").symlink_to("/etc/passwd")
    repo.put("content/plain.md", "x\n")
    repo.commit("Modes")
    commits = judging.span(repo.root, "main", "HEAD")
    with overlay.lay(repo.root, commits.base, commits.head) as folder:
        assert (folder / "content/run.md").stat().st_mode & 0o111
        assert not (folder / "content/plain.md").stat().st_mode & 0o111
        assert (folder / "content/link.md").readlink() == Path("/etc/passwd")


def _above(repo: SignedRepo) -> list[str]:
    return [f"100644 ../../../evil {blob(repo, 'x')}"]


def _dots(repo: SignedRepo) -> list[str]:
    return [f"040000 .. {repo.git('rev-parse', 'HEAD:policy').strip()}"]


def _git_folder(repo: SignedRepo) -> list[str]:
    return [f"100644 .GIT {blob(repo, 'gitdir: /tmp')}"]


def _absolute(repo: SignedRepo) -> list[str]:
    return [f"100644 /evil {blob(repo, 'x')}"]


def _through_a_link(repo: SignedRepo) -> list[str]:
    inside = repo.git("rev-parse", "HEAD:policy").strip()
    return [f"120000 a {blob(repo, str(repo.root.parent))}", f"040000 a {inside}"]


def _twice(repo: SignedRepo) -> list[str]:
    return [f"100644 a {blob(repo, 'x')}", f"100644 a {blob(repo, 'y')}"]


def _long(repo: SignedRepo) -> list[str]:
    return [f"100644 {'a' * 300} {blob(repo, 'x')}"]


def _missing(_: SignedRepo) -> list[str]:
    return [f"100644 a {'1' * 40}"]


def _link_to_nul(repo: SignedRepo) -> list[str]:
    return [f"120000 a {blob(repo, chr(0))}"]


@pytest.mark.parametrize(
    "entries", [_above, _dots, _git_folder, _absolute, _through_a_link, _twice, _long, _missing, _link_to_nul]
)
def test_a_tree_that_no_disk_can_hold_is_told_and_nothing_is_written_elsewhere(
    repo: SignedRepo, tmp_path: Path, entries: Callable[[SignedRepo], list[str]]
) -> None:
    head = crafted(repo, *entries(repo))
    (tmp_path / "blob").unlink(missing_ok=True)
    with pytest.raises(SetupError):
        laid(repo, head)
    assert [path.name for path in tmp_path.iterdir()] == ["repo"]
    assert len(repo.git("worktree", "list").splitlines()) == 1


# many runs


def test_two_runs_at_once_do_not_meet(repo: SignedRepo) -> None:
    head = repo.git("rev-parse", "HEAD").strip()
    with overlay.lay(repo.root, head, head) as one, overlay.lay(repo.root, head, head) as other:
        assert one != other
        assert hashes(one / "policy") == hashes(other / "policy")


def test_what_a_killed_run_left_is_in_nobodys_way(repo: SignedRepo, tmp_path: Path) -> None:
    repo.git(
        "worktree", "add", "--quiet", "--detach", "--no-checkout", str(tmp_path / "dead" / "request"), "HEAD"
    )
    (tmp_path / "dead").rename(tmp_path / "moved")  # its folder is gone from where git thinks it is
    assert "policy/policy.yml" in laid(repo)
    assert "policy/policy.yml" in laid(repo)


# which commits


@pytest.mark.parametrize(
    "revision", ["nothing", "--all", "main:policy", "HEAD^{tree}", "", "-h", "main..HEAD"]
)
def test_what_names_no_commit_cannot_be_judged(repo: SignedRepo, revision: str) -> None:
    with pytest.raises(SetupError, match="no such commit"):
        judging.span(repo.root, revision, "HEAD")
    with pytest.raises(SetupError, match="no such commit"):
        judging.span(repo.root, "HEAD", revision)


def test_a_request_from_nowhere_cannot_be_judged(repo: SignedRepo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "elsewhere")
    repo.commit("Begin anew")
    with pytest.raises(SetupError, match="no history in common"):
        judging.check(repo.root, judging.span(repo.root, "main", "HEAD"))


def test_without_git_nothing_can_be_judged(repo: SignedRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SetupError, match="git is not installed"):
        judging.span(repo.root, "main", "HEAD")
