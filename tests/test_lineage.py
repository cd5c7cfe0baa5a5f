"""From landings to revisions: laws of the pure part, and stories in real repositories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile
from approvals import HEADS, SECRECY
from gongkai.lineage import trace
from gongkai.model import Item, Landing, Lineage
from gongkai.pipeline import Checked
from gongkai.sources import frontmatter
from gongkai.sources.keys import sshsig
from signed_repo import BODY, CLERK, INDEX, LANDED, SignedRepo

PATH = "content/items/2026/00012.md"
LATER = "2026-03-21T09:00:00+08:00"
HEAD = HEADS["综合统计科"]

State = tuple[int, str]
"""A revision number and a text; 0 where the file was no item, an empty text where it was taken away."""

states = st.tuples(st.integers(0, 4), st.sampled_from(["", "a", "b"]))


@pytest.fixture(scope="module")
def item(bare: Checked) -> Item:
    raw = frontmatter.read(PATH, hostile.SIGNED)
    assert not isinstance(raw, tuple)
    found = bare.setup.schemas.item(raw, INDEX)
    assert isinstance(found, Item)
    return found


def blob(state: State) -> str:
    return f"{state[0]}{state[1]}" if state[1] else ""


def lineage(item: Item, own: State, line: Sequence[State], known: int | None = None) -> Lineage:
    """Of a file in state `own`, where main took up `line`, of which the work builds on the first `known`."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    upto = len(line) if known is None else known
    landings = tuple(
        Landing(f"{n:040}", start + timedelta(n), n, PATH, blob(state), known=n < upto)
        for n, state in enumerate(line)
    )

    def then(landing: Landing) -> Item | None:
        number = int(landing.blob[0])
        return replace(item, revision=number) if number else None

    return trace(replace(item, revision=own[0]), landings, lambda _item, _like: blob(own), then)


@given(st.lists(states, max_size=8).filter(lambda line: not line or bool(line[0][1])))
def test_a_revision_is_the_first_that_landed_under_its_number_while_numbers_rose(
    item: Item, line: list[State]
) -> None:
    expected: dict[int, str] = {}
    for number, text in line:
        if text and number > max(expected, default=0):
            expected[number] = text
    for own in [(number, text) for number in range(1, 6) for text in "ab"]:
        found = lineage(item, own, line)
        assert found.highest == max(expected, default=0)
        assert [each.item.revision for each in found.earlier] == [n for n in expected if n < own[0]]
        assert found.unchanged == (expected.get(own[0]) == own[1])


@given(st.lists(states, min_size=1, max_size=8), st.lists(states, max_size=4))
def test_what_main_took_up_meanwhile_does_not_touch_a_file_left_alone(
    item: Item, line: list[State], more: list[State]
) -> None:
    line = [(1, "a"), *line, (3, "b")]
    alone = lineage(item, (3, "b"), line)
    assert lineage(item, (3, "b"), [*line, *more], known=len(line)) == alone


@pytest.mark.parametrize(
    ("line", "own", "usurps"),
    [
        ([], (1, "a"), ""),
        ([(1, "a")], (1, "b"), ""),
        ([(1, "a"), (1, "")], (1, "b"), "another's"),
        ([(1, "a"), (1, "")], (1, "a"), ""),
        ([(1, "a"), (1, ""), (1, "b")], (1, "b"), "another's"),
        ([(1, "a"), (1, ""), (1, "a")], (2, "b"), ""),
        ([(1, "a"), (1, ""), (1, "b")], (2, "a"), "another's"),
        ([(0, "a"), (0, "")], (1, "a"), "another's"),
    ],
)
def test_whose_a_number_is_that_was_taken_away(
    item: Item, line: list[State], own: State, usurps: str
) -> None:
    assert lineage(item, own, line).usurps == bool(usurps)


def test_a_number_that_main_gave_away_meanwhile_is_anothers(item: Item) -> None:
    assert lineage(item, (1, "b"), [(1, "a")], known=0).usurps
    assert not lineage(item, (1, "a"), [(1, "a")], known=0).usurps


def publish(repo: SignedRepo, branch: str, at: str = LANDED, **fields: Any) -> None:
    """Write an item on a branch of main, approve it, and merge it."""
    repo.git("checkout", "--quiet", "main")
    repo.branch(branch)
    repo.write(**fields)
    repo.approve(at=at)
    repo.commit("Draft")
    repo.merge(branch, at=at)


def revised(repo: SignedRepo, number: int, text: str) -> None:
    """Put the next revision into the file at hand, approved."""
    notes = [{"date": "2026-03-20", "kind": "更正", "note": f"第{n}处"} for n in range(1, number)]
    repo.write(revision=str(number), changes=notes, body=text)
    repo.approve(at=LATER)


