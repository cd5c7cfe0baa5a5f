"""The fields of a record as a person gives them: `--set`, `--file`, or an answer to a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from gongkai.model import SetupError, Value
from gongkai.schema.fields import Field


def asked(
    parts: Sequence[tuple[Field, ...]], given: Iterable[str], files: Iterable[str]
) -> tuple[dict[str, Value], ...]:
    """For each part of a record its fields with their values, in the order of the schema. Raises SetupError.

    What is required and was not given is asked for.
    """
    every = {field.name: field for part in parts for field in part}
    said = _said(every, [*map(_pair, given), *(_read(each) for each in files)])
    return tuple({field.name: value for field in part if (value := _value(field, said))} for part in parts)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise SetupError(f"{text}: 应写作 字段=值 (write FIELD=VALUE)")
    return name, value


def _read(text: str) -> tuple[str, str]:
    """A field whose text is in a file."""
    name, path = _pair(text)
    try:
        return name, Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SetupError(f"{path}: 读不出来 (cannot be read): {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{path}: 不是 UTF-8 编码 (not UTF-8)") from error


def _said(every: dict[str, Field], pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Field → its values. Raises SetupError for an unknown field, and for two values of one that is no list."""
    said: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in every:
            known = "、".join(f"{each.name}（{each.title}）" for each in every.values())
            raise SetupError(f"{name}: 没有这个字段，可用的是 {known} (no such field)")
        if name in said and not every[name].several:
            raise SetupError(f"{name}: 只能写一次 (can be given once only)")
        said.setdefault(name, []).append(value)
    return said


def _value(field: Field, said: dict[str, list[str]]) -> Value:
    """The value of a field; empty where it may be left out and is."""
    values = said.get(field.name) or ([_ask(field)] if field.required else [])
    if field.several:
        return list(values)
    return values[0] if values else ""


def _ask(field: Field) -> str:
    question = f"{field.title}（{field.description.rstrip('。')}）"
    if len(field.choices) == 1:  # 是: to be confirmed, not chosen
        return field.choices[0] if click.confirm(question) else ""
    kind = click.Choice(field.choices) if field.choices else str
    return str(click.prompt(question, type=kind))
