"""The standard of the assessment (article 25), its share of five per cent at least (article 26), and all six contents."""

from __future__ import annotations

import pytest

from gongkai.meaning import CONTENTS
from gongkai.model import Policy, SetupError
from gongkai.pipeline import read_setup
from signed_repo import SignedRepo


def policy_with(repo: SignedRepo, find: str, put: str) -> Policy:
    text = (repo.root / "policy/policy.yml").read_text(encoding="utf-8")
    assert text.count(find) == 1
    repo.put("policy/policy.yml", text.replace(find, put))
    return read_setup(repo.root).policy


@pytest.mark.parametrize("share", ["5", "6", "10", "100"])
def test_article_26_five_per_cent_or_more(repo: SignedRepo, share: str) -> None:
    assert policy_with(repo, "share: 5", f"share: {share}").share == int(share)


@pytest.mark.parametrize("share", ["4", "0", "05", "4.9", "101", "-5", "五"])
def test_article_26_less_than_five_per_cent_is_refused(repo: SignedRepo, share: str) -> None:
    with pytest.raises(SetupError, match=r"“分值权重（百分之几）”写法不对.*不低于百分之五"):
        policy_with(repo, "share: 5", f"share: {share}")


def test_annex_1_article_3_has_six_contents_in_order(repo: SignedRepo) -> None:
    measures = read_setup(repo.root).policy.measures
    assert tuple(dict.fromkeys(each.content for each in measures)) == CONTENTS
    assert sum(each.points for each in measures) == 100


@pytest.mark.parametrize("content", CONTENTS)
def test_annex_1_article_3_no_content_may_be_missing(repo: SignedRepo, content: str) -> None:
    with pytest.raises(SetupError, match=f"缺少必填字段“{content}”|没有“别的”这个字段"):
        policy_with(repo, f"    {content}: {{", "    别的: {")


def test_points_make_a_hundred(repo: SignedRepo) -> None:
    with pytest.raises(SetupError, match="考核分值合计 101"):
        policy_with(repo, "列入年度工作计划: 4", "列入年度工作计划: 5")


def test_a_measure_is_named_once(repo: SignedRepo) -> None:
    with pytest.raises(SetupError, match="“应公开的都公开”列了两次"):
        policy_with(repo, "多种形式公开: 5", "应公开的都公开: 5")


def test_what_the_repository_cannot_count_is_not_counted(repo: SignedRepo) -> None:
    with pytest.raises(SetupError, match="没有“群众满意”这个字段"):
        policy_with(repo, "按日程发布: 5", "群众满意: 5")


def test_annex_2_what_is_told_of_decisions_is_one_of_the_four(repo: SignedRepo) -> None:
    assert policy_with(repo, "[责令改正, 通报批评]", "[]").decided_in_public == frozenset()
    with pytest.raises(SetupError, match="只能是：责令改正、通报批评、给予处理、不予追究"):
        policy_with(repo, "public: []", "public: [罚款]")
