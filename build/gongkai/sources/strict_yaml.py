"""YAML without its surprises: strings, lists and mappings only, each with its line and column.

Built on PyYAML's events, not its nodes: composing nodes forgets anchors and explicit tags, and
recurses in C, so that 60,000 open brackets end the process (docs/adr/0003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import yaml

from gongkai.model import Place, Pointer, Text, Tree, Value, place_of
from gongkai.sources import plain_yaml
from gongkai.sources.plain_yaml import MAX_CHARACTERS, UNREADABLE

MAX_DEPTH = 6
"""Levels below the top; an attachment's title stands at the third."""

Event: TypeAlias = Any  # the stubs leave out anchor, tag, value and the marks

_FULL_WIDTH_COLON = re.compile(r"^\w[\w-]*\s*：", re.MULTILINE)
_ESCAPE = re.compile(r'(?<!\\)(?:\\\\)*\\(?!["\\])')
_COMMENT = re.compile(r"[ \t]+#")
_PROBLEMS = {
    "mapping values are not allowed": "这里不能再有冒号：含“: ”的值请加引号",
    "could not find expected ':'": "这一行缺少半角冒号“:”，或上一行的值没有写完",
    "cannot start any token": "这个字符不能开头：请把值加上引号，缩进用空格不用制表符",
    "did not find expected key": "缩进不一致，或引号没有成对",
    "did not find expected ',' or": "方括号或花括号没有成对，或缺少逗号",
    "did not find expected node content": "方括号或花括号没有成对，或缺少值",
    "unexpected end of stream": "引号没有成对",
}


class StrictYamlError(Exception):
    """The text is not YAML as we accept it; `faults` has every place and reason."""

    def __init__(self, faults: list[tuple[Place, Text]]) -> None:
        super().__init__(faults)
        self.faults = faults


def compose(text: str, *, mend: bool = False) -> Tree:
    """Read one mapping; the first line of `text` is line 1. Raises StrictYamlError.

    `mend`: what YAML cannot read is U+FFFD, and hides nothing else; whoever asks for that tells of it.
    """
    plain = plain_yaml.compose(text)
    if mend and not plain:
        text = UNREADABLE.sub("\ufffd", text)
    value, tops = plain or strictly(text)
    return Tree(value, tops, text, find)


@lru_cache(maxsize=2)  # whoever asks for one place of a text asks for more
def find(text: str) -> tuple[Mapping[Pointer, Place], Mapping[Pointer, Place]]:
    """The place of every value and of every key of a text that `compose` has read."""
    builder = _Builder(text)
    builder.read()
    return builder.places, builder.keys


def strictly(text: str) -> tuple[dict[str, Value], dict[str, Place]]:
    """The mapping, and where each of its own keys stands, whatever the text is. Raises StrictYamlError."""
    colons = [
        (
            place_of(text, found.end() - 1),
            Text("冒号是全角的“：”，请改为半角“:”加一个空格", "full-width colon"),
        )
        for found in _FULL_WIDTH_COLON.finditer(text)
    ]
    if colons:
        raise StrictYamlError(colons)
    if hidden := UNREADABLE.search(text):
        zh, en = "有控制字符", "a control character"
        raise StrictYamlError([(place_of(text, hidden.start()), Text(zh, en))])
    if len(text) > MAX_CHARACTERS:
        zh, en = f"超过 {MAX_CHARACTERS} 个字符", f"longer than {MAX_CHARACTERS} characters"
        raise StrictYamlError([(Place(1, 1), Text(zh, en))])
    return _Builder(text).read()


