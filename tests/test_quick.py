"""The quick validator against jsonschema: what it takes, jsonschema takes; of what files can hold they say the same."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, SchemaError

import forms_maker
from gongkai.layout import REGISTERS as SCHEMA_OF
from gongkai.layout import record_named
from gongkai.model import RawItem, SetupError
from gongkai.pipeline import SCHEMAS
from gongkai.schema import Schemas, forms
from gongkai.schema.formats import FORMATS
from gongkai.schema.quick import Quick, is_schema
from gongkai.sources import frontmatter, strict_yaml

ROOT = Path(__file__).parent.parent
TEXTS: dict[str, Any] = {
    name: json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8")) for name in SCHEMAS
}
OURS = Quick(TEXTS)
STOCK = forms.compiled(TEXTS)
DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:a"}


def assert_same(name: str, value: Any) -> None:
    """U+FEFF is a space to ECMA 262 but not to Python, half a pair has no UTF-8: of these a yes is enough."""
    ours, stock = OURS.is_valid(name, value), STOCK[name].is_valid(value)
    assert ours <= stock
    if not {"\ufeff", "\ud800"} & set(json.dumps(value, ensure_ascii=False)):
        assert ours == stock


def fields(file: Path) -> Any:
    raw = frontmatter.read("content/items/2026/00012.md", file.read_bytes())
    return raw.front.value if isinstance(raw, RawItem) else {}


@cache
def written(name: str) -> list[Any]:
    """All that is written here by this schema, good and bad."""
    files = (file for top in ("content", "tests/cases") for file in (ROOT / top).rglob("*.md"))
    if name in ("item", "page"):
        return [fields(file) for file in files]
    if name in SCHEMA_OF.values():
        return [fields(file) for file in files if SCHEMA_OF.get(register_of(file)) == name]
    settings_ = [ROOT / top / f"policy/{name}.yml" for top in (".", "tests")]
    return [
        strict_yaml.compose(file.read_text(encoding="utf-8")).value for file in settings_ if file.exists()
    ]


def register_of(file: Path) -> str:
    """The register that a file lies in by its path below content/; nothing, if in none."""
    path = file.as_posix().rpartition("/content/")[2]
    named = record_named(f"content/{path}")
    return named.register if named else ""


def seeds(name: str) -> list[Any]:
    """Good ones."""
    whole = [forms_maker.WHOLE[name]] if name in forms_maker.WHOLE else []
    return whole + [value for value in written(name) if value and STOCK[name].is_valid(value)][:20]


@pytest.mark.parametrize("name", SCHEMAS)
def test_of_every_file_here_they_say_the_same(name: str) -> None:
    for value in written(name):
        assert_same(name, value)


@pytest.mark.parametrize(("name", "whole"), forms_maker.WHOLE.items())
def test_the_quick_one_takes_every_field(name: str, whole: Any) -> None:
    assert whole.keys() == TEXTS[name].get("properties", whole).keys()
    assert OURS.is_valid(name, whole)


@pytest.mark.parametrize(
    ("name", "examples"),
    [
        ("item", 7500),
        ("policy", 500),
        ("page", 800),
        ("people", 600),
        ("compromised", 300),
        ("approvals", 300),
        ("calendar", 200),
        ("articles", 100),
        *((name, 600 if name == "request" else 100) for name in SCHEMA_OF.values()),
    ],
)
def test_of_a_changed_one_they_say_the_same(name: str, examples: int) -> None:
    @settings(max_examples=examples)
    @given(forms_maker.mutated(seeds(name)))
    def holds(value: Any) -> None:
        assert_same(name, value)

    holds()


@pytest.mark.parametrize("form", FORMATS)
@given(st.sampled_from(forms_maker.TRICKY) | st.text(max_size=12))
def test_a_format_is_ours_even_where_the_quick_one_has_its_own(form: str, value: str) -> None:
    schema = {**DIALECT, "type": "string", "format": form}
    assert Quick({"a": schema}).is_valid("a", value) == FORMATS[form](value)


def test_what_only_python_can_compile_is_left_to_jsonschema() -> None:
    for odd in ({"pattern": "^(?P<a>x)(?P=a)(?#)$"}, {"$ref": "urn:nowhere"}):
        assert not Quick({"a": {**DIALECT, **odd}}).is_valid("a", "xx")
    assert forms.compiled({"a": {**DIALECT, "pattern": "^(?P<a>x)(?P=a)(?#)$"}})["a"].is_valid("xx")


@settings(max_examples=300)
@given(
    st.sampled_from([TEXTS[name] for name in SCHEMAS]),
    st.sampled_from([3, -1, 1.5, True, None, "x", "(", "(?<n>x)", "[z-a]", [], {}, [1], "string", ["a", "a"], "\ud800"]),
    st.data(),
)  # fmt: skip
def test_what_the_quick_one_takes_for_a_schema_is_one(schema: Any, put: Any, data: st.DataObject) -> None:
    changed = json.loads(json.dumps(schema))
    *above, last = data.draw(st.sampled_from(list(forms_maker.pointers(changed))))
    holder = changed
    for key in above:
        holder = holder[key]
    holder[last] = put
    if is_schema(changed):
        Draft202012Validator.check_schema(changed)


def test_our_schemas_are_schemas_to_the_quick_one() -> None:
    assert all(map(is_schema, TEXTS.values()))


@pytest.mark.parametrize("wrong", [{"type": "strin"}, {"pattern": "("}, {"required": "title"}, 3])
def test_what_is_no_schema_is_refused_in_the_words_of_jsonschema(wrong: Any) -> None:
    with pytest.raises(SchemaError) as stock:
        Draft202012Validator.check_schema(wrong)
    with pytest.raises(SetupError) as ours:
        Schemas({"a": wrong})
    assert str(ours.value) == f"schemas/a.schema.json: {stock.value.message}"


def test_the_valid_are_decided_without_jsonschema() -> None:
    code = "import sys; from gongkai.pipeline import read_setup; read_setup(__import__('pathlib').Path()); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "gongkai.schema" in done.stdout.split()
    assert "jsonschema" not in done.stdout.split()
