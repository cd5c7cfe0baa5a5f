"""解读材料写明解读哪一条，解读的条目要在目录里（第二十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text

RULE = Rule(
    slug="interpretation",
    title=Text("解读的文件不在目录里", "what is interpreted is not in the catalogue"),
    article=Text("第二十条", "article 20"),
    remedy=Text(
        "interprets 里写所解读的条目的索引号后段，如 2026-00012；先公开文件，或与解读在同一请求里提交。",
        "give in `interprets` the index number of what is explained, such as 2026-00012; publish that first, or in "
        "the same request.",
    ),
    page=Text(
        "解读材料与政策文件同时发布，最晚在文件印发后的3个工作日内（第二十条）。解读也是一条信息，在 interprets 里写明"
        "解读哪几条；页面两头互相链接：解读写“解读的文件”，文件写“本文解读”，文件自己不必改，也不必重新批准。"
        "条目不能解读自己。",
        "An interpretation comes with the document, or within three working days (article 20). It is an item of its "
        "own and names in `interprets` what it explains; both pages then link to one another, and the document itself "
        "needs neither a change nor another approval. No item explains itself.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for each number that is no other item's."""
    for number, index in enumerate(item.interprets):
        if index == item.index:
            zh, en = "不能解读自己", "an item cannot explain itself"
        elif index not in context.items:
            zh, en = f"没有可解读的条目 {index}", f"no item {index}"
        else:
            continue
        yield RULE.finding(item.path, item.raw.at("interprets", number), zh, en)
