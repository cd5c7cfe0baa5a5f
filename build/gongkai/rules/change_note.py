"""公开以后的每次变更都要说明，说明只增不改（条例第二十六条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text, Value

RULE = Rule(
    slug="change-note",
    title=Text("变更说明有问题", "the notes of changes are not in order"),
    article=Text("第十九条；条例第二十六条", "article 19; Regulations article 26"),
    remedy=Text(
        "以前的说明原样保留，在 changes 末尾为这一版添一项：date、kind（更正或更新）、note。",
        "leave older notes as they were and add one for this revision at the end of `changes`: date, kind, note.",
    ),
    page=Text(
        "每一版都在 changes 里说明改了什么、为什么：日期是变更后的文本形成之日，种类是更正（原文有误）或更新"
        "（情况有变）。一版一项，旧的在前，以前的说明不能改、不能删。只是终止效力（withdrawn）的一版可以不另写说明。"
        "首次公开的不写 changes。",
        "Each revision says in `changes` what changed and why: the date is the day the changed text came into "
        "being, the kind 更正 (it was wrong) or 更新 (things changed). One entry a revision, oldest first; older "
        "notes are never edited or removed. A revision that only withdraws the item needs none. Revision 1 has none.",
    ),
)

_ENDING = {"revision", "approvals", "withdrawn", "replaced_by"}


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield at most one finding about the notes, and one about the date of the new one."""
    lineage = context.lineages[item.path]
    if fault := _fault(item, context):
        where = item.raw.key_at("changes") if item.changes else item.raw.at("revision")
        yield RULE.finding(item.path, where, *fault)
    elif item.changes:
        number, last = len(item.changes) - 1, item.changes[-1].date
        earlier = item.changes[-2].date if number else item.created
        if last > context.today or (last < earlier and lineage.before):
            zh = f"变更日期 {last} " + ("在将来" if last > context.today else f"早于 {earlier}")
            en = f"the change of {last} is " + (
                "in the future" if last > context.today else f"before {earlier}"
            )
            yield RULE.finding(item.path, item.raw.at("changes", number, "date"), zh, en)


def _fault(item: Item, context: Context) -> Text | None:
    before = context.lineages[item.path].before
    if before is None:
        if item.changes and item.revision == 1:
            return Text("首次公开的不写 changes", "revision 1 has no changes")
        return None
    old, new = before.item.changes, item.changes
    if new[: len(old)] != old:
        return Text("以前的变更说明被改动或删去", "an older note was edited or removed")
    if len(new) == len(old) and not _only_ends(item, before.item):
        return Text(
            f"第 {item.revision} 版缺少变更说明", f"revision {item.revision} has no note of its change"
        )
    if len(new) > len(old) + 1:
        return Text("一版只添一项变更说明", "one note a revision")
    return None


def _only_ends(item: Item, before: Item) -> bool:
    """Whether a revision withdraws the item and does nothing else; 依法撤回 says why all of it is taken away."""
    end = item.withdrawn
    return end != before.withdrawn and (not end or not end.keeps_text or _kept(item) == _kept(before))


def _kept(item: Item) -> dict[str, Value]:
    return {name: value for name, value in item.raw.front.value.items() if name not in _ENDING}
