"""What a bureau must say of its site: all of it, and in earnest nothing made up (国办发〔2017〕47号)."""

from __future__ import annotations

import re

import pytest

from gongkai.model import SetupError
from gongkai.pipeline import read_setup
from signed_repo import SignedRepo

TITLES = {
    "name": "网站名称",
    "domain": "网站域名",
    "code": "网站标识码",
    "icp": "ICP备案",
    "police": "公安备案",
    "sponsor": "主办单位",
    "contact": "联系方式",
}
LINKS = {"party_mark": "党政机关标识", "report": "我为政府网站找错"}


def change(repo: SignedRepo, pattern: str, put: str) -> None:
    """Change one line of the policy."""
    text = (repo.root / "policy/policy.yml").read_text(encoding="utf-8")
    changed, count = re.subn(pattern, put, text, flags=re.MULTILINE)
    assert count == 1
    repo.put("policy/policy.yml", changed)


def site_field(field: str) -> str:
    """The line of a field of the block `site`; the catalogue has a domain too."""
    return rf"^  {field}: (?!tjj).*\n"


@pytest.mark.parametrize("field", TITLES)
def test_nothing_has_a_default(repo: SignedRepo, field: str) -> None:
    change(repo, site_field(field), "")
    with pytest.raises(SetupError, match=f"缺少必填字段“{TITLES[field]}”（{field}）"):
        read_setup(repo.root)


@pytest.mark.parametrize("field", LINKS)
def test_an_address_may_still_be_missing(repo: SignedRepo, field: str) -> None:
    change(repo, site_field(field), "")
    assert getattr(read_setup(repo.root).policy.site, field) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, "示例占位") for field in TITLES if field != "domain"),
        ("contact", "电话（示例占位）"),
        ("domain", "tjj.example"),
        ("party_mark", "https://tjj.example/a"),
        ("report", "https://tjj.example"),
    ],
)
def test_a_placeholder_is_for_samples_only(repo: SignedRepo, field: str, value: str) -> None:
    change(repo, site_field(field), f"  {field}: {value}\n")
    assert getattr(read_setup(repo.root).policy.site, field) == value
    change(repo, "sample: true", "sample: false")
    with pytest.raises(SetupError, match=f"^policy/policy.yml:.*“{(TITLES | LINKS)[field]}”.*不能留示例占位"):
        read_setup(repo.root)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "123456789"),
        ("code", "占位"),
        ("domain", "https://tjj.test"),
        ("name", '" "'),
        ("report", "http://tjj.test/a"),
        ("report", "javascript:alert(1)"),
        ("report", "https:///a"),
        ("party_mark", "https://a@b/c"),
    ],
)
def test_a_value_of_another_form_is_refused(repo: SignedRepo, field: str, value: str) -> None:
    change(repo, site_field(field), f"  {field}: {value}\n")
    with pytest.raises(SetupError, match=f"“{(TITLES | LINKS)[field]}”写法不对"):
        read_setup(repo.root)
