"""Which earlier revisions the public sees: those that were approved and fit when they landed, and no others."""

from __future__ import annotations

import base64
import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from approvals import HEADS, SECRECY
from gongkai.entries import catalogue_of
from gongkai.model import Edition, Entry
from gongkai.sources.keys import sample_keys, sshsig
from signed_repo import BODY, CLERK, INDEX, SignedRepo

TODAY = date(2026, 4, 10)
NAME = "附表 一.csv"
NOTES = [{"date": f"2026-04-0{day}", "kind": "更正", "note": f"第{day}次更正"} for day in range(1, 7)]
BACK = {"date": "2026-04-01", "kind": "依法撤回", "reason": "误公开"}


def at(day: str) -> str:
    return f"2026-{day}T09:00:00+08:00"


def write(repo: SignedRepo, revision: int, *, file: bytes | None = None, **fields: Any) -> None:
    """Write a revision with its notes, and with an attachment if there is a file."""
    if file is not None:
        repo.put(f"content/items/2026/00012/{NAME}", file)
        listed = {"file": NAME, "title": "附表", "sha256": hashlib.sha256(file).hexdigest()}
        fields = {"attachments": [listed], "folder": True, **fields}
    notes = NOTES[: revision - 1] or None
    repo.write(**{"revision": str(revision), "changes": notes, "body": f"\n第{revision}版。\n", **fields})


def land(repo: SignedRepo, revision: int, day: str, **fields: Any) -> None:
    """Write a revision, have it approved, and let it land."""
    write(repo, revision, **fields)
    repo.approve(at=at(day))
    repo.commit("Publish", at=at(day), author=CLERK)


def entry(repo: SignedRepo) -> Entry:
    """The one item of the catalogue, of which the gate says nothing."""
    checked = repo.checked(TODAY)
    assert not checked.refused, checked.findings
    (only,) = catalogue_of(repo.root, checked).entries
    return only


def shown(repo: SignedRepo) -> list[int]:
    return [each.entry.item.revision for each in entry(repo).earlier]


def test_an_item_that_never_changed_has_no_earlier_revision(repo: SignedRepo) -> None:
    land(repo, 1, "03-20")
    only = entry(repo)
    assert (only.published, only.updated, only.earlier) == (date(2026, 3, 20), date(2026, 3, 20), ())


def test_each_was_public_until_the_next_one_landed(repo: SignedRepo) -> None:
    for revision, day in ((1, "03-20"), (2, "04-01"), (3, "04-05")):
        land(repo, revision, day)
    only = entry(repo)
    assert (only.published, only.updated) == (date(2026, 3, 20), date(2026, 4, 5))
    told = [(each.entry.item.revision, each.entry.updated, each.until) for each in only.earlier]
    assert told == [(2, date(2026, 4, 1), date(2026, 4, 5)), (1, date(2026, 3, 20), date(2026, 4, 1))]
    assert [each.entry.published for each in only.earlier] == [date(2026, 3, 20)] * 2
    assert [len(each.entry.consents) for each in only.earlier] == [3, 3]


def test_one_still_in_a_request_follows_those_that_landed(repo: SignedRepo) -> None:
    land(repo, 1, "03-20")
    repo.branch()
    land(repo, 2, "04-05")
    (first,) = entry(repo).earlier
    assert first.until == TODAY


def _unsigned(repo: SignedRepo) -> None:
    write(repo, 2)


def _signed_by_two(repo: SignedRepo) -> None:
    write(repo, 2)
    repo.approve(role="issuer", at=at("04-01"))
    repo.approve(role="secrecy", at=at("04-01"))


def _signed_with_another_key(repo: SignedRepo) -> None:
    _signed_by_two(repo)
    repo.approve(role="publisher", at=at("04-01"), key="baomi")


def _changed_after_approval(repo: SignedRepo) -> None:
    write(repo, 2)
    repo.approve(at=at("04-01"))
    repo.path().write_text(repo.path().read_text(encoding="utf-8") + "添了一句。\n", encoding="utf-8")


