"""附件：列出的都在、都没变，在的都列出，格式和大小在限度之内（第十四条，制作科室负责）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.layout import document_index, folder
from gongkai.model import Attachment, Context, Finding, Item, Policy, Rule, Stored, Text

RULE = Rule(
    slug="attachment",
    title=Text("附件有问题", "an attachment is not in order"),
    article=Text("第十四条", "article 14"),
    remedy=Text(
        "把文件放进以流水号命名的文件夹，在 attachments 里写明文件名和 sha256（sha256sum 文件）；改后须重新批准。",
        "put the file into the item's folder and list its name and sha256 (`sha256sum FILE`); approve again.",
    ),
    page=Text(
        "附件放在 content/items/年份/流水号/ 文件夹里，逐一列在 attachments：文件名、名称、SHA-256。"
        "批准的签名包含校验值，换掉附件等于改了内容。文件夹里没有列出的文件不接受；"
        "只接受普通文件，不接受链接；格式和大小见 policy.yml 的 limits。",
        "Attachments lie in content/items/YEAR/SERIAL/ and are listed with name, title and SHA-256, which "
        "approvals cover: to swap a file is to change the item. Files not listed, links and special files are "
        "refused; `limits` in policy.yml has kinds and size.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for each listed attachment that is not in order, and each file not listed."""
    listed: set[str] = set()
    for number, each in enumerate(item.attachments):
        field, text = _fault(item, each, listed, context) or ("", None)
        listed.add(each.file)
        if text:
            yield RULE.finding(item.path, item.raw.at("attachments", number, field), *text)
    for path in context.folders.get(item.index, ()):
        if path.removeprefix(folder(item.index)) not in listed and not document_index(path):
            where = item.raw.key_at("attachments")
            yield RULE.finding(item.path, where, f"文件没有列为附件：{path}", f"file not listed: {path}")


def _fault(item: Item, each: Attachment, listed: set[str], context: Context) -> tuple[str, Text] | None:
    """The first thing wrong with a listed attachment, and the field that shows it."""
    stored = context.files.get(folder(item.index) + each.file)
    if each.file in listed:
        return "file", Text(f"附件重复列出：{each.file}", f"listed twice: {each.file}")
    if stored is None:
        return "file", Text(f"附件不存在：{folder(item.index)}{each.file}", f"no such file: {each.file}")
    if unfit := _unfit(each.file, stored, context.policy):
        return "file", unfit
    if stored.sha256 != each.sha256:
        return "sha256", Text(
            f"附件内容与校验值不符：{each.file}，现在的是 {stored.sha256}",
            f"sha256 differs: {each.file} has {stored.sha256}",
        )
    return None


def _unfit(file: str, stored: Stored, policy: Policy) -> Text | None:
    """What keeps a file from being an attachment at all: it is special, of another kind, too large."""
    if not stored.ordinary:
        return Text(f"附件不是普通文件：{file}", f"a link, special or executable file: {file}")
    if file.rpartition(".")[2].lower() not in policy.attachment_kinds:
        kinds = "、".join(sorted(policy.attachment_kinds))
        return Text(f"附件格式不允许：{file}（允许 {kinds}）", f"kind not allowed: {file}")
    if stored.size > policy.attachment_bytes:
        most = policy.attachment_bytes
        return Text(f"附件 {stored.size} 字节，超过 {most}", f"{stored.size} bytes, more than {most}")
    return None
