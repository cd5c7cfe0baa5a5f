"""`gongkai pdf`: PDF/UA of every item, made once, of nothing but the item, and found on its page."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

import site_repo
from command import Command
from gongkai.sources import typesetting
from gongkai.sources.typesetting import Image, Sheet, SheetError
from signed_repo import SignedRepo
from site_repo import DOT, FILES, FOLDER_BODY, HOSTILE, LAW_BODY, WIDE_BODY, gongkai, hashes, need, publish

pytest_plugins = ("site_fixtures",)

SECOND = "2026-00002"
SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "2026-00001": {
        "title": "附有文件和图片的信息",
        "folder": True,
        "body": f"{FOLDER_BODY}\n![](chart.png)\n",
    },
    SECOND: {"title": HOSTILE, "summary": HOSTILE, "body": f"\n{HOSTILE.replace('<', '&lt;')}\n"},
    "2026-00003": {"title": "图片不是图片的信息", "folder": True, "body": "\n![图](<附表 一.csv>)\n"},
    "2026-00004": {"title": "很长的规定", "body": LAW_BODY.partition("\n见")[0]},
    "2026-00005": {"title": "后来依法撤回的信息", "body": "\n不该公开的内容。\n"},
    "2026-00007": {"title": "很" * 150, "summary": "w" * 100, "body": WIDE_BODY},
    "2026-00006": {"title": "引用套引用的信息", "body": f"\n{'>' * 400} 深\n"},
}
TAKEN_BACK = {
    "title": "后来依法撤回的信息",
    "body": "",
    "revision": "2",
    "withdrawn": {"date": "2026-04-05", "kind": "依法撤回", "reason": "误公开了个人信息"},
}
LATER = "2026-04-07T09:00:00+08:00"
BEYOND = """
<img src="file:///etc/passwd"> <img src="http://127.0.0.1:1/x"> <img src="../../secret.png"> <img src="data:image/png;base64,AA">
<style>@import "http://127.0.0.1:1/a"; body { background: url(file:///etc/hosts) }</style>
<a rel="attachment" href="file:///etc/passwd">x</a> <object data="file:///etc/passwd"></object>
"""


@pytest.fixture(scope="module")
def column_of_few(tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """A column of items that can be printed, and of two that cannot."""
    return site_repo.make(
        tmp_path_factory.mktemp("printed"), SAMPLES, 0, ((LATER, {"2026-00005": TAKEN_BACK}),)
    )


@pytest.fixture(scope="module")
def done(column_of_few: SignedRepo) -> subprocess.CompletedProcess[str]:
    """What `gongkai pdf` says there, the first time."""
    return gongkai(column_of_few.root, "pdf")


@pytest.fixture(scope="module")
def printed(column_of_few: SignedRepo, done: subprocess.CompletedProcess[str]) -> SignedRepo:
    """The same, with its PDFs made and published."""
    assert done.stdout
    site_repo.build(column_of_few.root)
    return column_of_few


@pytest.fixture
def copy(printed: SignedRepo, tmp_path: Path) -> SignedRepo:
    """The same, for a test to change."""
    shutil.copytree(printed.root, tmp_path / "copy", symlinks=True)
    return SignedRepo(tmp_path / "copy", fresh=False)


def pdf(repo: SignedRepo, serial: str) -> Path:
    return repo.root / f"site/items/2026/{serial}.pdf"


def elements(node: Any) -> list[Any]:
    """The elements of a structure tree, each after the one it stands in."""
    kids = node.get("/K", [])
    found = []
    for kid in kids if isinstance(kids, list) else [kids]:
        each = kid.get_object()
        if isinstance(each, DictionaryObject) and "/S" in each:
            found += [each, *elements(each)]
    return found


def test_it_is_tagged_chinese_and_says_that_it_is_for_everyone(printed: SignedRepo) -> None:
    reader = PdfReader(pdf(printed, "00001"))
    catalog = reader.root_object
    assert str(catalog["/Lang"]) == "zh-CN"
    assert catalog["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    assert b'pdfuaid:part="1"' in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("附有文件和图片的信息", "测试统计局")
    kinds = [each["/S"] for each in elements(catalog["/StructTreeRoot"])]
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Figure"} <= set(kinds)
    figures = [each for each in elements(catalog["/StructTreeRoot"]) if each["/S"] == "/Figure"]
    assert {str(each["/Alt"]) for each in figures} == {"图", "图片", "本页网址的二维码"}


def test_a_tool_not_ours_agrees(printed: SignedRepo) -> None:
    need("pdfinfo", shutil.which("pdfinfo"))
    said = subprocess.run(
        ["pdfinfo", pdf(printed, "00001")], capture_output=True, text=True, check=True
    ).stdout
    about = {name: value.strip() for name, _, value in (line.partition(":") for line in said.splitlines())}
    assert (about["Tagged"], about["JavaScript"], about["Pages"]) == ("yes", "no", "1")
    assert about["Page size"].endswith("(A4)")


def test_its_words_come_out_in_order(printed: SignedRepo) -> None:
    words = "".join(page.extract_text() for page in PdfReader(pdf(printed, "00001")).pages).replace("\n", "")
    wanted = [
        "附有文件和图片的信息", "索引号", "00000000-0/2026-00001", "2026年3月20日", "全文见附表", "附件", "《附表 一》",
        "CSV 表格", "批准", "保密审查结论", "引用和来源", "https://tjj.example/zwgk/items/2026/00001.html", "示例",
    ]  # fmt: skip
    places = [words.find(each) for each in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)


def test_its_links_lead_to_the_column(printed: SignedRepo) -> None:
    annotations = [each.get_object() for each in PdfReader(pdf(printed, "00001")).pages[0]["/Annots"]]  # type: ignore[attr-defined]
    addresses = {str(each["/A"]["/URI"]) for each in annotations}
    assert "https://tjj.example/zwgk/items/2026/00002.html" in addresses
    assert all(each.startswith(("https://tjj.example/zwgk/", "https://tjj.example/a")) for each in addresses)


def test_hostile_words_stay_words(printed: SignedRepo) -> None:
    reader = PdfReader(pdf(printed, "00002"))
    assert reader.metadata is not None
    assert reader.metadata.title == " ".join(HOSTILE.split())
    text = "".join(page.extract_text() for page in reader.pages)
    assert text.count("<script>alert(") >= 3


def test_a_table_longer_than_a_sheet_breaks_between_its_rows(printed: SignedRepo) -> None:
    pages = [page.extract_text() for page in PdfReader(pdf(printed, "00004")).pages]
    assert len(pages) > 3
    for row in range(60):
        (found,) = [page for page in pages if f"第{row}项指标" in page]
        assert "写得超过一行，所以这一行也高" in found.replace("\n", "").partition(f"第{row}项指标")[2][:40]


def test_nothing_however_wide_reaches_beyond_the_sheet(printed: SignedRepo) -> None:
    need("pdftotext", shutil.which("pdftotext"))
    command: list[str | Path] = ["pdftotext", "-bbox", pdf(printed, "00007"), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    edges = [float(each) for each in re.findall(r'<word [^>]*xMax="([0-9.]+)"', said)]
    assert len(edges) > 50
    assert max(edges) < 595 - 50


def test_an_item_that_cannot_be_drawn_whole_is_named_and_the_others_are_made(
    printed: SignedRepo, done: subprocess.CompletedProcess[str]
) -> None:
    assert done.returncode == 1
    first, second = sorted(done.stderr.splitlines())
    assert first.startswith("content/items/2026/00003/index.md: 没有制成 PDF：")
    assert second.startswith("content/items/2026/00006.md: 没有制成 PDF：正文嵌套太深")
    assert done.stdout.splitlines()[-1].startswith("新制 5，沿用 0，未制成 2")
    assert not pdf(printed, "00003").exists()
    assert not pdf(printed, "00006").exists()


def test_what_is_taken_back_has_none(printed: SignedRepo) -> None:
    assert not pdf(printed, "00005").exists()
    assert len(list(printed.root.glob(".cache/pdf/*"))) == 5


def test_the_page_leads_to_it_and_tells_its_size(printed: SignedRepo) -> None:
    page = html.document_fromstring((printed.root / "site/items/2026/00001.html").read_bytes())
    links = page.xpath("//a[contains(@href, '.pdf')]")
    assert {link.get("href") for link in links} == {"00001.pdf"}
    assert {link.get("download") for link in links} == {"2026-00001 附有文件和图片的信息.pdf"}
    size = f"{pdf(printed, '00001').stat().st_size / 1024:.1f} KB"
    assert all(size in link.getparent().text_content() for link in links)
    without = (printed.root / "site/items/2026/00003.html").read_text(encoding="utf-8")
    assert ".pdf" not in without


def test_what_changed_is_made_anew_and_what_is_old_goes(copy: SignedRepo) -> None:
    before = hashes(copy.root / ".cache/pdf")
    title = {**SAMPLES["2026-00001"], "title": "更正过的信息", "revision": "2"}
    change = {"date": "2026-04-07", "kind": "更正", "note": "标题有误"}
    publish(
        copy, {"2026-00001": {**title, "changes": [change], "files": FILES}}, at="2026-04-08T09:00:00+08:00"
    )
    fresh = site_repo.build(copy.root)
    assert not (fresh / "items/2026/00001.pdf").exists()  # the old one is not what the item says now
    assert (fresh / "items/2026/00004.pdf").exists()
    done = gongkai(copy.root, "pdf", PYTHONHASHSEED="3", TZ="Asia/Tokyo")
    assert "新制 1，沿用 4" in done.stdout
    assert done.stdout.startswith("items/2026/00001.pdf  ")
    after = hashes(copy.root / ".cache/pdf")
    assert len(set(before.items()) & set(after.items())) == 4
    assert len(after) == 5


def test_a_refused_catalogue_has_none_made(copy: SignedRepo) -> None:
    before = hashes(copy.root / ".cache/pdf")
    copy.write("2026-00009")
    done = gongkai(copy.root, "pdf")
    assert done.returncode == 1
    assert "error[unsigned]" in done.stdout
    assert done.stderr == "没有制作 PDF，已有的未动 (refused; no PDF was made)\n"
    assert hashes(copy.root / ".cache/pdf") == before


def sheet(body: str, images: Mapping[str, Image] | None = None) -> Sheet:
    return Sheet(
        f'<html lang="zh-CN"><title>题</title>{body}', "https://tjj.example/zwgk/a.html", images or {}
    )


def test_nothing_is_fetched_but_what_was_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(DOT)
    image = {"https://tjj.example/zwgk/图 a.png": Image(tmp_path / "dot.png", "")}
    assert typesetting.set_one(sheet('<img src="图%20a.png" alt="图">', image)).startswith(b"%PDF-1.7")

    def connect(*_: object) -> None:
        pytest.fail("it asks the network")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(SheetError) as refused:
        typesetting.set_one(sheet(BEYOND, image))
    assert str(refused.value).count("不取用") == 7


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 PNG 或 JPEG 图片"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
            "不是 PNG 或 JPEG 图片",
        ),
        (DOT[:16] + b"\xff\xff\xff\xff" * 2 + DOT[24:], "太大"),
        (DOT[:-30], "已损坏"),
        (DOT.replace(b"IDAT", b"JUNK"), "已损坏"),
    ],
)
def test_an_image_that_is_none_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(SheetError, match=said):
        typesetting.set_one(
            sheet('<img src="x.png">', {"https://tjj.example/zwgk/x.png": Image(tmp_path / "x.png", "")})
        )


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = (typesetting.set_one(sheet("<p>同样的<b>字</b>")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("broken", ["library", "fonts", "fc-list"])
def test_what_the_system_lacks_is_one_line_and_exit_2(
    broken: str, repo: SignedRepo, gongkai: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repo.publish()
    if broken == "library":
        (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')\n")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(__import__("sys").modules, "weasyprint", raising=False)
    else:
        (tmp_path / "bin").mkdir()
        if broken == "fonts":
            (tmp_path / "bin/fc-list").write_text("#!/bin/sh\n")
            (tmp_path / "bin/fc-list").chmod(0o755)
        tools = shutil.which("git")
        assert tools
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{tmp_path}")
    done = gongkai("pdf")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk" in done.err
