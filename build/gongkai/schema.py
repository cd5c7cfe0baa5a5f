"""The one crossing from "as written" to "meant": JSON Schema judges the form, errors get their place.

The only importer of jsonschema. Messages come from the schemas' own Chinese titles and descriptions.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, SchemaError, ValidationError, validators
from jsonschema.protocols import Validator
from referencing import Registry, Resource

from gongkai import meaning
from gongkai.model import (
    Approval,
    Choice,
    Compromise,
    Finding,
    Item,
    Page,
    Person,
    Place,
    Policy,
    RawItem,
    Rule,
    SetupError,
    Text,
    Tree,
)

RULE = Rule(
    slug="schema",
    title=Text("字段不合格式", "a field is not in the form the schema asks for"),
    article=Text("第五条、第七条、第十四条；条例第十二条", "articles 5, 7, 14; Regulations article 12"),
    remedy=Text(
        "按 schemas/item.schema.json 里该字段的说明改正；改后须重新批准。",
        "mend the field as its description in schemas/ says; then have the item approved again.",
    ),
    page=Text(
        "每个字段的名称、取值和格式由 schemas/ 里的 JSON Schema 规定：类别是制度第七条的五类，"
        "制作科室是制度所列的科室，形成日期是真实存在的日期，内容概述不超过一百字。"
        "没有规定的字段不予接受。",
        "The JSON Schemas in schemas/ say which fields there are and what they may hold: the five "
        "categories of article 7, the departments the rule names, a date that exists, a summary of at most "
        "100 characters. Fields they do not name are refused.",
    ),
)

_DATE = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-5][0-9])")
_KINDS = {
    "string": Text("文字", "text"),
    "array": Text("列表", "a list"),
    "object": Text("一组字段", "fields"),
}

formats = FormatChecker(formats=())
"""Only what is checked here counts as a format: jsonschema passes unknown ones in silence."""


@formats.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(_DATE.fullmatch(value) and date.fromisoformat(value))


@formats.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(_MOMENT.fullmatch(value) and datetime.fromisoformat(value))


@formats.checks("base64", raises=binascii.Error)
def _is_base64(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return value.isascii() and bool(base64.b64decode(value, validate=True))


@formats.checks("email")
def _is_email(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[^@\s]+", value))


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


@cache
def _ecma(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))


_Validator = validators.extend(Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique})  # type: ignore[no-untyped-call]


class Schemas:
    """The schemas, compiled. `texts` maps each name (item, page, people, policy, …) to its JSON.

    Raises SetupError for one that is no schema.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        for name, schema in texts.items():
            _require_schema(name, schema)
        resources = [(schema["$id"], Resource.from_contents(schema)) for schema in texts.values()]
        registry: Registry[Any] = Registry().with_resources(resources)
        self._validators = {
            name: _Validator(schema, registry=registry, format_checker=formats)
            for name, schema in texts.items()
        }

    def item(self, raw: RawItem, index: str) -> Item | tuple[Finding, ...]:
        """The item, or what keeps it from being one.

        The schema requires approvals; who is missing is more than it can say. So the one error
        "no approvals" is left to rule `unsigned`, which always words it.
        """
        unsigned = not raw.front.value.get("approvals")
        found = self._findings("item", raw, skip="approvals" if unsigned else None)
        return found or meaning.item(raw, index)

    def page(self, raw: RawItem) -> Page | tuple[Finding, ...]:
        """The column page, or what keeps it from being one."""
        return self._findings("page", raw) or meaning.page(raw)

    def people(self, path: str, tree: Tree) -> Mapping[str, Person]:
        """Who may sign. Raises SetupError."""
        self._require("people", path, tree)
        return meaning.people(tree.value)

    def compromised(self, path: str, tree: Tree) -> Mapping[str, Compromise]:
        """Which keys others may hold, by fingerprint. Raises SetupError."""
        self._require("compromised", path, tree)
        return meaning.compromised(tree.value)

    def policy(self, path: str, tree: Tree) -> Policy:
        """What was decided. Raises SetupError."""
        self._require("policy", path, tree)
        return meaning.policy(tree.value)

    def approvals(self, tree: Tree) -> tuple[Approval, ...] | list[tuple[Place, Text]]:
        """The approvals of policy/approvals.yml, or what keeps it from being read."""
        return self._faults("approvals", tree) or meaning.approvals(tree.value)

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The codelist of a field of items that has addresses: `category` or `department`."""
        schema: Any = self._validators["item"].schema
        listed = schema["properties"][name].get("oneOf") or schema["$defs"][name]["oneOf"]
        return tuple(Choice(each["const"], each["title"], each["x-slug"]) for each in listed)

    def topics(self, category: str) -> tuple[str, ...]:
        """The codelist of topics below a category."""
        schema: Any = self._validators["item"].schema
        return tuple(schema["$defs"]["topics"][category]["enum"])

    def _findings(self, name: str, raw: RawItem, skip: str | None = None) -> tuple[Finding, ...]:
        faults = self._faults(name, raw.front, skip)
        return tuple(RULE.finding(raw.path, place, *text) for place, text in faults)

    def _require(self, name: str, path: str, tree: Tree) -> None:
        for place, text in self._faults(name, tree):
            raise SetupError(f"{path}:{place.line}:{place.column}: {text.zh} ({text.en})")

    def _faults(self, name: str, tree: Tree, skip: str | None = None) -> list[tuple[Place, Text]]:
        validator = self._validators[name]
        faults: dict[tuple[str | int, ...], tuple[Place, Text]] = {}
        for error in validator.iter_errors(tree.value):
            for pointer, place, text in _worded(error, tree, validator.schema):
                faults.setdefault(pointer, (place, text))  # each value is refused once
        return sorted(fault for pointer, fault in faults.items() if pointer != (skip,))


def _require_schema(name: str, schema: Any) -> None:
    if fault := _schema_fault(json.dumps(schema)):
        raise SetupError(f"schemas/{name}.schema.json: {fault}")


@cache  # takes longer than all else that a small check does; the audit and the tests ask again and again
def _schema_fault(text: str) -> str:
    """What keeps a text from being a schema; nothing if it is one."""
    try:
        Draft202012Validator.check_schema(json.loads(text))
    except SchemaError as error:
        return error.message
    return ""


def _worded(
    error: ValidationError, tree: Tree, root: Any
) -> Iterator[tuple[tuple[str | int, ...], Place, Text]]:
    """What one error says: of which value, where, and in words. A missing or unknown key is a value too."""
    pointer = tuple(error.absolute_path)
    instance: Any = error.instance
    schema: Any = error.schema
    limit: Any = error.validator_value
    if error.validator == "required":
        for key in (key for key in limit if key not in instance):
            text = Text(f"缺少必填字段“{_title(root, (*pointer, key), key)}”（{key}）", f"{key} is missing")
            yield (*pointer, key), tree.at(*pointer), text
    elif error.validator in ("additionalProperties", "propertyNames"):
        known = schema.get("properties", {})
        for key in [key for key in instance if key not in known] if isinstance(instance, dict) else ():
            yield (*pointer, key), tree.keys[*pointer, key], Text(f"没有“{key}”这个字段", f"no field {key}")
    else:
        yield pointer, tree.at(*pointer), _value_text(error, _title(root, pointer, "值"), pointer)


def _value_text(error: ValidationError, title: str, pointer: tuple[str | int, ...]) -> Text:
    """Why a value is refused."""
    limit: Any = error.validator_value
    instance: Any = error.instance
    schema: Any = error.schema
    name = next((part for part in reversed(pointer) if isinstance(part, str)), "value")
    match error.validator:
        case "type":
            kind = _KINDS[limit]
            return Text(f"“{title}”应当是{kind.zh}", f"{name} must be {kind.en}")
        case "enum" | "const" | "oneOf" as keyword:
            words = _choices(keyword, limit)
            return Text(f"“{title}”只能是：{'、'.join(words)}", f"{name} must be one of: {', '.join(words)}")
        case "minLength" | "minItems" if len(instance) == 0:
            return Text(f"“{title}”不能为空", f"{name} is empty")
        case "maxLength":
            return Text(
                f"“{title}”有 {len(instance)} 个字，最多 {limit} 个",
                f"{name} has {len(instance)} characters, at most {limit}",
            )
        case "uniqueItems":
            return Text(f"“{title}”有重复", f"{name} has duplicates")
        case _:
            told = schema.get("description", "")
            return Text(f"“{title}”写法不对：{told}", f"{name} does not match {error.validator}: {limit}")


def _choices(keyword: str, limit: Any) -> list[str]:
    if keyword == "oneOf":
        return [choice["const"] for choice in limit]
    return list(limit) if keyword == "enum" else [limit]


def _title(schema: Any, pointer: tuple[str | int, ...], default: str) -> str:
    """The title that the schema gives a value, found by walking the schema along the pointer."""
    for part in pointer:
        inner = schema.get("properties", {}).get(part) if isinstance(part, str) else schema.get("items")
        schema = inner or schema.get("additionalProperties") or {}
        if not isinstance(schema, dict):
            return default
    return str(schema.get("title", default))
