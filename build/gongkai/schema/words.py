"""What an error of JSON Schema says of which value, in the words of the schema's own titles and descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from gongkai.model import Place, Pointer, Text, Tree
from gongkai.schema.forms import compiled

_KINDS = {
    "string": Text("文字", "text"),
    "array": Text("列表", "a list"),
    "object": Text("一组字段", "fields"),
}


class Words:
    """The schemas, which may refer to one another. Raises SetupError for one that is no schema."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self._validators = compiled(texts)

    def faults(self, name: str, tree: Tree) -> Mapping[Pointer, tuple[Place, Text]]:
        """What is wrong, by the value that is refused; each is refused once."""
        validator = self._validators[name]
        faults: dict[Pointer, tuple[Place, Text]] = {}
        for error in validator.iter_errors(tree.value):
            for pointer, place, text in _worded(error, tree, validator.schema):
                faults.setdefault(pointer, (place, text))
        return faults


def _worded(error: ValidationError, tree: Tree, root: Any) -> Iterator[tuple[Pointer, Place, Text]]:
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


def _value_text(error: ValidationError, title: str, pointer: Pointer) -> Text:
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
        case "maxLength" | "maxItems" as keyword:
            zh, en = ("个字", " characters") if keyword == "maxLength" else ("项", "")
            return Text(
                f"“{title}”有 {len(instance)} {zh}，最多 {limit} {'个' if en else zh}",
                f"{name} has {len(instance)}{en}, at most {limit}",
            )
        case "uniqueItems":
            return Text(f"“{title}”有重复", f"{name} has duplicates")
        case _:
            told = schema.get("description", "")
            en = (
                "is a placeholder"
                if error.validator == "not"
                else f"does not match {error.validator}: {limit}"
            )
            return Text(f"“{title}”写法不对：{told}", f"{name} {en}")


def _choices(keyword: str, limit: Any) -> list[str]:
    if keyword == "oneOf":
        return [choice["const"] for choice in limit]
    return list(limit) if keyword == "enum" else [limit]


def _title(schema: Any, pointer: Pointer, default: str) -> str:
    """The title that the schema gives a value, found by walking the schema along the pointer."""
    for part in pointer:
        inner = schema.get("properties", {}).get(part) if isinstance(part, str) else schema.get("items")
        schema = inner or schema.get("additionalProperties") or {}
        if not isinstance(schema, dict):
            return default
    return str(schema.get("title", default))
