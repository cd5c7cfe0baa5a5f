"""替代关系两头都要写明：新的写 replaces，旧的写 replaced_by 并终止效力（条例第二十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text

RULE = Rule(
    slug="replacement",
    title=Text("替代关系两头不一致", "the two ends of a replacement do not agree"),
    article=Text("第十一条；条例第二十六条", "article 11; Regulations article 26"),
    remedy=Text(
        "新条目写 replaces: [旧号]，旧条目写成新的一版：withdrawn 和 replaced_by: 新号；在同一请求里提交。",
        "the new item says `replaces: [old]`, the old becomes a revision with `withdrawn` and `replaced_by: new`; "
        "both in one request.",
    ),
    page=Text(
        "读到旧文件的人要能找到新文件，读到新文件的人要知道它替代了什么：所以两头都写，互相指向。"
        "旧条目须已终止效力。条目不能替代自己，两条不能互相替代。",
        "Who reads the old must find the new, and who reads the new should know what it replaced; so both ends "
        "say so. The old item must be withdrawn. No item replaces itself, nor two each other.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for each end that the other does not confirm."""
    for number, index in enumerate(item.replaces):
        if fault := _unconfirmed(item, context.items.get(index), index):
            yield RULE.finding(item.path, item.raw.at("replaces", number), *fault)
    if item.replaced_by in item.replaces:
        zh, en = (
            f"不能与 {item.replaced_by} 互相替代",
            f"this and {item.replaced_by} cannot replace each other",
        )
        yield RULE.finding(item.path, item.raw.at("replaced_by"), zh, en)
    elif item.replaced_by:
        new = context.items.get(item.replaced_by)
        if new is None or new is item or item.index not in new.replaces:
            zh = f"{item.replaced_by} 没有写明替代本条"
            yield RULE.finding(
                item.path, item.raw.at("replaced_by"), zh, f"{item.replaced_by} does not say it replaces this"
            )


def _unconfirmed(item: Item, old: Item | None, index: str) -> Text | None:
    if old is None or old is item:
        return Text(f"没有可替代的条目 {index}", f"no other item {index}")
    if old.replaced_by != item.index:
        return Text(f"{index} 没有写明被本条替代", f"{index} does not say it is replaced by this")
    if old.withdrawn is None:
        return Text(f"{index} 还没有终止效力", f"{index} is not withdrawn")
    return None
