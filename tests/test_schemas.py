"""The schemas: every word of them has its Chinese title, every format is really checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from gongkai.schema import forms

ROOT = Path(__file__).parent.parent
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in ROOT.glob("schemas/*.json")}
WRITTEN = {f"{name}.schema.json" for name in ("item", "page", "people", "compromised", "policy", "articles")}


def subschemas(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every schema of a property, an item or a definition, with the way to it."""
    named = [schema.get(keyword, {}) for keyword in ("properties", "patternProperties", "$defs")]
    if "title" not in schema and "$ref" not in schema:  # a shelf of definitions
        named.append(schema)
    inner = {name: each for group in named for name, each in group.items()}
    inner |= {keyword: schema[keyword] for keyword in ("items", "additionalProperties") if keyword in schema}
    for name, each in inner.items():
        if isinstance(each, dict):
            if "title" in each or "$ref" in each:
                yield f"{path}/{name}", each
            yield from subschemas(each, f"{path}/{name}")


def described() -> list[tuple[str, str, Any]]:
    """Schema, way and subschema, with what its $ref says of it."""
    registry: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in SCHEMAS.values()
    )
    found = []
    for name, whole in SCHEMAS.items():
        resolver = registry.resolver(whole["$id"])
        for path, inner in subschemas(whole):
            meant = resolver.lookup(inner["$ref"]).contents if "$ref" in inner else {}
            found.append((name, path, {**meant, **inner}))
    return found


def test_those_of_what_is_written_here_are_there() -> None:
    assert SCHEMAS.keys() >= WRITTEN
    assert len(described()) > 50


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_of_2020_12_with_a_title(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMAS[name]["$id"] == f"urn:gongkai:{name.partition('.')[0]}"
    assert re.search("[一-鿿]", SCHEMAS[name]["title"])


@pytest.mark.parametrize(("name", "path", "inner"), described(), ids=lambda value: str(value)[:60])
def test_every_property_has_a_chinese_title_and_description(name: str, path: str, inner: Any) -> None:
    assert re.search("[一-鿿]", inner.get("description", "")), path
    assert re.search("[一-鿿]" if name in WRITTEN else ".", inner.get("title", "")), path


def test_every_object_refuses_what_it_does_not_name() -> None:
    objects = [*SCHEMAS.items(), *((path, inner) for _, path, inner in described())]
    for path, inner in objects:
        if inner.get("type") == "object":
            assert "additionalProperties" in inner, path


def test_every_format_is_really_checked() -> None:
    used = set(re.findall(r'"format": "([^"]+)"', json.dumps(SCHEMAS)))
    assert used == set(forms.formats.checkers)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ("date", ["", "2024-02-31", "20240228", "2024-2-28", "2024-02-28\n", "2024-W09-3"]),
        ("date-time", ["", "2024-02-31T00:00:00Z", "2024-02-28T00:00:00", "2024-02-28 00:00:00Z", "2024-02-28T24:00:00Z", "2024-02-28T00:00:00+08:60"]),
        ("base64", ["", "A", "AAA!", "AA AA", "签名", "AAAA\n"]),
        ("email", ["", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n"]),
    ],
)  # fmt: skip
def test_a_format_refuses_what_is_wrong(form: str, wrong: list[str]) -> None:
    assert [value for value in wrong if forms.formats.conforms(value, form)] == []


@pytest.mark.parametrize(
    ("form", "right"),
    [
        ("date", ["2024-02-29", "1900-01-01", "2099-12-31"]),
        ("date-time", ["2024-02-29T23:59:59Z", "2024-02-29T00:00:00+08:00", "2024-02-29T00:00:00-11:30"]),
        ("base64", ["AAAA", "AA==", "+/8="]),
        ("email", ["a@b", "统计@局.例"]),
    ],
)
def test_a_format_takes_what_is_right(form: str, right: list[str]) -> None:
    assert [value for value in right if not forms.formats.conforms(value, form)] == []


def codelists() -> dict[str, list[dict[str, str]]]:
    """The codelists of items that have addresses, by their way in the schema."""
    definitions = SCHEMAS["item.schema.json"]["$defs"]
    topics = {category: listed["oneOf"] for category, listed in definitions["topics"].items()}
    category = SCHEMAS["item.schema.json"]["properties"]["category"]["oneOf"]
    return {"category": category, "department": definitions["department"]["oneOf"], **topics}


@pytest.mark.parametrize("listed", codelists().values(), ids=codelists())
def test_every_word_of_a_codelist_stands_once_and_has_an_address_of_its_own(
    listed: list[dict[str, str]],
) -> None:
    for key in ("const", "x-slug"):
        assert len({each[key] for each in listed}) == len(listed)
    for each in listed:  # figures at the end would be taken for the number of a page
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", each["x-slug"])


def test_every_category_has_its_topics() -> None:
    lists, conditions = codelists(), SCHEMAS["item.schema.json"]["allOf"]
    slugs = {each["const"]: each["x-slug"] for each in lists["category"]}
    assert {*slugs.values()} == lists.keys() - {"category", "department"}
    assert {
        each["if"]["properties"]["category"]["const"]: each["then"]["properties"]["topic"]["$ref"]
        for each in conditions
    } == {name: f"#/$defs/topics/{slug}" for name, slug in slugs.items()}


@pytest.mark.parametrize(
    "value", ["法律", "法规", "", "法", "无", None, True, [], ["法律"], {"const": "法律"}]
)
@pytest.mark.parametrize(
    "choices",
    [
        [{"const": "法律", "title": "法律", "x-slug": "falv"}, {"const": "法规"}],
        [{"const": "法律"}, {"const": "法律"}],
        [{"const": "法律", "minLength": 9}, {"const": "法规"}],
        [{"const": "法律"}, {"type": "string"}],
        [{"type": "string"}, {"type": "array"}],
    ],
)
def test_to_look_a_word_up_finds_what_trying_each_finds(value: Any, choices: list[Any]) -> None:
    schema = {"$schema": SCHEMAS["item.schema.json"]["$schema"], "$id": "urn:a", "oneOf": choices}
    ours = forms.compiled({"a": schema})["a"]
    stock = Draft202012Validator(schema)
    assert [each.message for each in ours.iter_errors(value)] == [
        each.message for each in stock.iter_errors(value)
    ]
