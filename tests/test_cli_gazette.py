"""gongkai gazette: what waits for the municipal office, packing it, and recording that it went (article 24)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import approvals
from command import Command, Result
from gongkai.registers import deliveries
from signed_repo import LANDED, SignedRepo

HEAD = "mishu-head@tjj.example"
NORMATIVE: Mapping[str, Any] = {
    "title": "测试统计局数据管理办法",
    "category": "法规文件",
    "topic": "规范性文件",
    "department": "秘书科",
    "number": "测统发〔2026〕3号",
    "no_interpretation": {"reason": "只废止旧文件"},
}
FIRST: Mapping[str, Any] = {
    "created": "2025-08-01",
    "first_published": {"date": "2025-08-01", "where": "本局网站"},
}


@pytest.fixture
def documents(repo: SignedRepo) -> Iterator[SignedRepo]:
    """Two normative documents, one of before the catalogue, and statistics, all public; a draft that is not."""
    publish(repo, "2026-00011", **NORMATIVE)
    publish(repo, "2026-00012")
    publish(repo, "2026-00013", **{**NORMATIVE, **FIRST, "title": "旧办法", "no_interpretation": None})
    repo.write("2026-00014", **NORMATIVE)
    repo.approve("2026-00014")
    yield repo
    assert [each for each in repo.check() if each.rule != "stale-column"] == []


def publish(repo: SignedRepo, index: str, **fields: Any) -> None:
    repo.branch()
    repo.write(index, **fields)
    repo.approve(index)
    repo.commit("Draft")
    repo.merge(at=LANDED)
    repo.git("branch", "--quiet", "-D", "draft")


def pack(gongkai: Command, package: Path, *items: str) -> str:
    """Pack, and return the checksum that it says."""
    done = gongkai("gazette", "pack", *items, "--output", package)
    assert done.code == 0, done
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    assert digest in done.out
    return digest


def deliver(repo: SignedRepo, gongkai: Command, package: Path, *items: str) -> Result:
    key = repo.key_file("mishu-head")
    how = ("--package", package, "--how", "公文交换")
    return gongkai("gazette", "deliver", *items, *how, "--as", HEAD, "--key", key)


def test_what_is_normative_and_public_waits(documents: SignedRepo, gongkai: Command) -> None:
    assert documents
    listed = gongkai("gazette").out
    assert listed == (
        "2026-00011 第 1 版  秘书科  测试统计局数据管理办法\n"
        "  测统发〔2026〕3号；2026-03-20 成文，2026-03-20 公开\n"
        "2026-00013 第 1 版  秘书科  旧办法\n"
        "  测统发〔2026〕3号；2025-08-01 成文，2026-03-20 公开；目录启用前已公开，请核实当时是否送过\n"
        "待送 2 件 (2 to deliver)\n"
    )


def test_programs_get_the_same(documents: SignedRepo, gongkai: Command) -> None:
    assert documents
    first, second = json.loads(gongkai("gazette", "--format", "json").out)
    assert (first["index"], first["before_catalogue"]) == ("2026-00011", "")
    rows = list(csv.DictReader(io.StringIO(gongkai("gazette", "--format", "csv").out.lstrip("\ufeff"))))
    assert [row["目录启用前已公开"] for row in rows] == ["", "是"]
    assert [*rows[1].values()] == [*second.values()]


def test_what_was_packed_and_delivered_waits_no_more(
    documents: SignedRepo, gongkai: Command, tmp_path: Path
) -> None:
    package = tmp_path / "包.zip"
    digest = pack(gongkai, package)
    done = deliver(documents, gongkai, package, "2026-00011", "2026-00013", "2026-00011")
    assert done.code == 0, done
    package.unlink()
    for number, index in (("001", "2026-00011"), ("002", "2026-00013")):
        written = approvals.read_fields(
            (documents.root / f"content/deliveries/2026/{number}.md").read_bytes()
        )
        assert (written["item"], written["revision"]) == (index, "1")
        (event,) = written["events"]
        assert event["delivered"]["to"] == "市政府办公室"
        assert event["delivered"]["package"] == digest
        assert event["delivered"]["signed"]["by"] == HEAD
    assert gongkai("gazette").out == "待送 0 件 (0 to deliver)\n"
    assert "2026-00011" in gongkai("gazette", "--to", "国家档案馆").out
    again = gongkai("gazette", "pack")
    assert (again.code, again.err) == (2, "gongkai: 没有待送的文件 (nothing waits)\n")


@pytest.mark.usefixtures("documents")
def test_archives_and_libraries_get_all_that_is_public(gongkai: Command) -> None:
    """条例 art. 25; the gazette prints normative documents only (article 24)."""
    normative, every = ["2026-00011", "2026-00013"], ["2026-00011", "2026-00012", "2026-00013"]
    for to, expected in (("市政府办公室", normative), ("国家档案馆", every), ("公共图书馆", every)):
        listed = json.loads(gongkai("gazette", "--to", to, "--format", "json").out)
        assert sorted(each["index"] for each in listed) == expected


def test_a_new_revision_waits_again(documents: SignedRepo, gongkai: Command, tmp_path: Path) -> None:
    package = tmp_path / "包.zip"
    pack(gongkai, package, "2026-00011")
    assert deliver(documents, gongkai, package, "2026-00011").code == 0
    change = {"date": "2026-03-20", "kind": "更正", "note": "第二条有误"}
    publish(documents, "2026-00011", **NORMATIVE, revision="2", changes=[change], body="\n第二条。\n")
    assert "2026-00011 第 2 版" in gongkai("gazette").out
    old = deliver(documents, gongkai, package, "2026-00011")
    package.unlink()
    assert (old.code, "包里没有 items/2026/00011.md 现在的一版" in old.err) == (2, True)


def test_what_ended_is_told_of_only_to_who_has_it(
    documents: SignedRepo, gongkai: Command, tmp_path: Path
) -> None:
    end = {"date": "2026-03-20", "kind": "废止", "reason": "与新规定不一致"}
    publish(documents, "2026-00011", **NORMATIVE, revision="2", withdrawn=end)
    assert "2026-00011" not in gongkai("gazette").out
    package = tmp_path / "包.zip"
    pack(gongkai, package, "2026-00013")
    assert deliver(documents, gongkai, package, "2026-00013").code == 0
    package.unlink()
    old = {**NORMATIVE, **FIRST, "title": "旧办法", "no_interpretation": None}
    publish(documents, "2026-00013", **old, revision="2", withdrawn=end)
    assert "2026-00013 第 2 版" in gongkai("gazette").out


@pytest.mark.parametrize(
    ("content", "said"), [(None, "读不出来"), (b"text", "不是 gongkai gazette pack 打的包")]
)
def test_what_is_no_package_was_not_delivered(
    documents: SignedRepo, gongkai: Command, content: bytes | None, said: str
) -> None:
    package = documents.root / "it.zip"
    if content:
        package.write_bytes(content)
    done = deliver(documents, gongkai, package, "2026-00011")
    package.unlink(missing_ok=True)
    assert (done.code, said in done.err) == (2, True)
    assert not (documents.root / "content/deliveries").exists()


def test_a_catalogue_with_errors_delivers_nothing(repo: SignedRepo, gongkai: Command, tmp_path: Path) -> None:
    publish(repo, "2026-00011", **NORMATIVE)
    repo.write("2026-00012", title="没有批准的信息")
    done = gongkai("gazette", "pack", "2026-00011", "--output", tmp_path / "包.zip")
    assert (done.code, "error[unsigned]" in done.out, "没有打包" in done.err) == (1, True, True)
    assert not (tmp_path / "包.zip").exists()


def test_the_command_knows_whom_the_schema_knows(documents: SignedRepo) -> None:
    fields = documents.checked().setup.schemas.fields(deliveries.REGISTER, "delivered")
    assert next(field.choices for field in fields if field.name == "to") == deliveries.TO
