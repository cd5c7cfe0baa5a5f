"""When an index number landed on the main line, and which numbers were used before: from real repositories."""

from __future__ import annotations

from pathlib import Path

from gongkai.model import History
from signed_repo import INDEX, TODAY, SignedRepo

FLAT, FOLDER = "content/items/2026/00012.md", "content/items/2026/00012/index.md"
MERGED = {INDEX: "2026-03-20T01:00:00+00:00"}


def test_the_date_is_the_merges_not_the_drafts(repo: SignedRepo) -> None:
    repo.publish()
    assert repo.landed() == MERGED


def test_a_draft_on_a_branch_has_not_landed(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    assert repo.landed() == {}


def test_an_item_not_committed_has_not_landed(repo: SignedRepo) -> None:
    repo.write()
    assert repo.history() == History({}, {}, {})


def test_a_commit_straight_to_main_lands(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Publish", at="2026-03-19T16:00:00Z")
    assert repo.landed() == {INDEX: "2026-03-19T16:00:00+00:00"}
    assert repo.history().landings[INDEX][0].day == TODAY


def test_the_first_commit_of_all_lands_too(tmp_path: Path) -> None:
    repo = SignedRepo(tmp_path, fresh=False)
    repo.git("init", "--quiet", "--initial-branch=main")
    repo.write()
    repo.commit("All at once")
    assert repo.landed() == {INDEX: "2026-01-05T01:00:00+00:00"}


def test_a_later_change_does_not_move_the_date(repo: SignedRepo) -> None:
    repo.publish()
    repo.write(title="另一个标题")
    repo.commit("Change", at="2026-03-25T09:00:00+08:00")
    assert repo.landed() == MERGED


def test_changing_the_form_keeps_date_and_number(repo: SignedRepo) -> None:
    repo.publish()
    repo.git("mv", FLAT, "content/items/2026/keep.md")
    (repo.root / "content/items/2026/00012").mkdir()
    repo.git("mv", "content/items/2026/keep.md", FOLDER)
    repo.commit("With a folder", at="2026-03-25T09:00:00+08:00")
    assert repo.landed() == MERGED
    assert repo.removed() == set()


def test_renaming_to_another_number_inherits_nothing(repo: SignedRepo) -> None:
    repo.publish()
    repo.git("mv", FLAT, "content/items/2026/00013.md")
    repo.commit("Rename", at="2026-03-25T09:00:00+08:00")
    assert repo.landed() == {**MERGED, "2026-00013": "2026-03-25T01:00:00+00:00"}
    assert repo.removed() == {INDEX}


def test_attachments_alone_land_nothing(repo: SignedRepo) -> None:
    repo.put("content/items/2026/00012/data.csv", "x\n")
    repo.commit("Data")
    assert repo.landed() == {}


def test_a_topic_merged_into_a_topic_lands_with_the_outer_merge(repo: SignedRepo) -> None:
    repo.branch("outer")
    repo.branch("inner")
    repo.write()
    repo.commit("Draft")
    repo.merge("inner", at="2026-03-10T09:00:00+08:00", into="outer")
    assert repo.landed() == {}
    repo.merge("outer")
    assert repo.landed() == MERGED


def test_main_merged_into_a_topic_lands_nothing(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    repo.git("checkout", "--quiet", "main")
    repo.commit("Something else")
    repo.merge("main", into="draft")
    assert repo.landed() == {}


def test_a_number_taken_away_is_used_for_ever(repo: SignedRepo) -> None:
    repo.publish()
    (repo.root / FLAT).unlink()
    repo.commit("Take away")
    assert repo.removed() == {INDEX}
    repo.write()
    repo.commit("Again")
    assert repo.removed() == {INDEX}
    assert repo.landed() == MERGED


def test_what_comes_and_goes_on_a_branch_was_never_public(repo: SignedRepo) -> None:
    repo.branch()
    repo.write()
    repo.commit("Draft")
    (repo.root / FLAT).unlink()
    repo.write("2026-00013")
    repo.commit("Another number")
    repo.merge()
    assert repo.removed() == set()
    assert repo.landed().keys() == {"2026-00013"}


def test_taking_away_an_attachment_takes_away_no_number(repo: SignedRepo) -> None:
    repo.write(folder=True)
    data = repo.put("content/items/2026/00012/data.csv", "x\n")
    repo.commit("Publish")
    data.unlink()
    repo.commit("Without data")
    assert repo.removed() == set()


def test_every_state_of_a_column_page_lands_by_its_path(repo: SignedRepo) -> None:
    for day, text in (("21", "一"), ("22", "二"), ("23", "一")):
        repo.put("content/guide.md", text)
        repo.commit("Page", at=f"2026-03-{day}T09:00:00+08:00")
    repo.publish()
    repo.put("content/items/2026/00012/index.txt", "x")
    repo.put("content/other/guide.md", "x")
    repo.commit("Neither page nor item", at="2026-03-24T09:00:00+08:00")
    ((path, states),) = repo.history().pages.items()
    assert path == "content/guide.md"
    assert [each.at.isoformat()[:10] for each in states] == ["2026-03-21", "2026-03-22", "2026-03-23"]
    assert states[0].blob == states[2].blob != states[1].blob
    assert repo.history().landings.keys() == {INDEX}
