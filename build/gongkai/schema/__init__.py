"""The one crossing from "as written" to "meant": JSON Schema judges the form, errors get their place.

The only room that imports jsonschema and jsonschema-rs. Messages come from the schemas' own Chinese titles and
descriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from gongkai import meaning
from gongkai.layout import REGISTERS
from gongkai.model import (
    Approval,
    Article,
    Choice,
    Compromise,
    Finding,
    Held,
    Item,
    Notice,
    Page,
    Person,
    Place,
    Pointer,
    Policy,
    RawItem,
    Record,
    Rule,
    SetupError,
    Text,
    Tree,
    Written,
)
from gongkai.schema import titles
from gongkai.schema.fields import Field, fields
from gongkai.schema.quick import Quick, is_schema

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


class Schemas:
    """The schemas, compiled. `texts` maps each name (item, page, people, policy, …) to its JSON.

    Raises SetupError for one that is no schema.
    """

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self._texts = texts
        if not all(map(is_schema, texts.values())):
            self._worded  # noqa: B018 - says what is wrong
        self._quick = Quick(texts)

    def item(self, raw: RawItem, index: str, written: Written | None = None) -> Item | tuple[Finding, ...]:
        """The item, or what keeps it from being one. `written` gives its text again; else it is held.

        The schema requires approvals; who is missing is more than it can say. So the one error
        "no approvals" is left to rule `unsigned`, which always words it.
        """
        unsigned = not raw.front.value.get("approvals")
        found = self._findings("item", raw, skip="approvals" if unsigned else None)
        return found or meaning.item(raw, index, written or Held(raw))

    def page(self, raw: RawItem) -> Page | tuple[Finding, ...]:
        """The column page, or what keeps it from being one."""
        return self._findings("page", raw) or meaning.page(raw)

    def record(self, raw: RawItem, register: str, name: str) -> Record | tuple[Finding, ...]:
        """The record `name` of a register, or what keeps it from being one."""
        return self._findings(REGISTERS[register], raw) or meaning.record(raw, register, name)

    def events(self, register: str) -> Mapping[str, Mapping[str, Any]]:
        """The events of a register, each with its part of the schema, in order."""
        schema: Any = self._texts[REGISTERS[register]]
        events: Mapping[str, Mapping[str, Any]] = schema["properties"]["events"]["items"]["properties"]
        return events

    def fields(self, register: str, event: str | None = None) -> tuple[Field, ...]:
        """What may be written into the head of a record of a register, or into an event of it."""
        name = REGISTERS[register]
        part = self._texts[name] if event is None else self.events(register)[event]
        return tuple(fields(self._texts, name, part))

    def notice(self, path: str, tree: Tree) -> Notice:
        """A year's days off. Raises SetupError."""
        self._require("calendar", path, tree)
        return meaning.notice(tree.value)

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

    def articles(self, path: str, tree: Tree) -> tuple[Article, ...]:
        """What carries out each article of the rule. Raises SetupError."""
        self._require("articles", path, tree)
        return meaning.articles(tree.value)

    def approvals(self, tree: Tree) -> tuple[Approval, ...] | list[tuple[Place, Text]]:
        """The approvals of policy/approvals.yml, or what keeps it from being read."""
        return self._faults("approvals", tree) or meaning.approvals(tree.value)

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The codelist of a field of items that has addresses: `category`, with its topics, or `department`."""
        schema: Any = self._texts["item"]
        listed = schema["properties"][name].get("oneOf") or schema["$defs"][name]["oneOf"]
        return _choices(listed, schema["$defs"]["topics"] if name == "category" else {})

    def title(self, name: str, *way: str) -> str | None:
        """What a schema, or the property that a way of names leads to, is called; None if there is none."""
        return titles.title(self._texts, name, *way)

    @cached_property
    def _worded(self) -> Callable[[str, Tree], Mapping[Pointer, tuple[Place, Text]]]:
        """What jsonschema finds, which takes as long to import as a thousand items to judge."""
        from gongkai.schema.words import Words  # noqa: PLC0415 - as said

        return Words(self._texts).faults

    def _findings(self, name: str, raw: RawItem, skip: str | None = None) -> tuple[Finding, ...]:
        faults = self._faults(name, raw.front, skip)
        return tuple(RULE.finding(raw.path, place, *text) for place, text in faults)

    def _require(self, name: str, path: str, tree: Tree) -> None:
        for place, text in self._faults(name, tree):
            raise SetupError(f"{path}:{place.line}:{place.column}: {text.zh} ({text.en})")

    def _faults(self, name: str, tree: Tree, skip: str | None = None) -> list[tuple[Place, Text]]:
        if self._quick.is_valid(name, tree.value):
            return []
        faults = self._worded(name, tree)
        return sorted(fault for pointer, fault in faults.items() if pointer != (skip,))


def _choices(listed: Any, topics: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The words of a codelist; `topics` are the codelists below some of them, by their slugs."""
    return tuple(
        Choice(
            name=each["const"],
            meaning=each["title"],
            slug=each["x-slug"],
            column_type=each.get("x-column-type", meaning.DIRECTORY),
            topics=_choices(topics[each["x-slug"]]["oneOf"], {}) if each["x-slug"] in topics else (),
        )
        for each in listed
    )
