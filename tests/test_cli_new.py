"""gongkai new: a draft that passes, under the next free number."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from approvals import read_fields
from command import Command, Result
from signed_repo import SignedRepo
from site_repo import DOT

FLAGS = {
    "--title": "2026年3月工作要点: 第一稿",
    "--category": "工作动态",
    "--topic": "综合管理",
    "--department": "秘书科",
    "--created": "2026-03-20",
    "--summary": "三月的工作要点。",
    "--basis": "不含国家秘密、商业秘密、个人隐私",
}
FIRST = "content/items/2026/00001.md"


def new(gongkai: Command, *more: str | Path, stdin: str = "", **instead: str | None) -> Result:
    """Run it with FLAGS, some of them otherwise (`title=…`) or left out (`title=None`)."""
    given = {**FLAGS, **{f"--{name}": value for name, value in instead.items()}}
    pairs = [(flag, value) for flag, value in given.items() if value is not None]
    return gongkai("new", *(part for pair in pairs for part in pair), *more, stdin=stdin)


def test_flags_make_a_draft_that_only_lacks_approvals(repo: SignedRepo, gongkai: Command) -> None:
    done = new(
        gongkai, "--number", "咸统发〔2026〕3号", "--keyword", "要点", "--keyword", "三月", "--important"
    )
    assert done.code == 0
    where = "索引号 00000000-0/2026-00001，在分支 item/2026-00001 上"
    assert done.out.startswith(f"{FIRST}: 草稿已写好，{where} (draft written)\n")
    assert [(finding.rule, finding.path) for finding in repo.check()] == [("unsigned", FIRST)]
    assert read_fields((repo.root / FIRST).read_bytes()) == {
        "title": FLAGS["--title"],
        "category": "工作动态",
        "topic": "综合管理",
        "department": "秘书科",
        "created": "2026-03-20",
        "number": "咸统发〔2026〕3号",
        "summary": "三月的工作要点。",
        "keywords": ["要点", "三月"],
        "important": "是",
        "secrecy_review": {"result": "可以公开", "basis": FLAGS["--basis"]},
        "revision": "1",
    }


def test_an_interpretation_names_what_it_explains_and_why_it_is_late(
    repo: SignedRepo, gongkai: Command
) -> None:
    given = ("--interprets", "2026-00002", "--interprets", "2026-00003", "--interprets-later", "数据: 待核对")
    assert new(gongkai, *given).code == 0
    fields = read_fields((repo.root / FIRST).read_bytes())
    assert fields["interprets"] == ["2026-00002", "2026-00003"]
    assert fields["interprets_later"] == {"reason": "数据: 待核对"}


def test_a_document_says_that_it_needs_no_interpretation(repo: SignedRepo, gongkai: Command) -> None:
    normative = {"category": "法规文件", "topic": "规范性文件"}
    assert new(gongkai, "--no-interpretation", "只废止旧文件", **normative).code == 0
    assert [finding.rule for finding in repo.check()] == ["unsigned"]
    fields = read_fields((repo.root / FIRST).read_bytes())
    assert fields["no_interpretation"] == {"reason": "只废止旧文件"}


def test_what_is_not_given_is_asked_for_in_order(repo: SignedRepo, gongkai: Command) -> None:
    done = gongkai("new", stdin="".join(f"{value}\n" for value in FLAGS.values()))
    assert done.code == 0
    asked = ["标题", "类别", "主题分类", "制作科室", "形成日期", "内容概述", "保密审查的依据"]
    places = [done.out.index(word) for word in asked]
    assert places == sorted(places)
    assert read_fields((repo.root / FIRST).read_bytes())["title"] == FLAGS["--title"]


def test_only_the_missing_is_asked_for(repo: SignedRepo, gongkai: Command) -> None:
    done = new(gongkai, title=None, stdin="另一个标题\n")
    assert done.code == 0
    assert "类别" not in done.out
    assert read_fields((repo.root / FIRST).read_bytes())["title"] == "另一个标题"


def test_a_word_not_on_the_list_is_asked_for_again(repo: SignedRepo, gongkai: Command) -> None:
    done = new(gongkai, category=None, stdin="动态\n工作动态\n")
    assert done.code == 0
    assert read_fields((repo.root / FIRST).read_bytes())["category"] == "工作动态"


def test_without_an_answer_nothing_is_written(repo: SignedRepo, gongkai: Command) -> None:
    assert new(gongkai, title=None).code == 2
    assert not (repo.root / FIRST).exists()


TAKEN = {
    "nothing": [],
    "an item": ["content/items/2026/00041.md"],
    "an item with a folder": ["content/items/2026/00041/index.md"],
    "only a folder": ["content/items/2026/00041/data.csv"],
    "another year's": ["content/items/2025/00777.md", "content/items/2026/00041.md"],
    "a gap": ["content/items/2026/00001.md", "content/items/2026/00041.md"],
}


@pytest.mark.parametrize("name", TAKEN)
def test_the_number_is_one_more_than_the_highest_of_the_year(
    repo: SignedRepo, gongkai: Command, name: str
) -> None:
    for path in TAKEN[name]:
        repo.put(path, "x\n")
    repo.commit("Take numbers")
    assert new(gongkai).code == 0
    assert (repo.root / ("content/items/2026/00042.md" if TAKEN[name] else FIRST)).is_file()


def test_a_number_removed_is_not_taken_again(repo: SignedRepo, gongkai: Command) -> None:
    file = repo.write("2026-00041")
    repo.commit("Publish")
    file.unlink()
    repo.commit("Take away")
    assert new(gongkai).code == 0
    assert (repo.root / "content/items/2026/00042.md").is_file()


def test_a_number_on_main_is_not_taken_on_a_branch_without_it(repo: SignedRepo, gongkai: Command) -> None:
    repo.put("content/guide.md", "---\ntitle: 指南\ndescription: 说明。\n---\n")
    repo.commit("A page")
    repo.branch("old")
    repo.git("checkout", "--quiet", "main")
    repo.write("2026-00041")
    repo.commit("Publish")
    repo.git("checkout", "--quiet", "old")
    assert new(gongkai).code == 0
    assert (repo.root / "content/items/2026/00042.md").is_file()


def test_a_branch_that_is_named_after_a_number_takes_it(repo: SignedRepo, gongkai: Command) -> None:
    repo.git("branch", "item/2026-00041")
    assert new(gongkai).code == 0
    assert (repo.root / "content/items/2026/00042.md").is_file()


def test_attachments_are_copied_and_listed_with_their_hashes(repo: SignedRepo, gongkai: Command) -> None:
    outside = repo.root / ".git"
    files = {"附表 一.csv": b"x,y\n1,2\n", "b.png": DOT}
    for name, data in files.items():
        (outside / name).write_bytes(data)
    done = new(gongkai, *(part for name in files for part in ("--attach", outside / name)))
    assert done.code == 0
    folder = repo.root / "content/items/2026/00001"
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.name != "index.md"} == files
    assert read_fields((folder / "index.md").read_bytes())["attachments"] == [
        {
            "file": "附表 一.csv",
            "title": "附表 一",
            "sha256": hashlib.sha256(files["附表 一.csv"]).hexdigest(),
        },
        {"file": "b.png", "title": "b", "sha256": hashlib.sha256(files["b.png"]).hexdigest()},
    ]
    assert [finding.rule for finding in repo.check()] == ["unsigned"]


def test_the_text_comes_from_a_file(repo: SignedRepo, gongkai: Command) -> None:
    body = repo.put(".git/body.md", "\r\n第一段。\r\n")
    assert new(gongkai, "--body", body).code == 0
    assert (repo.root / FIRST).read_bytes().endswith("---\n\n第一段。\n".encode())


@pytest.mark.parametrize("data", ["第一段。".encode("gbk"), b"\xff\xfe\x00"])
def test_a_text_that_is_not_utf_8_is_refused_in_one_line(
    repo: SignedRepo, gongkai: Command, data: bytes
) -> None:
    done = new(gongkai, "--body", repo.put(".git/body.md", data))
    assert done.code in (1, 2)
    assert not (repo.root / FIRST).exists()


def test_a_text_with_a_byte_order_mark_makes_a_clean_draft(repo: SignedRepo, gongkai: Command) -> None:
    assert new(gongkai, "--body", repo.put(".git/body.md", "\ufeff第一段。\n")).code == 0
    assert [finding.rule for finding in repo.check()] == ["unsigned"]


@pytest.mark.parametrize("option", ["--attach", "--body"])
def test_a_file_that_is_not_there_is_one_line_and_exit_2(gongkai: Command, option: str) -> None:
    done = new(gongkai, option, "nowhere.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err == "gongkai: nowhere.csv: 没有这个文件 (no such file)\n"


UNFIT = {
    "created": "2026-02-30",
    "topic": "统计公报",
    "category": "动态",
    "department": "人事科",
    "summary": "统" * 101,
    "title": "-" * 201,
}


@pytest.mark.parametrize("name", UNFIT)
def test_an_unfit_draft_is_not_written(repo: SignedRepo, gongkai: Command, name: str) -> None:
    done = new(gongkai, **{name: UNFIT[name]})
    assert done.code == 1
    assert "error[schema]" in done.out
    assert done.err == "没有写草稿 (no draft written)\n"
    assert not (repo.root / "content/items").exists()


@pytest.mark.parametrize("name", ["data", ".hidden.csv", "a:b.csv"])
def test_an_attachment_with_an_unfit_name_leaves_nothing_behind(
    repo: SignedRepo, gongkai: Command, name: str
) -> None:
    assert new(gongkai, "--attach", repo.put(f".git/{name}", "x\n")).code == 1
    assert not (repo.root / "content/items").exists()


def test_an_attachment_with_two_spaces_in_its_name_is_listed_as_it_is(
    repo: SignedRepo, gongkai: Command
) -> None:
    assert new(gongkai, "--attach", repo.put(".git/a  b.csv", "x\n")).code == 0
    assert [finding.rule for finding in repo.check()] == ["unsigned"]


def test_two_attachments_of_one_name_are_not_one(repo: SignedRepo, gongkai: Command) -> None:
    files = [repo.put(f".git/{folder}/data.csv", f"{folder}\n") for folder in ("a", "b")]
    done = new(gongkai, "--attach", files[0], "--attach", files[1])
    assert done.code != 0
    assert not (repo.root / "content/items").exists()
