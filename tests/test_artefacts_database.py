"""catalogue.db: SQLite and Datasette open it, it says what catalogue.json says, and its bytes are always the same."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai.artefacts import database, records, sqlite_file
from gongkai.model import Catalogue
from gongkai.publishing import write_database
from site_repo import HOSTILE, TAKEN_BACK

pytest_plugins = ("site_fixtures",)

DATASETTE = str(Path(sys.executable).with_name("datasette"))


@pytest.fixture
def opened(site: Path) -> Iterator[sqlite3.Connection]:
    """The site's database, to be read only."""
    with closing(sqlite3.connect(f"{(site / 'catalogue.db').as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(connection: sqlite3.Connection, query: str) -> list[dict[str, Any]]:
    """What a question is answered."""
    return [dict(row) for row in connection.execute(query)]


def _ordered(told: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return sorted(told, key=lambda row: (row["item"], str(row[key])))


def test_it_is_sound(opened: sqlite3.Connection) -> None:
    assert [tuple(row) for row in opened.execute("PRAGMA integrity_check")] == [("ok",)]
    assert list(opened.execute("PRAGMA foreign_key_check")) == []
    assert opened.execute("PRAGMA encoding").fetchone()[0] == "UTF-8"


def test_it_says_what_catalogue_json_says(opened: sqlite3.Connection, site: Path) -> None:
    items = {
        each["index_number"]: each for each in json.loads((site / "catalogue.json").read_bytes())["items"]
    }
    found = rows(opened, "SELECT * FROM items")
    assert {row["index_number"] for row in found} == set(items)
    for row in found:
        item = items[row["index_number"]]
        alike = set(row) & set(item)
        assert len(alike) == 22
        assert {name: row[name] for name in alike} == {name: item[name] for name in alike}
    for query, name, key in (
        ("SELECT * FROM attachments", "attachments", "file"),
        ("SELECT * FROM approvals", "approvals", "role"),
        ("SELECT item, date, kind, note FROM changes", "changes", "date"),
        ("SELECT * FROM editions", "earlier", "revision"),
    ):
        told = [{"item": index, **each} for index, item in items.items() for each in item[name]]
        assert told
        assert _ordered(rows(opened, query), key) == _ordered(told, key)
    words = {(row["item"], row["keyword"]) for row in rows(opened, "SELECT * FROM keywords")}
    assert words == {(index, word) for index, item in items.items() for word in item["keywords"]}


def test_withdrawal_lateness_and_replacement_are_told(opened: sqlite3.Connection) -> None:
    (ended,) = rows(opened, "SELECT * FROM items WHERE index_number LIKE '%-00007'")
    assert (ended["validity"], ended["withdrawn_on"]) == ("废止", "2026-04-05")
    (late,) = rows(opened, "SELECT * FROM items WHERE days_late")
    assert (late["days_late"], late["late_reason"]) == (24, "会签用时过长")
    (explained,) = rows(opened, "SELECT * FROM interpretations")
    assert (explained["item"][-5:], explained["interprets"][-5:]) == ("00010", "00011")
    (replaced,) = rows(opened, "SELECT * FROM replacements")
    assert (replaced["item"][-5:], replaced["replaces"][-5:]) == ("00010", "00009")


def test_texts_are_there_to_the_letter_but_of_what_was_taken_back(
    opened: sqlite3.Connection, site: Path
) -> None:
    texts = {row["index_number"][-5:]: row for row in rows(opened, "SELECT * FROM items")}
    assert texts["00003"]["title"] == HOSTILE
    assert texts["00002"]["text"] == "## 第一章 总则\n\n第一条 内容。"
    assert texts["00008"]["text"] == ""
    assert TAKEN_BACK.encode() not in (site / "catalogue.db").read_bytes()


def test_every_column_says_in_chinese_what_it_is(opened: sqlite3.Connection) -> None:
    tables = rows(opened, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    assert len(tables) == 9
    for table in tables:
        lines = table["sql"].splitlines()
        columns = [row["name"] for row in rows(opened, f"PRAGMA table_info({table['name']})")]
        for name in columns:
            (line,) = [each for each in lines if each.startswith(f"  {name} ")]
            assert any("一" <= character <= "鿿" for character in line.partition("--")[2]), line


@pytest.mark.parametrize("view", ["目录", "变更记录"])
def test_people_have_views_in_chinese(opened: sqlite3.Connection, view: str) -> None:
    found = rows(opened, f"SELECT * FROM {view}")  # noqa: S608
    assert all(any("一" <= each <= "鿿" for each in name) for name in found[0])
    days = [row.get("发布日期") or row["日期"] for row in found]
    assert days == sorted(days, reverse=True)
    assert len(found) == (121 if view == "目录" else 5)


def _datasette(*arguments: str, folder: Path) -> Any:
    done = subprocess.run(
        [DATASETTE, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_datasette_opens_it(site: Path) -> None:
    seen = _datasette("inspect", "catalogue.db", folder=site)["catalogue"]
    assert seen["hash"] == hashlib.sha256((site / "catalogue.db").read_bytes()).hexdigest()
    assert seen["tables"]["items"]["count"] == 121
    address = "/catalogue/items.json?_shape=array&_size=1&index_number__endswith=-00002"
    (item,) = _datasette("catalogue.db", "--get", address, folder=site)
    assert item["title"] == "各项都填的信息"


def test_its_bytes_are_equal_wherever_it_is_written(catalogue: Catalogue, site: Path, tmp_path: Path) -> None:
    other = replace(catalogue, entries=tuple(reversed(catalogue.entries)))
    write_database(tmp_path / "other.db", other)
    assert (tmp_path / "other.db").read_bytes() == (site / "catalogue.db").read_bytes()


def _settled(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        roots = database.roots(connection)
    with path.open("r+b") as file:
        sqlite_file.settle(file, roots)
    return path.read_bytes()


def test_the_file_tells_of_no_library_and_is_believed_all_the_same(site: Path, tmp_path: Path) -> None:
    data = (site / "catalogue.db").read_bytes()
    assert int.from_bytes(data[96:100]) == sqlite_file.WRITER
    pages, size = int.from_bytes(data[28:32]), int.from_bytes(data[16:18])
    assert pages * size == len(data)  # believed only while bytes 24 to 27 are equal to bytes 92 to 95
    assert data[24:28] == data[92:96]
    copy = tmp_path / "copy.db"
    copy.write_bytes(data)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("DELETE FROM keywords")
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_another_library_would_leave_in_the_file_is_taken_out(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    """SQLite 3.40 leaves old cell pointers in the gap of a page, 3.54 zeroes them."""
    many = (
        replace(entry, item=replace(entry.item, index=f"20{century:02}-{entry.item.index[5:]}"))
        for century in range(10)
        for entry in catalogue.entries
    )
    numbered = tuple(
        replace(
            entry,
            full_index=f"00000000-0/{entry.item.index}",
            item=replace(entry.item, replaces=(), replaced_by=None, interprets=()),
            interpreted_by=(),
        )
        for entry in many
    )
    path = tmp_path / "catalogue.db"
    write_database(path, replace(catalogue, entries=numbered))
    data = path.read_bytes()
    size, gaps = int.from_bytes(data[16:18]), []
    for start in range(0, len(data), size):
        page = start + (100 if start == 0 else 0)
        if data[page] in {2, 5, 10, 13}:  # what is not of a tree begins with the number of a page, so with 0
            begin = page + (12 if data[page] < 10 else 8) + 2 * int.from_bytes(data[page + 3 : page + 5])
            gaps.append((begin, start + int.from_bytes(data[page + 5 : page + 7])))
    assert len({data[begin:end].strip(b"\0") for begin, end in gaps}) == 1
    spoilt = bytearray(data)
    for begin, end in gaps:
        spoilt[begin:end] = b"\xa5" * (end - begin)
    spoilt[96:100] = b"\0\x36\x33\x01"
    path.write_bytes(spoilt)
    assert len(gaps) > 40
    assert _settled(path) == data


def test_an_empty_catalogue_has_its_tables(catalogue: Catalogue) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        database.fill(connection, replace(catalogue, entries=()))
        assert connection.execute("SELECT count(*) FROM 目录").fetchone() == (0,)
        assert connection.execute("SELECT bureau FROM catalogue").fetchone() == ("测试统计局",)


def test_no_field_of_the_record_is_forgotten(catalogue: Catalogue) -> None:
    told_otherwise = {
        "bureau", "late", "first_published", "interprets", "interpreted_by", "withdrawn", "replaces", "keywords", "changes", "earlier",
        "attachments", "approvals",
    }  # fmt: skip
    with closing(sqlite3.connect(":memory:")) as connection:
        database.fill(connection, catalogue)
        columns = {row[1] for row in connection.execute("PRAGMA table_info(items)")}
    assert set(records.record(catalogue.entries[0], catalogue)) - columns == told_otherwise
