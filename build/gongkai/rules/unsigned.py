"""未经批准不得发布：每一类别所需的角色都要有批准（第五条）。

Whether an approval that is there is any good is for other rules: one cause, one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.model import Context, Finding, Item, Rule, Text

RULE = Rule(
    slug="unsigned",
    title=Text("缺少批准", "a needed approval is missing"),
    article=Text("第五条、第十条", "articles 5 and 10"),
    remedy=Text(
        "请有权批准的人运行 gongkai approve 条目 --role 角色；gongkai show 条目 列出还缺谁。",
        "have those entitled run `gongkai approve ITEM --role ROLE`; `gongkai show ITEM` tells who is missing.",
    ),
    page=Text(
        "第五条：发布的政务信息必须按程序批准，未经批准不得发布。第十条：谁签发、谁把关，谁发布、谁负责。"
        "policy/policy.yml 的 needed 写明每一类别需要哪些角色：通常是签发（制作科室负责人）、"
        "保密审查、公开（第十四条指定的科室）。每个角色一项签名，写在条目最后的 approvals 里。",
        "Article 5: nothing is published unapproved. Article 10: who signs is the gatekeeper, who publishes "
        "answers for it. `needed` in policy/policy.yml names the roles of each category: usually issuer (head "
        "of the making department), secrecy review, publisher (the department of article 14). Each is a "
        "signature under `approvals`, at the end of the front matter.",
    ),
)


def check(item: Item, context: Context) -> Iterator[Finding]:
    """Yield one finding that names every missing role."""
    signed = {approval.role for approval in item.approvals}
    missing = [role for role in context.policy.needed_for(item) if role not in signed]
    if missing:
        titles = "、".join(context.policy.roles[role].title for role in missing)
        where = item.raw.key_at("approvals")
        yield RULE.finding(item.path, where, f"缺少批准：{titles}", f"missing approval: {', '.join(missing)}")