def rules(repo: SignedRepo) -> list[str]:
    return [each.rule for each in repo.check(datetime.fromisoformat(LATER).date())]


def test_a_stale_branch_that_leaves_an_item_alone_is_clean(repo: SignedRepo) -> None:
    publish(repo, "one")
    repo.branch("stale")
    repo.git("checkout", "--quiet", "-b", "two", "main")
    revised(repo, 2, "\n改。\n")
    repo.commit("Change")
    repo.merge("two", at=LATER)
    repo.git("checkout", "--quiet", "stale")
    repo.write("2026-00013", created="2026-03-21")
    repo.approve("2026-00013", at=LATER)
    repo.commit("Another")
    assert rules(repo) == []


def test_two_branches_that_both_write_the_second_revision(repo: SignedRepo) -> None:
    publish(repo, "one")
    repo.branch("mine")
    repo.git("checkout", "--quiet", "-b", "theirs", "main")
    revised(repo, 2, "\n他们改的。\n")
    repo.commit("Change")
    repo.merge("theirs", at=LATER)
    repo.git("checkout", "--quiet", "mine")
    revised(repo, 2, "\n我们改的。\n")
    repo.commit("Change")
    assert rules(repo) == ["revision"]


def test_a_branch_begun_before_an_item_landed_does_not_delete_it(repo: SignedRepo) -> None:
    repo.branch("stale")
    publish(repo, "one")
    repo.git("checkout", "--quiet", "stale")
    assert not repo.path().exists()
    assert rules(repo) == []


def test_bytes_changed_on_main_are_refused_until_they_are_put_back(repo: SignedRepo) -> None:
    publish(repo, "one")
    landed = repo.path().read_bytes()
    repo.write(body="\n悄悄改过。\n")
    repo.approve()
    repo.commit("Tamper", at=LATER)
    assert rules(repo) == ["revision"]
    repo.path().write_bytes(landed)
    repo.commit("Put back", at=LATER)
    assert rules(repo) == []


def test_changing_the_form_is_no_change_of_the_revision(repo: SignedRepo) -> None:
    publish(repo, "one")
    data = repo.path().read_bytes()
    repo.path().unlink()
    repo.put("content/items/2026/00012/index.md", data)
    repo.commit("With a folder", at=LATER)
    assert rules(repo) == []


def test_authors_are_those_since_the_last_revision(repo: SignedRepo) -> None:
    """The head wrote the first revision, which another approved; he may approve the second."""
    repo.branch("one")
    repo.write(department="秘书科", category="工作动态", topic="综合管理")
    repo.commit("Draft", author=HEAD)
    repo.approve()
    repo.commit("Approve", author=HEADS["秘书科"])
    repo.merge("one")
    (first,) = repo.checked().items
    assert repo.checked().context.authors(first) == {HEAD}
    repo.branch("two")
    note = [{"date": "2026-03-20", "kind": "更正", "note": "改"}]
    repo.write(
        department="秘书科",
        category="工作动态",
        topic="综合管理",
        revision="2",
        changes=note,
        body="\n改。\n",
    )
    repo.commit("Change", author=CLERK)
    (second,) = repo.checked().items
    assert repo.checked().context.authors(second) == {CLERK}


def test_a_sha256_repository_is_read_alike(tmp_path: Path) -> None:
    repo = SignedRepo(tmp_path / "repo")
    (repo.root / ".git").rename(tmp_path / "old")
    repo.git("init", "--quiet", "--template=", "--initial-branch=main", "--object-format=sha256")
    repo.commit("Start")
    publish(repo, "one")
    assert rules(repo) == []
    repo.write(body="\n改过。\n")
    repo.approve()
    assert rules(repo) == ["revision"]


@pytest.mark.parametrize("lost", ["never given", "a key others may hold"])
def test_the_same_text_is_approved_anew_where_the_approvals_of_the_landed_one_do_not_hold(
    repo: SignedRepo, lost: str
) -> None:
    repo.branch("one")
    repo.write()
    if lost != "never given":
        repo.approve(at="2026-03-20T08:00:00+08:00")
        print_ = sshsig.fingerprint(repo.checked().setup.keys.signers[SECRECY][0].blob)
        repo.put("policy/compromised.yml", f"{print_}: {{since: 2026-03-20T08:30:00+08:00, reason: 遗失}}\n")
    repo.commit("Draft")
    repo.merge("one")
    assert set(rules(repo)) == ({"unsigned"} if lost == "never given" else {"signer"})
    repo.branch("two")
    revised(repo, 2, BODY)
    found = set(rules(repo))
    assert found == (set() if lost == "never given" else {"signer"})  # its key is still the lost one
    repo.commit("Approve anew", author=HEAD)
    repo.merge("two", at=LATER)
    assert "revision" not in rules(repo)
