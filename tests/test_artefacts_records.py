"""catalogue.json, catalogue.csv and the JSON of each item: true to their schemas, and to one another."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from gongkai.artefacts import records
from gongkai.json_text import document
from gongkai.model import Catalogue
from gongkai.schema import forms
from site_repo import FORMULA, ROOT

pytest_plugins = ("site_fixtures",)

SCHEMAS = {
    path.name.partition(".")[0]: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "schemas").glob("*.schema.json"))
}
REGISTRY: Registry[Any] = Registry().with_resources(
    [(each["$id"], Resource.from_contents(each)) for each in SCHEMAS.values()]
)
OURS = ("catalogue", "entry")
JSON_ONLY = {
    "first_published", "important", "secrecy_review", "changes", "earlier", "approvals", "content_sha256",
    "interprets_later", "interpreted_by", "no_interpretation",
}  # fmt: skip
"""What the table leaves to catalogue.json."""


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[name], registry=REGISTRY, format_checker=forms.formats)


def whole(catalogue: Catalogue) -> Any:
    """What catalogue.json says."""
    return json.loads("".join(records.pieces(catalogue)))


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from parts(each)


@pytest.mark.parametrize("name", OURS)
def test_every_property_has_a_chinese_title_and_description(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    for part in parts(SCHEMAS[name]):
        for each in part.get("properties", {}).values():
            assert any(character > "\u4e00" for character in each["title"]), each
            assert each["description"].endswith("。"), each


@pytest.mark.parametrize("name", OURS)
def test_every_object_names_all_its_properties_and_requires_them(name: str) -> None:
    objects = [part for part in parts(SCHEMAS[name]) if "additionalProperties" in part]
    assert objects
    for each in objects:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])


@pytest.mark.parametrize("name", OURS)
def test_every_format_is_one_that_is_checked(name: str) -> None:
    named = {part["format"] for part in parts(SCHEMAS[name]) if isinstance(part.get("format"), str)}
    assert named <= set(forms.formats.checkers)


def test_the_catalogue_is_true_to_its_schema(catalogue: Catalogue) -> None:
    validator("catalogue").validate(whole(catalogue))


def test_each_item_is_true_to_its_schema_and_stands_in_the_catalogue(
    site: Path, catalogue: Catalogue
) -> None:
    listed = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))["items"]
    assert len(listed) == len(catalogue.entries)
    for each in listed:
        own = json.loads((site / each["data"]).read_text(encoding="utf-8"))
        validator("entry").validate(own)
        assert own == each
        assert (site / each["page"]).is_file()
        assert (site / each["source"]).is_file()


def _changes(entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in entry:
        yield f"without {name}", {key: value for key, value in entry.items() if key != name}
        yield f"{name} is a list of lists", {**entry, name: [[]]}
    yield "one more", {**entry, "more": ""}
    yield "no such day", {**entry, "published": "2026-02-30"}
    yield "no such category", {**entry, "category": "其他"}
    yield "no such state", {**entry, "validity": "无效"}
    yield (
        "withdrawn in no known way",
        {**entry, "withdrawn": {"date": "2026-03-20", "kind": "有效", "reason": "x"}},
    )
    yield "late without terms", {**entry, "late": {"reason": "x", "terms": []}}
    yield "replaces half a number", {**entry, "replaces": ["2026-00001"]}
    yield "an absolute page", {**entry, "page": "/items/2026/00001.html"}
    yield "serial number nought", {**entry, "index_number": "00000000-0/2026-00000"}
    moved = copy.deepcopy(entry)
    moved["approvals"][0]["at"] = "2026-03-20 09:00"
    yield "a time without zone", moved


def test_the_schema_refuses_what_is_never_written(catalogue: Catalogue) -> None:
    entry = records.record(catalogue.entries[-1], catalogue)
    validator("entry").validate(entry)
    for said, changed in _changes(entry):
        assert not validator("entry").is_valid(changed), said


def test_the_files_of_the_site_are_the_texts_of_the_artefacts(site: Path, catalogue: Catalogue) -> None:
    json_text = (site / "catalogue.json").read_bytes().decode()
    assert json_text == "".join(records.pieces(catalogue)) == document(whole(catalogue))
    assert json_text == "".join(records.pieces(catalogue))
    assert (site / "catalogue.csv").read_bytes().decode() == _csv(catalogue)


def _csv(catalogue: Catalogue) -> str:
    return "".join(records.lines(catalogue))


def test_an_empty_catalogue_has_its_form(catalogue: Catalogue) -> None:
    empty = replace(catalogue, entries=())
    validator("catalogue").validate(whole(empty))
    assert "".join(records.pieces(empty)) == document(whole(empty))
    assert _csv(empty) == "\ufeff" + ",".join(records.COLUMNS) + "\r\n"


def test_the_table_opens_in_a_spreadsheet(site: Path) -> None:
    data = (site / "catalogue.csv").read_bytes()
    assert data.startswith("\ufeff索引号,".encode())
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_the_table_says_what_the_json_says(catalogue: Catalogue) -> None:
    entries = whole(catalogue)["items"]
    rows = _table(_csv(catalogue))
    assert len(rows) == len(entries)
    for row, entry in zip(rows, entries, strict=True):
        said = {
            **{key: value for key, value in entry.items() if key not in JSON_ONLY},
            "number": entry["number"] or "",
            "keywords": " ".join(entry["keywords"]),
            "attachments": len(entry["attachments"]),
            "late": entry["late"]["terms"][0]["days_late"] if entry["late"] else "",
            "withdrawn": entry["withdrawn"]["date"] if entry["withdrawn"] else "",
            "reason": entry["withdrawn"]["reason"] if entry["withdrawn"] else "",
            "replaces": " ".join(entry["replaces"]),
            "replaced_by": entry["replaced_by"] or "",
            "interprets": " ".join(entry["interprets"]),
        }
        assert sorted(cell.removeprefix("'") for cell in row.values()) == sorted(map(str, said.values()))
        assert (row["标题"].removeprefix("'"), row["网页"]) == (entry["title"], entry["page"])


def _of(catalogue: Catalogue, index: str) -> dict[str, Any]:
    (entry,) = [each for each in catalogue.entries if each.item.index == index]
    return records.record(entry, catalogue)


def test_a_corrected_item_tells_its_changes_and_its_earlier_revisions(catalogue: Catalogue) -> None:
    record = _of(catalogue, "2026-00006")
    assert (record["revision"], record["published"], record["updated"]) == (3, "2026-03-20", "2026-04-07")
    assert [(each["kind"], each["date"]) for each in record["changes"]] == [
        ("更正", "2026-04-03"),
        ("更新", "2026-04-06"),
    ]
    told = [(each["revision"], each["published"], each["until"]) for each in record["earlier"]]
    assert told == [(2, "2026-04-03", "2026-04-07"), (1, "2026-03-20", "2026-04-03")]
    assert record["earlier"][1]["page"] == "items/2026/00006-r1.html"
    assert record["earlier"][1]["source"] == "items/2026/00006-r1.md"


def test_a_withdrawn_item_keeps_a_tombstone_with_its_reason(catalogue: Catalogue) -> None:
    record = _of(catalogue, "2026-00007")
    assert record["validity"] == "废止"
    assert record["withdrawn"] == {"date": "2026-04-05", "kind": "废止", "reason": "依据的文件已经废止"}
    assert [each["revision"] for each in record["earlier"]] == [1]


def test_of_what_was_taken_back_nothing_earlier_is_told(catalogue: Catalogue) -> None:
    record = _of(catalogue, "2026-00008")
    assert (record["validity"], record["attachments"], record["earlier"]) == ("依法撤回", [], [])


def test_old_and_new_name_one_another(catalogue: Catalogue) -> None:
    old, new = _of(catalogue, "2026-00009"), _of(catalogue, "2026-00010")
    assert (old["validity"], old["replaced_by"]) == ("被替代", new["index_number"])
    assert (new["validity"], new["replaces"]) == ("有效", [old["index_number"]])


def test_what_explains_another_and_what_it_explains_name_one_another(catalogue: Catalogue) -> None:
    told, explained = _of(catalogue, "2026-00010"), _of(catalogue, "2026-00011")
    assert (told["interprets"], told["interpreted_by"]) == ([explained["index_number"]], [])
    assert (explained["interprets"], explained["interpreted_by"]) == ([], [told["index_number"]])


def test_what_was_late_says_so(catalogue: Catalogue) -> None:
    late = {
        "start": "2026-02-02", "due": "2026-02-24", "published": "2026-03-20", "days_taken": 46, "days_late": 24,
    }  # fmt: skip
    assert _of(catalogue, "2026-00011")["late"] == {"reason": "会签用时过长", "terms": [late]}


def test_no_cell_of_the_table_is_a_formula(catalogue: Catalogue) -> None:
    rows = _table(_csv(catalogue))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{FORMULA}" in {row["标题"] for row in rows}


def test_the_same_catalogue_gives_the_same_texts(catalogue: Catalogue) -> None:
    again = replace(catalogue, entries=tuple(catalogue.entries))
    assert _csv(again) == _csv(catalogue)
    first, second = ("".join(records.pieces(each)) for each in (catalogue, again))
    assert first == second
