"""JSON Schema as it is meant here: formats that are checked, patterns of ECMA 262, nothing passed in silence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, SchemaError, ValidationError, validators
from jsonschema.protocols import Validator
from referencing import Registry, Resource

from gongkai.model import SetupError
from gongkai.schema.formats import FORMATS
from gongkai.schema.quick import is_schema

_OF_A_WORD = {"const", "title", "description", "x-slug"}

formats = FormatChecker(formats=())
"""Only what is checked here counts as a format: jsonschema passes unknown ones in silence."""


for _name, _has in FORMATS.items():
    formats.checks(_name)(_has)


def _pattern(validator: Validator, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """As ECMA 262 has it: `$` is the end of the text. Python's stands before a last line feed too."""
    if validator.is_type(instance, "string") and not _ecma(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _unique(validator: Validator, wanted: bool, instance: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: FBT001 - as jsonschema calls it
    """In one pass. Of a list of texts and mappings, jsonschema compares each with each: a quarter of an hour."""
    if wanted and validator.is_type(instance, "array"):
        different = {json.dumps(each, sort_keys=True) for each in instance}
        if len(different) < len(instance):
            yield ValidationError("not all are different")


def _one_of(
    validator: Validator, choices: list[dict[str, Any]], instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """A word of a codelist is looked up. To try one after the other takes half the time of a whole item."""
    words = [choice["const"] for choice in choices if choice.keys() <= _OF_A_WORD]
    if len(words) < len(choices) or words.count(instance) != 1:
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, choices, instance, schema)


@cache
def _ecma(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))


_Validator = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique, "oneOf": _one_of}
)


def compiled(texts: Mapping[str, Any]) -> Mapping[str, Validator]:
    """A validator for each schema; they may refer to one another. Raises SetupError for one that is no schema."""
    for name, schema in texts.items():
        _require_schema(name, schema)
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in texts.values()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        name: _Validator(schema, registry=registry, format_checker=formats) for name, schema in texts.items()
    }


def _require_schema(name: str, schema: Any) -> None:
    if is_schema(schema):
        return
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise SetupError(f"schemas/{name}.schema.json: {error.message}") from error
