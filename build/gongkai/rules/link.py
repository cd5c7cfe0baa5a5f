"""站内链接和附件链接都要通；站外只能链接到网页、邮箱和电话；图片只能用附件（第二十二条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.layout import document_index, folder
from gongkai.links import is_outside, target
from gongkai.markdown import addresses, find_addresses
from gongkai.model import Context, Finding, RawItem, Rule, Text

RULE = Rule(
    slug="link",
    title=Text("链接不通", "a link leads nowhere"),
    article=Text("第二十二条", "article 22"),
    remedy=Text(
        "写相对于本文件的路径，如 ../2026/00012.md；附件写文件名；改后须重新批准。",
        "write a path relative to this file, such as ../2026/00012.md, or an attachment's name; approve again.",
    ),
    page=Text(
        "公众最常抱怨的是打不开的链接。链接到本目录的条目、栏目页、附件，写相对于本文件的路径，"
        "指向的文件必须存在；附件必须列在 attachments 里。站外链接只接受 http、https、mailto、tel。"
        "图片只能用附件，页面不向别的网站取任何东西。",
        "Broken links are what readers complain of most. A link within the catalogue is a path relative to "
        "this file and must exist; attachments must be listed. Outside, only http, https, mailto and tel. "
        "Images must be attachments: no page asks another host for anything.",
    ),
)


def check(raw: RawItem, context: Context) -> Iterator[Finding]:
    """Yield a finding for each link or image that does not resolve."""
    found = [(address, _fault(raw, kind, address, context)) for kind, address in addresses(raw.body)]
    if not any(fault for _, fault in found):
        return
    for (_, fault), offset in zip(found, find_addresses(raw.body), strict=True):
        if fault:
            yield RULE.finding(raw.path, raw.in_body(offset), *fault)


def _fault(raw: RawItem, kind: str, address: str, context: Context) -> Text | None:
    if address == "":
        return Text(
            "链接为空，或用了不允许的地址（javascript:、data: 等）", "an empty link, or a forbidden scheme"
        )
    if kind == "href" and is_outside(address):
        return None
    named = target(raw.path, address)
    if named is None or (kind == "src" and named.endswith(".md")):
        return Text(f"不接受的地址：{address}", f"address not accepted: {address}")
    if named not in context.files and not _is_attachment(named, raw):
        return Text(f"链接指向的文件不存在：{named}", f"the link's target does not exist: {named}")
    return None


def _is_attachment(path: str, raw: RawItem) -> bool:
    """Whether the item lists it. That it is not there is for rule `attachment`: one cause, one finding."""
    index, listed = document_index(raw.path), raw.front.value.get("attachments")
    entries = listed if index and isinstance(listed, list) else []
    files = (each.get("file") for each in entries if isinstance(each, dict))
    return any(isinstance(file, str) and path == folder(index or "") + file for file in files)
