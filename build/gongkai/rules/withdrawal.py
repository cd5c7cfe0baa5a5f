"""终止效力：写明种类、日期和理由；只有依法撤回不保留正文（条例第二十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text, Withdrawal

RULE = Rule(
    slug="withdrawal",
    title=Text("终止效力的写法不成立", "the withdrawal is not in order"),
    article=Text("第五条、第九条；条例第二十六条", "articles 5 and 9; Regulations article 26"),
    remedy=Text(
        "用 gongkai withdraw 条目 --kind 种类 --reason 理由 写成新的一版，重新批准。",
        "make it a new revision with `gongkai withdraw ITEM --kind … --reason …`, and approve it.",
    ),
    page=Text(
        "废止、失效、被替代的，正文和附件原样保留，标明不再有效；依法撤回的（例如误公开了第九条不得公开的内容），"
        "正文和附件都删去，以前各版也不再展示，只留标题、索引号和理由。没有公开过的谈不上终止；"
        "终止了的不再恢复：重新有效的，另行公开一条。被替代的须写明 replaced_by。",
        "What is 废止, 失效 or 被替代 keeps its text and attachments and is marked as no longer in force. What is "
        "依法撤回 (say, article 9 forbade it) loses both, and its earlier revisions are no longer shown: title, "
        "number and reason remain. Only what was public can be withdrawn, and it stays so: what is in force again "
        "is a new item. 被替代 needs `replaced_by`.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield at most one finding."""
    if fault := _fault(item, context):
        field, text = fault
        yield RULE.finding(item.path, item.raw.key_at(field), *text)


def _fault(item: Item, context: Context) -> tuple[str, Text] | None:
    before, end = context.lineages[item.path].before, item.withdrawn
    if end is None:
        if before and before.item.withdrawn:
            return "revision", Text("已终止效力，不能恢复", "withdrawn before: it cannot come back")
        return None
    if before is None:
        return "withdrawn", Text("没有公开过，谈不上终止效力", "never published: nothing to withdraw")
    if not item.created <= end.date <= context.today:
        zh = f"终止日期 {end.date} 早于形成或在将来"
        return "withdrawn", Text(zh, f"withdrawn on {end.date}: before it was created, or in the future")
    return _text_fault(item, before.item, end)


def _text_fault(item: Item, before: Item, end: Withdrawal) -> tuple[str, Text] | None:
    """What became of the text: it goes with 依法撤回, otherwise it stays."""
    if not end.keeps_text and (item.body.strip() or item.attachments):
        return "withdrawn", Text(
            "依法撤回的，正文和附件须删去", "依法撤回: take out the text and the attachments"
        )
    if end.keeps_text and before.withdrawn and not before.withdrawn.keeps_text:
        return "withdrawn", Text("已依法撤回，不能改为别的种类", "依法撤回 stays 依法撤回")
    kept = (item.body, item.attachments) == (before.body, before.attachments)
    if end.keeps_text and not kept:
        return "withdrawn", Text(
            f"{end.kind}的，正文和附件须原样保留", f"{end.kind}: the text must stay as it was"
        )
    if end.kind == "被替代" and not item.replaced_by:
        return "withdrawn", Text("被替代的须写明 replaced_by", "被替代: `replaced_by` is missing")
    return None