def _published_by_another_department(repo: SignedRepo) -> None:
    _signed_by_two(repo)
    repo.approve(role="publisher", by="mishu-head@tjj.example", at=at("04-01"))


def _with_a_secrecy_mark(repo: SignedRepo) -> None:
    write(repo, 2, body="\n机密★1年\n")
    repo.approve(at=at("04-01"))


def _without_the_attachment_it_lists(repo: SignedRepo) -> None:
    listed = [{"file": "附表.csv", "title": "附表", "sha256": "2" * 64}]
    write(repo, 2, attachments=listed)
    repo.approve(at=at("04-01"))


def _with_another_attachment_than_it_lists(repo: SignedRepo) -> None:
    repo.put("content/items/2026/00012/附表.csv", "x")
    _without_the_attachment_it_lists(repo)


def _approved_by_its_author(repo: SignedRepo) -> None:
    write(repo, 2)
    repo.approve(at=at("04-01"))
    repo.commit("Push", at=at("04-01"), author=HEADS["综合统计科"])


def _with_approvals_of_later(repo: SignedRepo) -> None:
    write(repo, 2)
    repo.approve(at=at("04-03"))


@pytest.mark.parametrize(
    "push",
    [
        _unsigned,
        _approved_by_its_author,
        _with_approvals_of_later,
        _signed_by_two,
        _signed_with_another_key,
        _changed_after_approval,
        _published_by_another_department,
        _with_a_secrecy_mark,
        _without_the_attachment_it_lists,
        _with_another_attachment_than_it_lists,
    ],
)
def test_what_was_pushed_past_the_gate_is_never_shown(repo: SignedRepo, push: Any) -> None:
    land(repo, 1, "03-20")
    push(repo)
    repo.commit("Push", at=at("04-01"), author="attacker@example.org")
    shutil.rmtree(repo.root / "content/items/2026/00012", ignore_errors=True)
    land(repo, 3, "04-05")
    (first,) = entry(repo).earlier
    assert (first.entry.item.revision, first.until) == (1, date(2026, 4, 5))


def test_a_lost_key_hides_what_landed_since_and_nothing_before(repo: SignedRepo) -> None:
    land(repo, 1, "03-20")
    land(repo, 2, "04-01")
    signers = repo.root / "policy/allowed_signers"
    new = f'{SECRECY} namespaces="gongkai-secrecy@tjj.example" {sample_keys.public_line("diaocha-head")}'
    repo.put("policy/allowed_signers", f"{signers.read_text(encoding='utf-8').rstrip()}\n{new.rstrip()}\n")
    lost = sshsig.fingerprint(base64.b64decode(sample_keys.public_line("baomi").split()[1]))
    repo.put("policy/compromised.yml", f"{lost}: {{since: '2026-03-25T00:00:00+08:00', reason: 遗失}}\n")
    write(repo, 3)
    for role, key in (("issuer", ""), ("secrecy", "diaocha-head"), ("publisher", "")):
        repo.approve(role=role, at=at("04-05"), key=key)
    repo.commit("Publish", at=at("04-05"), author=CLERK)
    assert shown(repo) == [1]


def test_a_revision_overwritten_on_main_is_shown_as_it_landed(repo: SignedRepo) -> None:
    land(repo, 1, "03-20")
    commit = repo.git("rev-parse", "HEAD").strip()
    write(repo, 1, body="\n换过的。\n")
    repo.commit("Push", at=at("03-25"), author="attacker@example.org")
    land(repo, 2, "04-01")
    (first,) = entry(repo).earlier
    assert (first.entry.item.raw.body, first.commit) == ("\n第1版。\n", commit)


def test_attachments_are_those_of_then(repo: SignedRepo) -> None:
    land(repo, 1, "03-20", file=b"first")
    land(repo, 2, "04-01", file=b"the second")
    only = entry(repo)
    assert [each.sizes for each in (only, *(each.entry for each in only.earlier))] == [(10,), (5,)]