@dataclass
class _Builder:
    """Turns events into a tree, gathering faults that leave the rest readable."""

    text: str
    places: dict[Pointer, Place] = field(default_factory=dict)
    keys: dict[Pointer, Place] = field(default_factory=dict)
    faults: list[tuple[Place, Text]] = field(default_factory=list)

    def read(self) -> tuple[dict[str, Value], dict[str, Place]]:
        try:
            value = self._document(iter(yaml.parse(self.text, Loader=yaml.CSafeLoader)))
        except yaml.MarkedYAMLError as error:
            self.faults.append(_syntax(error))
            value = {}
        if self.faults:
            raise StrictYamlError(self.faults)
        return value, {key: self.keys[(key,)] for key in value}

    def _document(self, events: Iterator[Event]) -> dict[str, Value]:
        next(events)  # the stream begins
        if isinstance(next(events), yaml.StreamEndEvent):
            self._fault(Place(1, 1), "没有任何字段", "there are no fields")
            return {}
        top = next(events)
        value = self._node(top, events, ())
        if not isinstance(value, dict):
            place = _place(top.start_mark)
            self._fault(place, "最上层必须是“字段: 值”", "the top level must be keys and values")
            return {}
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                place = _place(event.start_mark)
                self._fault(place, "字段区里又有一份文档（---）", "a second document (---) among the fields")
        return value

    def _node(self, event: Event, events: Iterator[Event], pointer: Pointer) -> Value:
        self.places[pointer] = place = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self._fault(place, "不能用别名（*）：请把值写出来", "aliases (*) are not accepted")
            return ""
        if event.anchor is not None:
            self._fault(place, "不能用锚点（&）", "anchors (&) are not accepted")
        if event.tag is not None:
            self._fault(place, "不能用类型标记（!）", "tags (!) are not accepted")
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_cut(event)
            self._refuse_escape(event)
            return str(event.value)
        if len(pointer) >= MAX_DEPTH:
            self._fault(place, f"嵌套超过 {MAX_DEPTH} 层", f"nested more than {MAX_DEPTH} levels")
            raise StrictYamlError(self.faults)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, pointer)
        return self._mapping(events, pointer)

    def _sequence(self, events: Iterator[Event], pointer: Pointer) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._node(event, events, (*pointer, len(values))))
        return values

    def _mapping(self, events: Iterator[Event], pointer: Pointer) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            place = _place(event.start_mark)
            key = self._node(event, events, (*pointer, ""))
            if not isinstance(key, str):
                self._fault(place, "字段名必须是文字", "a key must be text")
                self._node(next(events), events, (*pointer, ""))
                continue
            if key in values:
                first = self.keys[*pointer, key].line
                zh = f"字段 {key} 重复：第 {first} 行已有，第 {place.line} 行又有"
                self._fault(place, zh, f"duplicate key {key}: line {first} and line {place.line}")
            self.keys[*pointer, key] = place
            values[key] = self._node(next(events), events, (*pointer, key))
        return values

    def _refuse_cut(self, event: Event) -> None:
        """YAML takes ` #` for a comment: 第3号 #附件 would silently become 第3号."""
        if event.style:  # quoted, or a block: nothing can be cut
            return
        if cut := _COMMENT.match(self.text, event.end_mark.index):
            zh = "“ #”之后的文字会被当作注释丢掉：请给整个值加引号，注释另起一行"
            self._fault(
                place_of(self.text, cut.end() - 1), zh, "text after ' #' would be lost: quote the value"
            )

    def _refuse_escape(self, event: Event) -> None:
        """What a reviewer reads in the file must be what the public reads: no escapes."""
        written = self.text[event.start_mark.index : event.end_mark.index]
        if event.style == '"' and (found := _ESCAPE.search(written)):
            place = place_of(self.text, event.start_mark.index + found.start())
            zh = "双引号里不能用反斜杠转义：请直接写出字符"
            self._fault(place, zh, "no backslash escapes in double quotes: write the character itself")

    def _fault(self, place: Place, zh: str, en: str) -> None:
        self.faults.append((place, Text(zh, en)))


def _syntax(error: yaml.MarkedYAMLError) -> tuple[Place, Text]:
    """Word an error of syntax, at the mark that a writer would look at first."""
    problem = error.problem or error.context or "not YAML"
    begins = any(part in (error.context or "") for part in ("simple key", "quoted", "flow"))
    mark = (error.context_mark if begins else error.problem_mark) or error.context_mark
    zh = next((text for part, text in _PROBLEMS.items() if part in problem), "YAML 语法有误")
    return _place(mark) if mark else Place(1, 1), Text(zh, f"YAML: {problem}")


def _place(mark: Any) -> Place:
    """Where a mark of PyYAML's stands."""
    return Place(mark.line + 1, mark.column + 1)
