"""正文里的图片不过大，手机上也打得开（第二十二条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.links import target
from gongkai.markdown import addresses, find_addresses
from gongkai.model import Context, Finding, RawItem, Rule, Severity, Text

RULE = Rule(
    slug="large-image",
    title=Text("正文图片过大", "an image in the text is too large"),
    article=Text("第二十二条", "article 22"),
    remedy=Text(
        "缩小图片后换掉附件；需要原图的，原图列为附件供下载，正文里用缩小的。",
        "make the image smaller; attach the original for those who need it, and show the small one.",
    ),
    page=Text(
        "读者打开页面，正文里的图片就要下载，不问愿不愿意；用手机的人既费流量又等不起。超过 policy.yml 的 image_bytes 时提醒，"
        "不阻止公开。只作附件、不在正文里显示的图片不受此限。表格和文字请直接写进正文，不要做成图片。",
        "Whoever opens the page downloads its images, on a telephone too. Warns, and blocks nothing, when one is "
        "larger than `image_bytes` of policy.yml. Images that are only attached may be larger. Write tables and "
        "words as text, not as images.",
    ),
)


def check(raw: RawItem, context: Context) -> Iterator[Finding]:
    """Yield a warning for each image that is too large, each time it is shown."""
    if "!" not in raw.body:  # so every image begins; raw HTML is for rule `raw-html`
        return
    sizes = [_size(raw.path, kind, address, context) for kind, address in addresses(raw.body)]
    most = context.policy.image_bytes
    if max(sizes, default=0) <= most:
        return
    for size, offset in zip(sizes, find_addresses(raw.body), strict=True):
        if size > most:
            zh, en = f"图片 {size} 字节，超过 {most}", f"an image of {size} bytes, more than {most}"
            yield RULE.finding(raw.path, raw.in_body(offset), zh, en, Severity.WARNING)


def _size(document: str, kind: str, address: str, context: Context) -> int:
    """What an image weighs; nothing for a link, or for what rule `link` refuses."""
    named = target(document, address) if kind == "src" and address else None
    stored = context.files.get(named) if named else None
    return stored.size if stored else 0
