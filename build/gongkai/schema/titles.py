"""What the properties of schemas are called, for pages that speak of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_OURS = "urn:gongkai:"


def title(schemas: Mapping[str, Any], name: str, *way: str) -> str | None:
    """What the property is called that a way of names leads to from schema `name`; None if there is none."""
    found: Any = schemas.get(name)
    for step in way:
        name, found = _meant(schemas, name, found)
        found = found and _property(found, step)
    if not found:
        return None
    called: str = found.get("title") or _meant(schemas, name, found)[1]["title"]
    return called


def _property(schema: Any, name: str) -> Any:
    """The schema of a property: by its name, by a pattern that it fits, or as any other."""
    if name in (named := schema.get("properties", {})):
        return named[name]
    fitting = (
        each for pattern, each in schema.get("patternProperties", {}).items() if re.search(pattern, name)
    )
    others = schema.get("additionalProperties")
    return next(fitting, others if isinstance(others, dict) and others else None)


def _meant(schemas: Mapping[str, Any], name: str, schema: Any) -> tuple[str, Any]:
    """What a schema says, and in which file, where it only refers to another, or where it is a list of such."""
    while schema and not schema.keys() & {"properties", "patternProperties"}:
        if reference := schema.get("$ref"):
            file, _, way = reference.partition("#/")
            name = file.removeprefix(_OURS) or name
            schema = schemas[name]
            for step in way.split("/") if way else ():
                schema = schema[step]
        elif "items" in schema:
            schema = schema["items"]
        else:
            break
    return name, schema
