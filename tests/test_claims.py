"""A number is taken once: whoever is first at the forge has it, the other takes the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from forge import Forge, claims, overtaken_by_hand, state, take
from gongkai.model import SetupError
from gongkai.sources.git.claims import Claims
from signed_repo import STARTED, SignedRepo

FIRST, SECOND = "2026-00001", "2026-00002"
ROUNDS = 4
RACER = """
import sys
from pathlib import Path
from gongkai.sources.git.claims import Claims
from gongkai.sources.git.worktree import Worktree
for _ in sys.stdin:
    claims = Claims(Worktree(Path(sys.argv[1]), "main"), forge=True)
    print(claims.take(claims.worktree.main_line(), claims.taken("2026"), "2026"), flush=True)
"""


@pytest.fixture
def forge(repo: SignedRepo) -> Forge:
    return Forge.of(repo)


@pytest.fixture
def ours(forge: Forge) -> SignedRepo:
    return forge.clone("ours")


@pytest.fixture
def theirs(forge: Forge) -> SignedRepo:
    return forge.clone("theirs")


def test_two_who_race_never_take_the_same_number(forge: Forge, ours: SignedRepo, theirs: SignedRepo) -> None:
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(clone.root)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )
        for clone in (ours, theirs)
    ]  # fmt: skip
    taken = []
    for _ in range(ROUNDS):
        for racer in racers:
            print(file=racer.stdin)
        taken += [racer.stdout.readline().strip() for racer in racers if racer.stdout]
    for racer in racers:
        racer.communicate()
    wanted = [f"2026-{serial:05}" for serial in range(1, 2 * ROUNDS + 1)]
    assert sorted(taken) == wanted
    assert forge.branches() == [f"item/{index}" for index in wanted]


def test_the_later_takes_the_next(forge: Forge, ours: SignedRepo, theirs: SignedRepo) -> None:
    assert [take(theirs), take(ours), take(theirs)] == [FIRST, SECOND, "2026-00003"]
    assert forge.branches() == ["item/2026-00001", "item/2026-00002", "item/2026-00003"]


@pytest.mark.parametrize("theirs_is", ["unknown", "fetched"])
def test_who_does_not_know_of_the_others_claim_is_refused_and_takes_the_next(
    forge: Forge, ours: SignedRepo, theirs: SignedRepo, monkeypatch: pytest.MonkeyPatch, theirs_is: str
) -> None:
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):  # the same clerk, in the same second
        monkeypatch.setenv(name, STARTED)
    take(theirs)
    held = forge.repo.git("rev-parse", "item/2026-00001")
    if theirs_is == "fetched":
        ours.git("fetch", "--quiet")
    assert take(ours, stale=True) == SECOND
    assert forge.repo.git("rev-parse", "item/2026-00001") == held
    assert ours.git("rev-parse", "HEAD") == forge.repo.git("rev-parse", "item/2026-00002")


def test_a_branch_made_by_hand_at_the_tip_of_main_is_not_moved(forge: Forge, ours: SignedRepo) -> None:
    forge.repo.git("branch", "item/2026-00001", "main")
    assert take(ours, stale=True) == SECOND
    assert forge.repo.git("rev-parse", "item/2026-00001") == forge.repo.git("rev-parse", "main")


def test_a_name_taken_while_the_push_is_under_way_is_lost(forge: Forge, ours: SignedRepo) -> None:
    overtaken_by_hand(ours, forge, once=True)
    assert take(ours) == SECOND
    assert forge.repo.git("rev-parse", "item/2026-00001") == forge.repo.git("rev-parse", "main")


def test_who_always_loses_stops_after_some_tries(
    forge: Forge, ours: SignedRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtaken_by_hand(ours, forge, once=False)
    monkeypatch.setattr("gongkai.sources.git.claims.TRIES", 3)
    before = state(ours)
    with pytest.raises(SetupError, match="试了 3 次"):
        take(ours)
    assert state(ours) == before
    assert len(forge.branches()) == 3


def test_a_claim_is_an_empty_commit_on_main_by_the_clerk(forge: Forge, ours: SignedRepo) -> None:
    take(ours)
    assert ours.git("symbolic-ref", "HEAD").strip() == "refs/heads/item/2026-00001"
    assert ours.git("rev-parse", "HEAD^") == forge.repo.git("rev-parse", "main")
    assert ours.git("diff", "--name-only", "HEAD^") == ""
    said = ours.git("log", "-1", "--format=%s %ae %(trailers:key=Claim)")
    assert said.startswith("取号 2026-00001 zonghe-clerk@tjj.example Claim: ")


def test_a_claim_is_signed_where_commits_are(forge: Forge, ours: SignedRepo) -> None:
    settings = {"gpg.format": "ssh", "user.signingkey": str(ours.key_file("baomi")), "commit.gpgsign": "yes"}
    for name, value in settings.items():
        ours.git("config", name, value)
    take(ours)
    assert "-----BEGIN SSH SIGNATURE-----" in forge.repo.git("cat-file", "commit", "item/2026-00001")


def test_a_claim_whose_answer_was_lost_is_still_ours(
    forge: Forge, ours: SignedRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    push = Claims._push  # noqa: SLF001 - the network is what fails here
    monkeypatch.setattr(Claims, "_push", lambda *given: push(*given) or "the remote end hung up")
    assert take(ours) == FIRST
    assert forge.branches() == ["item/2026-00001"]


def test_a_push_refused_once_without_a_reason_to_be_seen_is_tried_again(
    ours: SignedRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    push, refusals = Claims._push, iter(["cannot lock ref"])  # noqa: SLF001 - the other's push is half done
    monkeypatch.setattr(Claims, "_push", lambda *given: next(refusals, "") or push(*given))
    assert take(ours) == FIRST


def test_without_the_right_to_push_the_reason_and_the_way_out_are_said(
    forge: Forge, ours: SignedRepo
) -> None:
    forge.hook("printf '不许推送\\n\\033[31m' >&2; exit 1")
    before = state(ours)
    with pytest.raises(
        SetupError, match=r"^远端不接受取号.*--no-claim.*不许推送.*pre-receive hook"
    ) as refused:
        take(ours)
    assert "\n" not in str(refused.value)
    assert state(ours) == before
    assert forge.branches() == []


def test_without_a_connection_the_reason_and_the_way_out_are_said(ours: SignedRepo) -> None:
    ours.git("remote", "set-url", "origin", "/nowhere")
    before = state(ours)
    with pytest.raises(SetupError, match=r"^连不上.*--no-claim.*'/nowhere' does not appear to be") as refused:
        take(ours)
    assert "\n" not in str(refused.value)
    assert state(ours) == before


OTHERS = {
    "a command": ("item/2026-1;rm", FIRST),
    "a serial of six digits": ("item/2026-000099", FIRST),
    "the serial zero": ("item/2026-00000", FIRST),
    "digits that are not ASCII": ("item/2026-0000９", FIRST),
    "another folder": ("x/item/2026-00009", FIRST),
    "another case": ("Item/2026-00009", FIRST),
    "another year": ("item/2025-00009", FIRST),
    "a claim": ("item/2026-00009", "2026-00010"),
    "a branch that is in the way of one": ("item/2026-00009/x", "2026-00010"),
    "the last but one": ("item/2026-99998", "2026-99999"),
}


@pytest.mark.parametrize("where", ["here", "at the forge"])
@pytest.mark.parametrize("name", OTHERS)
def test_only_a_name_that_claims_a_number_counts(
    forge: Forge, ours: SignedRepo, name: str, where: str
) -> None:
    branch, wanted = OTHERS[name]
    (ours if where == "here" else forge.repo).git("branch", branch, "main")
    assert take(ours) == wanted


def test_after_the_last_number_the_branch_in_the_way_is_named(forge: Forge, ours: SignedRepo) -> None:
    forge.repo.git("branch", "item/2026-99999", "main")
    with pytest.raises(SetupError, match=r"item/2026-99999 是误建的，请删除"):
        take(ours)


def test_a_forge_that_is_still_empty_takes_claims(repo: SignedRepo) -> None:
    Forge.of(repo)
    empty = Forge(repo.root / ".git" / "empty")
    repo.git("init", "--quiet", "--bare", str(empty.root))
    for setting in ("user.name", "user.email"):
        repo.git("config", setting, "clerk")
    repo.git("remote", "add", "origin", str(empty.root))
    assert take(repo) == FIRST
    assert empty.branches() == ["item/2026-00001"]


def test_what_the_forge_had_counts_while_it_is_not_asked(ours: SignedRepo, theirs: SignedRepo) -> None:
    take(theirs)
    ours.git("fetch", "--quiet")
    assert claims(ours, forge=False).taken("2026") == {FIRST}


@pytest.mark.parametrize("setting", ["user.name", "user.email"])
def test_a_clerk_whom_git_does_not_know_is_told_so(ours: SignedRepo, setting: str) -> None:
    ours.git("config", "--unset", setting)
    with pytest.raises(SetupError, match=r"^git 不知道您是谁，请先设置.*user.name 和 user.email"):
        claims(ours)
    assert not claims(ours, forge=False).forge


def test_in_the_middle_of_a_merge_nothing_is_claimed(forge: Forge, ours: SignedRepo) -> None:
    ours.branch("other")
    ours.put("content/guide.md", "other\n")
    ours.commit("Other")
    ours.git("checkout", "--quiet", "main")
    ours.git("merge", "--quiet", "--no-ff", "--no-commit", "other")
    with pytest.raises(SetupError, match="合并或变基还没有做完"):
        take(ours)
    assert forge.branches() == []


@pytest.mark.parametrize("kind", ["no repository", "no commit"])
def test_without_a_repository_or_a_commit_nothing_can_be_proved(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    if kind == "no commit":
        SignedRepo(folder, fresh=False).git("init", "--quiet")
    with pytest.raises(SetupError, match="这里不是有提交的 git 仓库"):
        claims(SignedRepo(folder, fresh=False))
