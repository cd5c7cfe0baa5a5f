"""What goes into the full-text index, how little is made anew, and what hostile attachments can do: nothing."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

import files
import search_site
import site_repo
from documents import docx, pdf
from gongkai.artefacts import fulltext
from gongkai.artefacts.segments import stream, words
from gongkai.artefacts.shell import Shell
from gongkai.indexing import publish
from gongkai.model import Catalogue, Entry, SetupError
from gongkai.sources import attached, pagefind, reader
from gongkai.sources.new_site import NewSite
from signed_repo import SignedRepo
from site_repo import hashes

pytest_plugins = ("site_fixtures",)

SHELL = Shell(("<html>", "content", "</html>"))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("总　则", "总则"), ("第一条　为了", "第一条为了"), ("2024 年", "2024年"), ("ＧＤＰ　增长", "gdp增长"),
        ("咸统发〔2026〕12号", "咸统发◦2026◦12号"), ("029-3321", "029◦3321"), ("100 200", "100◦200"),
        ("之日，本机关", "之日◦本机关"), ("一。\n二", "一◦二"), ("㎡①", "m21"), ("a\u200bb", "ab"), ("。第", "◦第"),
        ("", ""), (" 　 ", ""), ("𠀀𠮟", "𠀀𠮟"),
    ],
)  # fmt: skip
def test_what_counts_of_a_text(text: str, cut: str) -> None:
    assert stream(text) == cut


def test_pairs_are_opaque_words() -> None:
    assert words("政府1") == ["653f5e9c", "5e9c0031"]
    assert words("政") == words("") == []


def test_markdown_is_searched_as_it_is_read() -> None:
    body = "# 甲\n\n一**二**三[四](http://x.example/五)\n六 \\<七> &amp; `八`\n\n| 九 | 十 |\n|--|--|\n| 百 | 千 |\n\n![万](a.png)\n"
    assert fulltext.plain(body) == "甲\n一二三四 六 <七> & 八\n九\n十\n百\n千"


def _entries(like: Catalogue, *days: str) -> Catalogue:
    entries = [
        search_site.entry(
            like.entries[0], f"{day[:4]}-{serial:05}", date.fromisoformat(day), title=f"第{serial}条", body=f"内容{serial}。"
        )
        for serial, day in enumerate(days, 1)
    ]  # fmt: skip
    return replace(like, entries=tuple(sorted(entries, key=lambda each: each.published, reverse=True)))


def test_a_text_in_parts_is_whole_and_each_word_is_in_its_place(catalogue: Catalogue) -> None:
    body = "".join(chr(0x4E00 + number) for number in range(6000))
    entry = search_site.entry(catalogue.entries[0], "2026-00001", date(2026, 1, 1), title="标题", body=body)
    document = fulltext.document(entry, {})
    content = document.content().split(" ")
    assert content[fulltext.TITLE] == words("标题")[0]
    assert content[fulltext.ABOUT] == words(entry.item.summary)[0]
    for number, part in enumerate(list(document.parts())[1:]):
        start = fulltext.TEXT + number * fulltext.STRIDE
        assert content[start : start + len(part["text"]) - 1] == words(part["text"])
        assert body[number * fulltext.SIZE :].startswith(part["text"])
    assert content[: len(document.labels)] == [*document.labels]
    assert "x" not in "".join(content[fulltext.TITLE :])


def test_closed_years_share_an_index_as_far_as_memory_allows(catalogue: Catalogue) -> None:
    of = _entries(catalogue, "2020-05-01", "2021-05-01", "2022-05-01", "2023-05-01", "2023-06-01")
    assert [*fulltext.bundles(of, lambda _: 1)] == ["2023", "2020-2022"]
    large = fulltext.bundles(of, lambda _: fulltext.MOST // 2)
    assert [*large] == ["2023.2", "2022-2023.1", "2020-2021"]
    shared = fulltext.bundles(of, lambda _: 1)["2020-2022"]
    assert [each.published.year for each in shared] == [2022, 2021, 2020]
    assert fulltext.bundles(_entries(catalogue), lambda _: 1) == {}


def test_a_large_year_is_cut_and_only_its_newest_part_changes(catalogue: Catalogue) -> None:
    days = ("2025-05-01", "2026-05-01", "2026-05-02", "2026-05-03")
    before = fulltext.bundles(_entries(catalogue, *days), lambda _: fulltext.FRESH // 2)
    assert [*before] == ["2026.2", "2025-2026.1"]
    assert [[each.item.title for each in part] for part in before.values()] == [
        ["第4条"],
        ["第3条", "第2条", "第1条"],
    ]
    after = fulltext.bundles(_entries(catalogue, *days, "2026-05-04"), lambda _: fulltext.FRESH // 2)
    assert {name: part for name, part in after.items() if name != "2026.2"} == {
        name: part for name, part in before.items() if name != "2026.2"
    }


def test_entries_are_told_apart_by_all_that_is_searched(catalogue: Catalogue) -> None:
    """What an index is kept under: equal for equal documents, and for no others."""
    same = [entry for entry in catalogue.entries for _ in range(2)]
    documents = [fulltext.document(entry, {}) for entry in same]
    names = [fulltext.identity(entry, {}) for entry in same]
    pairs = [(one, other) for one in range(len(same)) for other in range(one)]
    for one, other in pairs:
        assert (names[one] == names[other]) == (documents[one] == documents[other])
    item = next(entry for entry in same if entry.item.attachments)
    sha256 = item.item.attachments[0].sha256
    assert fulltext.identity(item, {sha256: "文字"}) != fulltext.identity(item, {})


def test_a_new_item_makes_only_its_years_index_anew(catalogue: Catalogue, tmp_path: Path) -> None:
    before = _entries(catalogue, "2024-05-01", "2025-05-01", "2026-05-01")
    after = _entries(catalogue, "2024-05-01", "2025-05-01", "2026-05-01", "2026-05-02")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    publish(tmp_path, before, SHELL, NewSite(tmp_path / "a"), full=True)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / ".cache" / "search").iterdir()}
    publish(tmp_path, after, SHELL, NewSite(tmp_path / "b"), full=True)
    now = {path: path.stat().st_mtime_ns for path in (tmp_path / ".cache" / "search").iterdir()}
    assert len(kept) == len(now) == 2
    assert len(kept.items() & now.items()) == 1
    for year, same in (("2024-2025", True), ("2026", False)):
        one, other = (hashes(tmp_path / site / "search" / year) for site in "ab")
        assert (one == other) is same


def test_an_index_has_the_same_bytes_wherever_it_is_made(catalogue: Catalogue, tmp_path: Path) -> None:
    of = _entries(catalogue, *(f"2026-05-{day:02}" for day in range(1, 29)))
    found = []
    for name in ("a", "b"):
        (tmp_path / name / "site").mkdir(parents=True)
        publish(tmp_path / name, of, SHELL, NewSite(tmp_path / name / "site"), full=True)
        found.append(hashes(tmp_path / name / "site"))
    assert found[0] == found[1]
    assert not [name for name in found[0] if "ui" in name or "worker" in name]
    bundle = tmp_path / "a" / "site" / "search" / "2026"
    assert b"export{createInstance" in (bundle / "pagefind.js").read_bytes()
    for path in (*bundle.rglob("*.pf_*"), *bundle.glob("*.pagefind")):
        assert gzip.decompress(path.read_bytes()), "not whole"


def test_a_preview_has_a_page_that_says_so_and_no_index(catalogue: Catalogue, tmp_path: Path) -> None:
    assert publish(tmp_path, catalogue, SHELL, NewSite(tmp_path), full=False) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["search.html"]
    assert "这是预览，没有全文索引" in (tmp_path / "search.html").read_text(encoding="utf-8")


def test_a_failing_pagefind_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text("#!/bin/sh\necho 'no room'; echo 'left on the disk'\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "_program", lambda: str(broken))
    with pytest.raises(SetupError, match=r"\Apagefind: .*: no room left on the disk\Z"):
        pagefind.index(["a"])


def _bomb(name: str) -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, b"<" * 300_000_000)
    return data.getvalue()


def _deep() -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a>" * 10_000_000)
    return data.getvalue()


def _book() -> bytes:
    book, data = Workbook(), io.BytesIO()
    book.worksheets[0].append(["地区", None, 1234.5])
    book.create_sheet("隐藏").append(["=1+1", date(2026, 3, 1)])
    book["隐藏"].sheet_state = "hidden"
    book.save(data)
    return data.getvalue()


def _locked(password: str) -> bytes:
    writer, data = PdfWriter(PdfReader(io.BytesIO(pdf("Secret report")))), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="AES-256")
    writer.write(data)
    return data.getvalue()


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


def _files() -> dict[str, tuple[bytes, str, str]]:
    """A file, the text that is read in it, and how the note on it begins."""
    return {
        "a.docx": (docx("食蚁", "兽", header1="页眉", footnotes="脚注"), "食蚁兽\n页眉\n脚注\n", ""),
        "b.xlsx": (_book(), "Sheet\n地区\n1234.5\n隐藏\n2026-03-01 00:00:00\n", ""),
        "c.pdf": (pdf("Annual report"), "Annual report ", ""),
        "d.csv": ("名称\r\n树袋熊\r\n".encode("gb18030"), "名称\r\n树袋熊\r\n", ""),
        "e.txt": ("\ufeff一二\n三四\n\n五".encode(), "一二 三四\n\n五", ""),
        "f.PDF": (_locked(""), "Secret report ", ""),
        "g.pdf": (_locked("secret"), "", "已加密"),
        "h.docx": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "", "已加密"),
        "i.docx": (b"no zip", "", "格式不对"),
        "j.docx": (docx("甲")[:-30], "", "格式不对"),
        "k.docx": (_bomb("word/document.xml"), "", "解开后过大"),
        "l.xlsx": (_bomb("xl/worksheets/sheet1.xml"), "", "解开后过大"),
        "m.docx": (_deep(), "", "格式不对"),
        "n.docx": (docx("甲", settings="乙"), "甲\n乙\n", ""),
        "o.xlsx": (docx("不是表格"), "", "不能读取"),
        "p.pdf": (pdf(""), "", "没有文字"),
        "q.txt": (b"\xff\xff\xff", "", "格式不对"),
        "r.txt": ("长".encode() * 300_000, "长" * reader.MOST, "只检索前"),
        "s.pdf": (b"%PDF-1.7\n" + b"\x00" * 2_000_000, "", "格式不对"),
    }


def test_attachments_are_read_and_hostile_ones_named(tmp_path: Path) -> None:
    laughing = io.BytesIO()
    with ZipFile(laughing, "w") as archive:
        archive.writestr("word/document.xml", LAUGHS)
    given_files = {**_files(), "t.docx": (laughing.getvalue(), "", "格式不对")}
    (tmp_path / "files").mkdir()
    given = {}
    for name, (data, _, _) in {**given_files, "u.png": (site_repo.DOT, "", "")}.items():
        (tmp_path / "files" / name).write_bytes(data)
        given[name] = tmp_path / "files" / name
    found = attached.read(tmp_path, given)
    assert {*found} == {*given_files}
    for name, (_, text, note) in given_files.items():
        expected = text if name != "p.pdf" else " "
        assert (found[name].text, found[name].note[: len(note)]) == (expected, note), name
        assert bool(found[name].note) == bool(note), name
    kept = hashes(tmp_path / ".cache" / "texts")
    assert attached.read(tmp_path, given) == found
    assert hashes(tmp_path / ".cache" / "texts") == kept
    assert attached.read(tmp_path, {}) == {}
    assert not [*(tmp_path / ".cache" / "texts").iterdir()]


def test_a_build_says_what_it_cannot_search_and_does_the_rest(few: SignedRepo) -> None:
    scan = {"title": "扫描件", "folder": True, "files": {"扫描.pdf": files.pdf()}}
    site_repo.publish(few, {"2026-00003": scan})
    done = site_repo.gongkai(few.root, "build")
    assert done.returncode == 0, done.stderr
    assert "content/items/2026/00003/扫描.pdf: 没有文字" in done.stdout
    assert (few.root / "site/items/2026/00003/扫描.pdf").read_bytes() == files.pdf()


def test_what_was_taken_back_is_searched_by_its_title_alone(catalogue: Catalogue) -> None:
    ended = {each.item.index: each for each in catalogue.entries if each.item.withdrawn}
    taken_back = fulltext.document(ended["2026-00008"], {})
    assert site_repo.TAKEN_BACK not in json.dumps([*taken_back.parts()], ensure_ascii=False)
    assert taken_back.head["mark"] == "依法撤回"
    assert [text for _, text in fulltext.document(ended["2026-00007"], {}).pieces] != [""]
    revised: Entry = next(each for each in catalogue.entries if each.item.index == "2026-00006")
    assert "两千" in fulltext.document(revised, {}).pieces[0][1]
