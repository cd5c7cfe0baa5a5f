"""Who may sign what: offices, deputies on their days, authors, and roles kept apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals import HEADS, SECRECY
from gongkai.artefacts import records
from gongkai.entries import catalogue_of
from gongkai.model import Item, SetupError
from gongkai.pipeline import Checked
from gongkai.standing import acting_for, capacities, may_sign, publisher, wanted
from signed_repo import DRAFTED, SignedRepo

HEAD, DEPUTY = HEADS["综合统计科"], HEADS["秘书科"]
LAW_HEAD, LAW_DEPUTY = HEADS["执法监督科"], "diaocha-clerk@tjj.example"
MARCH, JUNE = date(2026, 3, 20), date(2026, 6, 15)
LAW: dict[str, Any] = {"category": "法规文件", "topic": "规章", "department": "执法监督科"}


def only(checked: Checked) -> Item:
    (item,) = checked.items
    return item


def signers(repo: SignedRepo, role: str, day: date = MARCH) -> tuple[str, ...]:
    checked = repo.checked(day)
    return may_sign(only(checked), role, checked.context, day)


@pytest.mark.parametrize(
    ("role", "fields", "who"),
    [
        ("issuer", {}, {HEAD}),
        ("secrecy", {}, {SECRECY}),
        ("publisher", {}, {HEAD}),
        ("late", {}, {"lingdao-office@tjj.example"}),
        ("issuer", LAW, {LAW_HEAD}),
        ("publisher", LAW, {LAW_HEAD}),
        ("issuer", {"department": "秘书科"}, {DEPUTY}),
        ("publisher", {"department": "秘书科"}, {HEAD}),
        ("publisher", {"category": "工作动态", "topic": "综合管理", "important": "是"}, {DEPUTY}),
    ],
)
def test_the_office_that_role_and_item_name_may_sign(
    repo: SignedRepo, role: str, fields: dict[str, Any], who: set[str]
) -> None:
    repo.write(**fields)
    assert set(signers(repo, role)) == who


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (date(2026, 5, 31), False), (date(2026, 6, 1), True), (JUNE, True), (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)  # fmt: skip
def test_a_deputy_may_sign_on_his_days(repo: SignedRepo, day: date, *, may: bool) -> None:
    repo.write(created=str(day))
    assert (DEPUTY in signers(repo, "issuer", day)) is may
    assert HEAD in signers(repo, "issuer", day)
    assert signers(repo, "publisher", day) == (HEAD,)  # he is deputy as issuer only


def test_a_deputy_without_a_role_of_his_own_may_sign(repo: SignedRepo) -> None:
    repo.write(**LAW)
    assert set(signers(repo, "publisher", JUNE)) == {LAW_HEAD, LAW_DEPUTY}


def test_who_speaks_for_two_offices_has_both_his_own_first(bare: Checked) -> None:
    policy, people = bare.setup.policy, bare.setup.people
    assert capacities(DEPUTY, "issuer", JUNE, policy, people) == (people[DEPUTY], people[HEAD])
    assert capacities(DEPUTY, "publisher", JUNE, policy, people) == (people[DEPUTY],)
    assert capacities(DEPUTY, "secrecy", JUNE, policy, people) == ()
    assert capacities("nobody@tjj.example", "issuer", JUNE, policy, people) == ()
    assert capacities(DEPUTY.upper(), "issuer", JUNE, policy, people) == ()


def test_authors_may_not_sign_and_their_deputies_may(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Draft", author="head.of.statistics@example.org")
    assert signers(repo, "issuer") == ()
    assert signers(repo, "issuer", JUNE) == (DEPUTY,)


def test_a_deputy_who_wrote_it_may_not_sign(repo: SignedRepo) -> None:
    repo.write()
    repo.commit("Draft", coauthors=[DEPUTY])
    assert signers(repo, "issuer", JUNE) == (HEAD,)


def test_roles_kept_apart_bar_who_signed_the_other(repo: SignedRepo) -> None:
    people = repo.root / "policy/people.yml"
    people.write_text(people.read_text(encoding="utf-8").replace("[secrecy]", "[secrecy, issuer]"))
    repo.write(department="秘书科")
    assert set(signers(repo, "issuer")) == {DEPUTY, SECRECY}
    repo.approve(role="secrecy")
    assert set(signers(repo, "issuer")) == {DEPUTY}
    assert signers(repo, "secrecy") == (SECRECY,)  # to give it anew is not a second role


def test_issuer_and_publisher_may_be_one_person(repo: SignedRepo) -> None:
    repo.write()
    repo.approve(role="issuer")
    assert signers(repo, "publisher") == (HEAD,)


def wants(repo: SignedRepo) -> tuple[str, ...]:
    checked = repo.checked()
    return wanted(only(checked), checked.context)


class TestWanted:
    def test_what_is_not_given(self, repo: SignedRepo) -> None:
        repo.write()
        assert wants(repo) == ("issuer", "secrecy", "publisher")
        repo.approve(role="secrecy")
        assert wants(repo) == ("issuer", "publisher")
        repo.approve(role="publisher")
        repo.approve(role="issuer")
        assert wants(repo) == ()

    def test_what_the_text_no_longer_fits(self, repo: SignedRepo) -> None:
        file = repo.write()
        repo.approve()
        file.write_bytes(file.read_bytes().replace("平稳".encode(), "向好".encode()))
        assert wants(repo) == ("issuer", "secrecy", "publisher")

    @pytest.mark.parametrize(
        ("by", "key"), [(DEPUTY, ""), (SECRECY, ""), (HEAD, "baomi"), ("nobody@tjj.example", "baomi")]
    )
    def test_what_was_given_by_the_wrong_one(self, repo: SignedRepo, by: str, key: str) -> None:
        repo.write()
        repo.approve(role="secrecy")
        repo.approve(role="publisher")
        repo.approve(role="issuer", by=by, key=key)
        assert wants(repo) == ("issuer",)

    def test_what_an_author_gave(self, repo: SignedRepo) -> None:
        repo.write()
        repo.commit("Draft", author=HEAD)
        repo.approve()
        assert wants(repo) == ("issuer", "publisher")

    def test_what_nobody_needs_but_was_given_badly(self, repo: SignedRepo) -> None:
        repo.write()
        repo.approve()
        repo.approve(role="late", by="lingdao-office@tjj.example", cut=1)
        assert wants(repo) == ("late",)

    def test_nothing_more_when_a_deputys_days_are_over(self, repo: SignedRepo) -> None:
        repo.write(created="2026-06-15")
        repo.approve(at="2026-06-15T09:00:00+08:00", role="secrecy")
        repo.approve(at="2026-06-15T09:00:00+08:00", role="publisher")
        repo.approve(at="2026-06-15T09:00:00+08:00", role="issuer", by=DEPUTY)
        checked = repo.checked(date(2026, 7, 5))
        item = only(checked)
        assert wanted(item, checked.context) == ()
        assert [acting_for(each, item, checked.context) for each in item.approvals] == [
            None, None, "综合统计科科室负责人",
        ]  # fmt: skip


def test_who_approved_and_saw_his_approval_taken_out_may_sign_again(repo: SignedRepo) -> None:
    """His commit of an approval does not make him an author, though no approval of his is left."""
    repo.write()
    repo.commit("Draft")
    repo.approve(role="secrecy")
    repo.commit("Approve", author=SECRECY)
    repo.write(title="另一个标题")
    repo.commit("Change, and take out what no longer holds")
    assert signers(repo, "secrecy") == (SECRECY,)


def test_what_fits_no_line_is_published_by_its_maker(repo: SignedRepo) -> None:
    repo.write(category="工作动态", topic="综合管理", department="市社会经济调查中心")
    checked = repo.checked()
    assert publisher(only(checked), checked.setup.policy) == "市社会经济调查中心"


def test_the_public_sees_for_whom_a_deputy_signed(repo: SignedRepo) -> None:
    repo.write(created="2026-06-15")
    repo.approve(at="2026-06-15T09:00:00+08:00", role="issuer", by=DEPUTY)
    repo.approve(at="2026-06-15T09:00:00+08:00", role="secrecy")
    repo.approve(at="2026-06-15T09:00:00+08:00", role="publisher")
    checked = repo.checked(JUNE)
    assert checked.findings == ()
    catalogue = catalogue_of(repo.root, checked)
    (entry,) = catalogue.entries
    told = [(each["by"], each["acting_for"]) for each in records.record(entry, catalogue)["approvals"]]
    assert told == [(DEPUTY, "综合统计科科室负责人"), (SECRECY, None), (HEAD, None)]


ENTRY = "- {deputy: %s, for: %s, roles: [%s], from: %s, until: %s, article: 第三条}"
BROKEN = {
    "a deputy nobody knows": (ENTRY % ("x@tjj.example", HEAD, "issuer", "2026-06-01", "2026-06-30"), "people.yml"),
    "for somebody nobody knows": (ENTRY % (HEAD, "x@tjj.example", "issuer", "2026-06-01", "2026-06-30"), "people.yml"),
    "in a role that he has not": (ENTRY % (DEPUTY, HEAD, "issuer, late", "2026-06-01", "2026-06-30"), "没有角色 late"),
    "of one who is a deputy himself": (ENTRY % (DEPUTY, LAW_DEPUTY, "issuer", "2026-06-01", "2026-06-30"), "没有角色"),
    "ended before it began": (ENTRY % (DEPUTY, HEAD, "issuer", "2026-06-02", "2026-06-01"), "until 早于 from"),
    "of himself": (ENTRY % (HEAD, HEAD, "issuer", "2026-06-01", "2026-06-30"), "不能代理自己"),
    "in no role": (ENTRY % (DEPUTY, HEAD, "", "2026-06-01", "2026-06-30"), "不能为空"),
    "on a day there is not": (ENTRY % (DEPUTY, HEAD, "issuer", "2026-06-01", "2026-06-31"), "终止日"),
    "without an article": (
        (ENTRY % (DEPUTY, HEAD, "issuer", "2026-06-01", "2026-06-30")).replace(", article: 第三条", ""), "article",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_deputy_that_cannot_be_is_no_policy(repo: SignedRepo, name: str) -> None:
    entry, told = BROKEN[name]
    set_deputies(repo, entry)
    with pytest.raises(SetupError, match=rf"policy/policy\.yml:\d+:\d+: .*{told}.*\(.+\)"):
        repo.check()


def test_a_deputy_for_one_day_is_one(repo: SignedRepo) -> None:
    repo.write()
    set_deputies(repo, ENTRY % (DEPUTY, HEAD, "issuer", "2026-03-20", "2026-03-20"))
    assert set(signers(repo, "issuer")) == {DEPUTY, HEAD}


def test_a_policy_may_do_without_deputies(repo: SignedRepo) -> None:
    set_deputies(repo, None)
    repo.write()
    assert signers(repo, "issuer", JUNE) == (HEAD,)


def set_deputies(repo: SignedRepo, entry: str | None) -> None:
    file = repo.root / "policy/policy.yml"
    before, _, rest = file.read_text(encoding="utf-8").partition("deputies:\n")
    after = rest.partition("\nrouting:")[2]
    listed = f"deputies:\n{entry}\n" if entry else ""
    file.write_text(f"{before}{listed}\nrouting:{after}", encoding="utf-8")
    repo.commit("Decide", at=DRAFTED)
