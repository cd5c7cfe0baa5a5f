"""批准的签名必须有效：改过一个字节，批准就作废（第五条、第十条）。"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text, Verdict

RULE = Rule(
    slug="bad-signature",
    title=Text("批准的签名无效", "an approval's signature does not hold"),
    article=Text("第五条、第十条", "articles 5 and 10"),
    remedy=Text(
        "恢复批准时的内容，或请批准人看过改动后重新运行 gongkai approve。",
        "restore what was approved, or have the approver look at the change and run `gongkai approve` again.",
    ),
    page=Text(
        "批准是对文件原样字节的数字签名：标题、正文、形成日期、附件的校验值，改动任何一处，"
        "哪怕一个空格，签名就不再成立，须由批准人重新批准。签名还写明了条目、版次、角色和目录，"
        "不能挪到别处用。任何人都可以用系统自带的 ssh-keygen -Y verify 核对，"
        "gongkai verify 条目 会打印出命令。",
        "An approval is a signature over the file's bytes: title, text, dates and the hashes of attachments. "
        "Change a space and it no longer holds. It also names item, revision, role and catalogue, so it cannot "
        "be used elsewhere. Anyone can check it with stock `ssh-keygen -Y verify`; `gongkai verify ITEM` "
        "prints the command.",
    ),
)

_BAD = (Verdict.MALFORMED, Verdict.ALTERED)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield a finding for each bad signature; one for all of them when the content changed."""
    verified = context.verifications[item.path]
    if len(verified) > 1 and all(each.verdict is Verdict.ALTERED for each in verified):
        where = item.raw.at("approvals", 0, "sig")
        yield RULE.finding(
            item.path,
            where,
            f"全部 {len(verified)} 项签名都与本条不符：批准之后内容有改动，或签的是另一条、另一版",
            f"none of the {len(verified)} signatures fits: changed after approval, or signed for another item",
        )
        return
    for number, each in enumerate(verified):
        if each.verdict in _BAD:
            where = item.raw.at("approvals", number, "sig")
            role = context.policy.roles[each.approval.role].title
            yield RULE.finding(
                item.path,
                where,
                f"{role}的签名无效：{each.reason.zh}",
                f"{each.approval.role}: {each.reason.en}",
            )
