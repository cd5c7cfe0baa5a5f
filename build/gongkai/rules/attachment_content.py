"""附件的内容与文件名相符，公众打得开（第十四条，制作科室对准确性负责；条例第二十四条，可供下载）。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.layout import folder
from gongkai.model import Context, Finding, Item, Rule, Text, Unsound

RULE = Rule(
    slug="attachment-content",
    title=Text(
        "附件内容与文件名不符，或者打不开", "an attachment is not what its name says, or cannot be opened"
    ),
    article=Text("第十四条；条例第二十四条", "article 14; Regulations article 24"),
    remedy=Text(
        "用制作它的软件打开原件，按消息里说的格式重新导出，换掉文件，改写 sha256，重新批准。",
        "open the original in the program it was made with, export it anew as the message says, put its sha256 in, "
        "and have the item approved again.",
    ),
    page=Text(
        "公众下载附件是为了打开它。所以看文件的字节，不看文件名：pdf 要有头有尾、没有加密；docx、xlsx、pptx、ofd 是读得出"
        "目录的压缩包，里面有该有的部分，没有加密，没有宏；zip 读得出目录，没有加密；png、jpg 有头有尾，不超过一亿像素；"
        "csv、txt 是 UTF-8 或者 GB18030 的文字。空文件、改了扩展名的文件、传坏的文件、有打开密码的文件都不接受。"
        "展开后超过 1 GB 的压缩包也不接受。检查时不解压、不执行附件里的任何东西。",
        "Attachments are downloaded to be opened, so their bytes are judged, not their names: a pdf is whole and not "
        "encrypted; docx, xlsx, pptx and ofd are archives with a readable directory and the parts they need, without "
        "encryption or macros; a zip is readable and not encrypted; png and jpg are whole, with at most a hundred "
        "million pixels; csv and txt are text in UTF-8 or GB18030. Empty, renamed, damaged and password-protected "
        "files are refused, and archives that unpack to more than 1 GB. Nothing is unpacked or run to find out.",
    ),
)

_WORDS: Mapping[Unsound, Text] = {
    Unsound.EMPTY: Text("是空文件：请放上有内容的文件", "is empty: attach the file with its content"),
    Unsound.OTHER: Text(
        "的内容不是 {kind}：不要只改扩展名，请另存或导出为 {kind}，或者用它本来的扩展名",
        "does not hold {kind}: export it as {kind}, or give it the ending of what it is",
    ),
    Unsound.BROKEN: Text(
        "已损坏或不完整：请从原件重新导出 {kind}", "is damaged or cut short: export the {kind} again"
    ),
    Unsound.ENCRYPTED: Text(
        "是加密的，公众打不开或者用不了：请去掉打开密码和权限限制，另存为 {kind}",
        "is encrypted, so that the public cannot open or use it: save it as {kind} without a password",
    ),
    Unsound.OLD_OFFICE: Text(
        "是 2007 年以前的旧格式（.doc、.xls、.ppt），不是 {kind}：请在 Office 或 WPS 里另存为 {kind}",
        "is in the format of before 2007 (.doc, .xls, .ppt): save it as {kind}",
    ),
    Unsound.MACROS: Text("含有宏：请另存为不含宏的 {kind}", "holds macros: save it as a {kind} without any"),
    Unsound.HUGE: Text(
        "展开后过大，打开它会耗尽内存：请缩小图片，或者分成几个文件",
        "is too large to open: make the image smaller, or split the archive",
    ),
    Unsound.ENCODING: Text(
        "不是 UTF-8 或 GB18030 编码的文字：请另存为 UTF-8 编码的 {kind}",
        "is no text in UTF-8 or GB18030: save it as {kind} in UTF-8",
    ),
}


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for each attachment with a fault; what is missing or swapped is for rule `attachment`."""
    judged = set[str]()
    for number, each in enumerate(item.attachments):
        stored = context.files.get(folder(item.index) + each.file)
        kind = each.file.rpartition(".")[2].lower()
        if each.file in judged or kind not in context.policy.attachment_kinds:
            continue
        judged.add(each.file)
        if stored and stored.fault and stored.sha256 == each.sha256:
            words = _WORDS[stored.fault]
            zh, en = (text.format(kind=kind) for text in words)
            where = item.raw.at("attachments", number, "file")
            yield RULE.finding(item.path, where, f"附件 {each.file} {zh}", f"{each.file} {en}")
