"""Hypothesis' supply of values for the schemas: good ones with every field, and each wrong in some way."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

APPROVAL = {"role": "issuer", "by": "a@tjj.example", "at": "2026-03-20T10:02:11+08:00", "sig": "AAAA"}
WHOLE: dict[str, Any] = {
    "item": {
        "title": "关于印发《办法》的通知", "category": "统计信息", "topic": "统计数据", "department": "综合统计科",
        "created": "2026-03-20", "number": "咸统发〔2026〕12号", "summary": "一句话", "keywords": ["公报", "年鉴"],
        "important": "是", "attachments": [{"file": "附 表.csv", "title": "附表", "sha256": "0" * 64}],
        "first_published": {"date": "2024-02-29", "where": "公报"}, "secrecy_review": {"result": "可以公开", "basis": "无"},
        "revision": "2", "changes": [{"date": "2026-03-21", "kind": "更正", "note": "改了"}],
        "withdrawn": {"date": "2026-03-22", "kind": "废止", "reason": "依据"}, "replaces": ["2026-00001", "2026-00002"],
        "replaced_by": "2026-00003", "interprets": ["2026-00004"],
        "interprets_later": {"reason": "待会签"}, "no_interpretation": {"reason": "只废止旧文件"}, "late": {"reason": "理由"},
        "approvals": [APPROVAL, {**APPROVAL, "batch": {"leaf": "0", "of": "2", "path": ["a" * 64]}}],
    },
    "page": {
        "title": "指南", "description": "说明", "keywords": ["指南"], "column_type": "信息公开指南",
        "releases": {
            "2026-11-jingji": {"date": "2026-11-20", "title": "数据", "department": "秘书科", "note": "无"},
            "b": {
                "date": "2026-11-20", "title": "数据", "department": "秘书科", "moved": [{"from": "2026-11-19", "note": "无"}],
                "cancelled": {"reason": "无"}, "item": "2026-00001",
            },
        },
    },
    "compromised": {f"SHA256:{'a' * 43}": {"since": "2026-03-01T00:00:00Z", "reason": "遗失"}},
    "approvals": {"approvals": [{**APPROVAL, "role": "policy"}]},
    "calendar": {
        "year": "2027", "notice": {"number": "国办发明电〔2026〕1号", "address": "https://www.tjj.test/a"},
        "holidays": [f"2027-10-{day:02}" for day in range(1, 12)], "workdays": ["2027-10-16"],
    },
}  # fmt: skip

ODD = (
    "\n", " ", "\t", "$", "\u3000", "\xa0", "\u2003", "\u200b", "\ufeff", "\u0301", "é", "𠮷", "𠮷" * 101, "\ufffd", "\ud800",
    ".", "-", "/", "?", "<", "\\", "示例占位", "一" * 201,
)  # fmt: skip
TRICKY = (
    "", "x", "是", "2026-02-31", "2026-02-29", "2024-02-29", "1899-12-31", "20260320", "2026-W09-3", "2026-03-20T24:00:00Z",
    "2026-03-20T10:02:11", "2026-03-20t10:02:11z", "2026-03-20T10:02:60Z", "2026-03-20T10:02:11.5Z", "AA==", "A", "AA A",
    "a@b", "a@b\n", "@", "0", "01", "999999", "2026-00001", "秘书科", "法规文件", "法规", "issuer", "policy", "true", "false", "￥",
)  # fmt: skip

Pointer = tuple[str | int, ...]


def pointers(value: Any, above: Pointer = ()) -> Iterator[Pointer]:
    """The way to everything inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*above, key)
        yield from pointers(each, (*above, key))


@st.composite
def mutated(draw: st.DrawFn, seeds: list[Any]) -> Any:
    """A value changed in one place: its kind, its keys, its length, its characters, or what it says."""
    value = deepcopy(draw(st.sampled_from(seeds)))
    *above, last = draw(st.sampled_from(list(pointers(value))))
    holder = value
    for key in above:
        holder = holder[key]
    old = holder[last]
    match draw(st.sampled_from(["odd", "tricky", "kind", "longer", "drop", "rename", "add"])):
        case "odd" if isinstance(old, str):
            at = draw(st.integers(0, len(old)) | st.just(len(old)))
            holder[last] = old[:at] + draw(st.sampled_from(ODD)) + old[at:]
        case "odd" | "tricky":
            holder[last] = draw(st.sampled_from(TRICKY))
        case "kind":
            holder[last] = draw(st.sampled_from([[], {}, "", [old], {"a": old}, [old, old], [[]], {"": ""}]))
        case "longer":
            times = draw(st.sampled_from([2, 11, 21, 201, 501]))
            holder[last] = (
                [*old, *[deepcopy(old[0])] * times] if isinstance(old, list) and old else [old] * times
            )
        case "drop":
            del holder[last]
        case "rename" if isinstance(holder, dict):
            holder[draw(st.sampled_from([*ODD, *TRICKY, "title", "policy"]))] = holder.pop(last)
        case _ if isinstance(old, dict):
            old[draw(st.sampled_from(TRICKY))] = draw(st.sampled_from(TRICKY))
    return value
