"""What departments really hand in: each is a finding that says what to do, or a page that still stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from lxml import html

import site_repo
from files import OLE, PARTS, archive, encrypted, pdf, png, table
from gongkai.model import Finding, Severity
from signed_repo import SignedRepo
from site_repo import DOT

MOST = 50 * 1024**2
NAME = "附表 #1 100%25 &'(a)+b=c;d,e!~@$^[x]{y}`z.csv"
TABLE = "地区,数值\n".encode()
_PDF = pdf()
POLICY = {
    "attachment_bytes: 65536": f"attachment_bytes: {MOST}",
    "[csv, pdf, png, txt, xlsx]": "[pdf, ofd, docx, xlsx, pptx, csv, txt, png, jpg, jpeg, zip]",
}

REFUSED: Mapping[str, tuple[dict[str, Any], str, str]] = {
    "a title of 500 characters": ({"title": "长" * 500}, "schema", "“标题”有 500 个字，最多 200 个"),
    "201 attachments": ({"files": {f"{n}.csv": TABLE for n in range(201)}}, "schema", "“附件”有 201 项，最多 200 项"),
    "an empty title": ({"title": ""}, "schema", "“标题”不能为空"),
    "a file name that Windows cannot write": ({"files": {'a"b?.csv': TABLE}}, "schema", "“文件名”写法不对"),
    "a name of one ending": ({"files": {".csv": TABLE}}, "schema", "“文件名”写法不对"),
    "an encrypted docx": (
        {"files": {"a.docx": OLE + "EncryptedPackage".encode("utf-16-le")}},
        "attachment-content",
        "加密的，公众打不开或者用不了：请去掉打开密码和权限限制，另存为 docx",
    ),
    "an old doc as docx": ({"files": {"a.docx": OLE + bytes(99)}}, "attachment-content", "请在 Office 或 WPS 里另存为 docx"),
    "a broken docx": ({"files": {"a.docx": archive(PARTS["docx"])[:-30]}}, "attachment-content", "已损坏或不完整"),
    "an encrypted pdf": ({"files": {"a.pdf": pdf("1234")}}, "attachment-content", "加密的"),
    "a broken pdf": ({"files": {"a.pdf": _PDF[: len(_PDF) // 2]}}, "attachment-content", "请从原件重新导出 pdf"),
    "an encrypted zip": ({"files": {"a.zip": encrypted(archive(["a"]))}}, "attachment-content", "加密的"),
    "a table named docx": ({"files": {"a.docx": table()}}, "attachment-content", "的内容不是 docx"),
    "a web page named png": ({"files": {"a.png": b"<html><script>"}}, "attachment-content", "的内容不是 png"),
    "an empty file": ({"files": {"a.xlsx": b""}}, "attachment-content", "是空文件"),
    "a picture of a billion points": ({"files": {"a.png": png(30_000, 30_000)}}, "attachment-content", "请缩小图片"),
    "one byte more than 50 MB": (
        {"files": {"a.png": png(1, 1, MOST - len(png(1, 1)) + 1)}},
        "attachment",
        f"附件 {MOST + 1} 字节，超过 {MOST}",
    ),
}  # fmt: skip

STANDING: Mapping[str, dict[str, Any]] = {
    "a title of one character": {"title": "令"},
    "a title of 200 characters": {"title": "长" * 200},
    "no text": {"body": ""},
    "no text but an attachment": {"body": "", "files": {"附表.xlsx": table()}},
    "200 attachments": {"files": {f"附表{n}.csv": TABLE for n in range(200)}},
    "a difficult file name": {
        "body": f"\n见[附表]({quote(NAME)})。\n",
        "files": {NAME: TABLE},
    },
    "an image of 50 MB": {"body": "\n![图](a.png)\n", "files": {"a.png": png(1, 1, MOST - len(png(1, 1)))}},
    "a small image": {"body": "\n![图](a.png)\n", "files": {"a.png": DOT}},
}


def numbered(cases: Mapping[str, Any]) -> dict[str, str]:
    """An index number for each case."""
    return {name: f"2026-{number:05}" for number, name in enumerate(cases, 1)}


def made(root: Path, cases: Mapping[str, dict[str, Any]]) -> SignedRepo:
    """A column with an item for each case, approved and landed."""
    repo = site_repo.make(root, {}, plain=0)
    policy = (root / "policy/policy.yml").read_text(encoding="utf-8")
    for old, new in POLICY.items():
        assert old in policy
        policy = policy.replace(old, new)
    repo.put("policy/policy.yml", policy)
    index = numbered(cases)
    site_repo.publish(
        repo, {index[name]: given | {"folder": "files" in given} for name, given in cases.items()}
    )
    return repo


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """By index number, what is found in a column of nothing but bad items."""
    repo = made(tmp_path_factory.mktemp("refused"), {name: given for name, (given, *_) in REFUSED.items()})
    found: dict[str, list[Finding]] = {}
    for each in repo.check():
        year, serial = each.path.split("/")[2:4]
        found.setdefault(f"{year}-{serial.removesuffix('.md')}", []).append(each)
    return found


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_stand_is_found_once_and_the_finding_says_what_to_do(
    refused: dict[str, list[Finding]], name: str
) -> None:
    _, rule, said = REFUSED[name]
    (finding,) = refused[numbered(REFUSED)[name]]
    assert (finding.rule, finding.severity) == (rule, Severity.ERROR)
    assert said in finding.message.zh


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """A column of what is unusual and in order, built."""
    repo = made(tmp_path_factory.mktemp("standing"), STANDING)
    site_repo.build(repo.root)
    return repo


@pytest.mark.parametrize("name", STANDING)
def test_what_is_unusual_has_a_page_that_leads_to_its_files(standing: SignedRepo, name: str) -> None:
    address = f"items/{numbered(STANDING)[name].replace('-', '/')}"
    page = html.document_fromstring((standing.root / f"site/{address}.html").read_bytes())
    given = STANDING[name]
    assert page.findtext(".//h1") == given.get("title", "2026年1至2月全市主要经济指标")
    links = page.xpath("//section[@aria-labelledby='attachments']//a")
    assert [link.get("download") for link in links] == list(given.get("files", {}))
    for link in links:
        target = (standing.root / f"site/{address}.html").parent / unquoted(link.get("href"))
        assert target.read_bytes() == given["files"][link.get("download")]


def unquoted(address: str) -> str:
    """The file that a browser would ask for."""
    return unquote(urlsplit(address).path)


def test_only_the_large_image_is_warned_of(standing: SignedRepo) -> None:
    (warning,) = standing.check()
    assert (warning.rule, warning.severity) == ("large-image", Severity.WARNING)
    assert warning.path.endswith(f"{numbered(STANDING)['an image of 50 MB'][5:]}/index.md")
