"""一个请求要么只改 content/，要么只改制度和系统；后者须有两人批准（第五条、第二十二条）。

Judged by the base: its keys and offices, its rules. So a request that changes keys and uses them is
refused twice: for its mixture, and because its keys do not count yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.layout import APPROVALS, CONTENT
from gongkai.model import Finding, Person, Place, Request, Rule, Text, Verdict, Verification
from gongkai.system import ROLE

RULE = Rule(
    slug="request",
    title=Text(
        "请求越界，或制度变更缺少批准", "a request out of bounds, or an unapproved change of the system"
    ),
    article=Text("第五条、第二十二条", "articles 5 and 22"),
    remedy=Text(
        "科室的请求只留 content/ 里的改动，其余另开请求；制度和系统的变更由两位有“policy”角色的人"
        "各运行一次 gongkai policy approve（gongkai policy show 列出还缺谁）。",
        "a department's request keeps to content/, other changes go into a request of their own; for those two "
        "holders of the role policy run `gongkai policy approve` (`gongkai policy show` tells who is missing).",
    ),
    page=Text(
        "未经批准不得发布（第五条），网站要防攻击、防篡改（第二十二条）：请求带来的规则、密钥、程序和模板都不作数，"
        "一律以基准（主分支）的为准。所以科室的请求只能改 content/；content/ 以外的改动（制度、密钥、表单、程序、"
        "模板、流水线）单独成一个请求，由基准上登记的两个岗位对改后的全部文件签名批准，写在 policy/approvals.yml。"
        "批准人不得是改动的作者，密钥此刻须有效；一次批准只对一个基准、一个状态有效，不能拿来恢复旧制度。"
        "content/ 里不接受子模块。",
        "Nothing is published unapproved (article 5), and the site withstands attack and tampering (article 22): "
        "the rules, keys, code and templates that a request brings do not count, the base's do. So a department's "
        "request touches content/ only. Changes of anything else (policy, keys, schemas, code, theme, workflows) are "
        "a request of their own, and two offices of the base sign the whole new state in policy/approvals.yml. They "
        "are no authors of the change, and their keys are good now; an approval fits one base and one state, and "
        "cannot bring an old policy back. Submodules in content/ are refused.",
    ),
)

NEEDED = 2
_TOP = Place(1, 1)


def check(request: Request, people: Mapping[str, Person]) -> Iterator[Finding]:
    """Yield what a request changes that it may not; `people` are the offices of its base.

    Links and executable files in content/ are left to `stray-file` and `attachment`, which see them.
    """
    beyond = [change.path for change in request.changes if not change.path.startswith(CONTENT)]
    if beyond and len(beyond) < len(request.changes):
        for path in beyond:
            yield RULE.finding(
                path, _TOP, "科室的请求只能改 content/", "a department's request may touch content/ only"
            )
    elif beyond:
        yield from _of_system(request, people)
    for change in request.changes:
        if change.is_gitlink and change.path.startswith(CONTENT):
            yield RULE.finding(change.path, _TOP, "content/ 里不能有子模块", "no submodules in content/")


def _of_system(request: Request, people: Mapping[str, Person]) -> Iterator[Finding]:
    """What is missing from a change of the system."""
    if request.behind:
        yield _finding(
            "主分支的制度或系统已有变动：请先并入主分支，再重新批准",
            "the base's system has changed since: merge it in, and have this approved anew",
        )
    for place, text in request.faults:
        yield RULE.finding(APPROVALS, place, *text)
    for each in request.approvals:
        if reason := fault(each, request, people):
            yield _finding(f"批准无效：{reason.zh}", f"an approval does not count: {reason.en}")
    missing = NEEDED - len(valid(request, people))
    if missing > 0:
        yield _finding(f"content/ 以外有改动，还缺 {missing} 人的批准", f"{missing} approvals are missing")


def valid(request: Request, people: Mapping[str, Person]) -> frozenset[str]:
    """The principals whose approvals count."""
    return frozenset(each.approval.by for each in request.approvals if not fault(each, request, people))


def fault(verified: Verification, request: Request, people: Mapping[str, Person]) -> Text | None:
    """Why an approval of the system does not count."""
    if verified.verdict is not Verdict.GOOD:
        return verified.reason
    by = verified.approval.by
    person = people.get(by)
    if person is None or ROLE not in person.roles:
        return Text(f"{by} 没有角色 {ROLE}", f"{by} is not of the role {ROLE}")
    if own := person.emails & request.authors:
        return Text(f"{by} 以 {min(own)} 提交过这项改动", f"{by} committed to this change as {min(own)}")
    return None


def _finding(zh: str, en: str) -> Finding:
    return RULE.finding(APPROVALS, _TOP, zh, en)
