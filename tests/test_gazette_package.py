"""送市政府公报的包 (article 24; 条例 art. 25): other people's tools open it, check it, and find in it all that is public."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import attack
from gongkai.model import SetupError
from gongkai.packing import pack
from gongkai.pipeline import read_and_check
from signed_repo import TODAY, SignedRepo
from site_repo import ATTACHMENT, FILES, FOLDER_BODY, make

NORMATIVE: Mapping[str, Any] = {
    "title": "测试统计局数据管理办法",
    "category": "法规文件",
    "topic": "规范性文件",
    "department": "秘书科",
    "created": "2026-03-18",
    "no_interpretation": {"reason": "只废止旧文件"},
}
SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "2026-00001": {**NORMATIVE, "folder": True, "body": FOLDER_BODY.replace("../00002.md", "../00003.md")},
    "2026-00003": {**NORMATIVE, "title": "测试统计局数据发布办法", "number": "测统发〔2026〕3号"},
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """Two normative documents, one with attachments, both public."""
    return make(tmp_path_factory.mktemp("two"), SAMPLES, plain=0)


@pytest.fixture(scope="module")
def package(two: SignedRepo) -> bytes:
    return _packed(two, *SAMPLES)


def _packed(repo: SignedRepo, *indexes: str) -> bytes:
    checked = read_and_check(repo.root, TODAY)
    return pack(repo.root, checked, [checked.context.items[index] for index in indexes])


def _unpacked(package: bytes, folder: Path) -> Path:
    ZipFile(io.BytesIO(package)).extractall(folder)
    return folder


def test_everything_public_of_each_item_is_in_it(package: bytes, two: SignedRepo, tmp_path: Path) -> None:
    folder = _unpacked(package, tmp_path)
    for name, data in FILES.items():
        assert (folder / "items/2026/00001" / name).read_bytes() == data
    for source in ("items/2026/00001/index.md", "items/2026/00003.md"):
        assert (folder / source).read_bytes() == (two.root / "content" / source).read_bytes()
    page = (folder / "items/2026/00001.html").read_text(encoding="utf-8")
    assert 'src="00001/chart.png"' in page  # a picture that stands where the page looks for it


def test_the_checksums_hold_and_leave_nothing_out(package: bytes, tmp_path: Path) -> None:
    folder = _unpacked(package, tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    listed = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {*listed, "SHA256SUMS"}


def test_stock_openssh_verifies_every_approval_by_the_commands_of_the_list(
    package: bytes, tmp_path: Path
) -> None:
    folder = _unpacked(package, tmp_path)
    commands = re.findall(
        r"^  (ssh-keygen .*)$", (folder / "目录.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(commands) == 6
    for command in commands:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("Good ")
        altered = command.replace("json", "sig")
        assert subprocess.run(
            ["bash", "-c", altered], cwd=folder, capture_output=True, check=False
        ).returncode


def test_the_list_reads_like_a_list(package: bytes) -> None:
    text = ZipFile(io.BytesIO(package)).read("目录.txt").decode()
    for line in (
        "共 2 件。",
        "1. 测试统计局数据管理办法",
        "   索引号：00000000-0/2026-00003，第 1 版，有效",
        "   发文字号：测统发〔2026〕3号",
        "   成文日期：2026-03-18　公开日期：2026-03-20",
        "   制作科室：秘书科　公开科室：秘书科",
        "   批准：保密审查　秘书科保密审查岗　2026-03-20T09:00:00+08:00",
    ):
        assert f"{line}\n" in text
    assert f"　items/2026/00001/{ATTACHMENT}\n" in text


def test_one_state_gives_one_package(package: bytes, two: SignedRepo, tmp_path: Path) -> None:
    again = two.clone(tmp_path / "again")
    assert _packed(again, *SAMPLES) == package


def test_what_is_not_public_is_not_packed(two: SignedRepo, tmp_path: Path) -> None:
    again = two.clone(tmp_path / "again")
    again.write("2026-00004", **NORMATIVE)
    again.approve("2026-00004")
    with pytest.raises(SetupError, match="还没有公开"):
        _packed(again, "2026-00004")


def test_what_was_taken_back_is_not_packed(two: SignedRepo, tmp_path: Path) -> None:
    again = attack.copy(two, tmp_path / "again")
    end = {"date": "2026-03-20", "kind": "依法撤回", "reason": "误公开了个人信息"}
    again.branch()
    again.write("2026-00003", **SAMPLES["2026-00003"], revision="2", withdrawn=end, body="")
    again.approve("2026-00003")
    again.commit("Take back")
    again.merge()
    with pytest.raises(SetupError, match="依法撤回"):
        _packed(again, "2026-00003")
