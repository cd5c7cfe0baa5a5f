"""What may be written into a record, as its schema says: for the commands that ask for it and tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_OURS = ("at", "signed", "events")
"""What commands write by themselves."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field, in the words of its schema."""

    name: str
    title: str
    description: str
    required: bool
    several: bool
    """Whether it is a list."""
    choices: tuple[str, ...]
    """The words to choose from, where there is a codelist."""


def fields(texts: Mapping[str, Any], name: str, part: Mapping[str, Any]) -> Iterator[Field]:
    """The fields of an object that is `part` of the schema `name`, in order, but for those that commands write."""
    for field, written in part["properties"].items():
        if field not in _OURS:
            said = _resolved(texts, name, written)
            inner = _resolved(texts, name, said.get("items", said))
            yield Field(
                name=field,
                title=said["title"],
                description=said["description"],
                required=field in part["required"],
                several=said.get("type") == "array",
                choices=tuple(_choices(inner)),
            )


def _resolved(texts: Mapping[str, Any], name: str, written: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of a schema with what its `$ref` leads to; what it says itself goes before."""
    reference: str | None = written.get("$ref")
    if reference is None:
        return written
    urn, _, pointer = reference.partition("#/")
    schema = urn.removeprefix("urn:gongkai:") or name
    found: Any = texts[schema]
    for step in pointer.split("/"):
        found = found[step]
    return {**_resolved(texts, schema, found), **written}


def _choices(said: Mapping[str, Any]) -> Iterator[str]:
    yield from said.get("enum", ())
    yield from (each["const"] for each in said.get("oneOf", ()) if "const" in each)
    if "const" in said:
        yield said["const"]
