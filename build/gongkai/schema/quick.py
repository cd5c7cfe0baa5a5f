"""Whether a value has the form its schema asks for, decided in Rust: a thirtieth of the time of jsonschema.

Only a yes counts. Whatever else is left to jsonschema, which decides, and words what is wrong (docs/adr/0023).
The only importer of jsonschema-rs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator, ReferencingError, Registry

from gongkai.schema.formats import FORMATS


class Quick:
    """The schemas, compiled; they may refer to one another. `texts` maps each name to its JSON."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        try:
            self._validators = _compiled(texts)
        except (ValueError, ReferencingError):  # a regular expression that only Python knows, say
            self._validators = {}

    def is_valid(self, name: str, value: object) -> bool:
        """Whether a value surely is what the schema asks for."""
        validator = self._validators.get(name)
        try:
            return validator is not None and validator.is_valid(value)
        except ValueError:  # half a surrogate pair, say
            return False


def _compiled(texts: Mapping[str, Any]) -> dict[str, Draft202012Validator]:
    registry = Registry([(schema["$id"], schema) for schema in texts.values()])
    return {
        name: Draft202012Validator(
            schema, registry=registry, formats=FORMATS, validate_formats=True, offline=True
        )
        for name, schema in texts.items()
    }


def is_schema(schema: object) -> bool:
    """Whether something surely is a schema of 2020-12, its regular expressions Python's."""
    try:
        return _SCHEMA.is_valid(schema)
    except ValueError:
        return False


def _is_regex(value: str) -> bool:
    try:
        return bool(re.compile(value))
    except re.error:
        return False


_SCHEMA = Draft202012Validator(
    {"$ref": "https://json-schema.org/draft/2020-12/schema"},
    # jsonschema looks at no other format of a schema's
    formats={"regex": _is_regex, "uri": lambda _: True, "uri-reference": lambda _: True},
    validate_formats=True,
    offline=True,
)