def test_an_attachment_swapped_in_a_later_commit_changes_nothing(repo: SignedRepo) -> None:
    land(repo, 1, "03-20", file=b"first")
    repo.put(f"content/items/2026/00012/{NAME}", b"swapped")
    repo.commit("Push", at=at("03-25"), author="attacker@example.org")
    land(repo, 2, "04-01", file=b"the second")
    assert shown(repo) == [1]


def test_a_change_of_form_keeps_what_came_before(repo: SignedRepo) -> None:
    land(repo, 1, "03-20")
    repo.path().unlink()
    land(repo, 2, "04-01", file=b"x")
    only = entry(repo)
    assert only.item.path.endswith("/00012/index.md")
    assert [each.entry.item.path for each in only.earlier] == ["content/items/2026/00012.md"]


def test_a_catalogue_below_the_top_of_its_repository_has_its_attachments(tmp_path: Path) -> None:
    repo = SignedRepo(tmp_path / "inner")
    (repo.root / ".git").rename(tmp_path / ".git")
    land(repo, 1, "03-20", file=b"first")
    land(repo, 2, "04-01", file=b"the second")
    assert shown(repo) == [1]


@pytest.mark.parametrize("kind", ["废止", "失效"])
def test_what_is_no_longer_in_force_keeps_its_earlier_revisions(repo: SignedRepo, kind: str) -> None:
    land(repo, 1, "03-20", body=BODY)
    end = {"date": "2026-04-01", "kind": kind, "reason": "到期"}
    land(repo, 2, "04-01", body=BODY, changes=None, withdrawn=end)
    assert shown(repo) == [1]


def test_of_what_was_taken_back_no_earlier_revision_is_shown(repo: SignedRepo) -> None:
    land(repo, 1, "03-20")
    land(repo, 2, "04-01")
    land(repo, 3, "04-02", body="", changes=NOTES[:1], withdrawn=BACK)
    assert shown(repo) == []
    land(repo, 4, "04-05", body="", changes=NOTES[:1], withdrawn={**BACK, "reason": "写明理由"})
    assert shown(repo) == []


def _late(edition: Edition | Entry) -> list[tuple[str, str, int, int]]:
    entry = edition.entry if isinstance(edition, Edition) else edition
    return [(str(each.due), str(each.public), each.taken, each.over) for each in entry.late]


def test_what_was_late_is_told_of_each_revision_as_of_then(repo: SignedRepo) -> None:
    late: dict[str, Any] = {"created": "2026-02-02", "late": {"reason": "会签用时过长"}}
    land(repo, 1, "03-20", **late)
    land(repo, 2, "04-09", **late, changes=[{"date": "2026-03-10", "kind": "更新", "note": "有变"}])
    only = entry(repo)
    first = ("2026-02-24", "2026-03-20", 46, 24)
    assert _late(only) == [first, ("2026-03-30", "2026-04-09", 30, 10)]
    assert [_late(each) for each in only.earlier] == [[first]]


def test_addresses_that_lead_nowhere_any_more_are_known(repo: SignedRepo) -> None:
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n")
    repo.put("content/old.md", "---\ntitle: 旧\ndescription: 说明。\n---\n")
    within = f"[a](../../../guide.md) [b](../../../old.md) [c](<{NAME}>) [e](../00012.md)"
    land(repo, 1, "03-20", file=b"first", body=f"\n{within} [d](https://tjj.example/)\n")
    (repo.root / "content/old.md").unlink()
    shutil.rmtree(repo.root / "content/items/2026/00012")
    land(repo, 2, "04-01")
    (first,) = entry(repo).earlier
    assert first.lost == {"../../../old.md"}
    assert first.entry.item.index == INDEX


def test_an_image_from_elsewhere_that_slipped_in_is_not_asked_for(repo: SignedRepo) -> None:
    land(repo, 1, "03-20", body="\n![图](https://tjj.example/a.png)\n\n[坏](javascript:1)\n")
    land(repo, 2, "04-01")
    (first,) = entry(repo).earlier
    assert first.lost == {"https://tjj.example/a.png", ""}
