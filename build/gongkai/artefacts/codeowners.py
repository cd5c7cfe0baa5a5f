"""CODEOWNERS: whom a forge asks to review, by path, as the policy has it.

Convenience, not evidence: what counts is the signatures in the items (docs/trust.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gongkai.layout import register_folder
from gongkai.model import Person, Policy
from gongkai.system import ROLE

_HEAD = """\
# 由 policy/ 生成，请勿手改：gongkai codeowners > docs/CODEOWNERS
# 只图方便，不是凭据：代码平台据此请人审阅；谁批准了什么，以条目里的签名为准。末条相符的为准。
# Generated from policy/ by `gongkai codeowners`. Convenience, not evidence: it tells a forge whom to ask
# for review; who approved what is in the items' signatures. The last line that fits counts.

"""


def as_codeowners(policy: Policy, people: Mapping[str, Person]) -> str:
    """The file: everything is the leading group's, items are theirs who may sign one.

    Records are theirs who sign events of them. Owners are e-mail addresses, which GitHub and GitLab know their users by.
    """
    needed = {role for roles in policy.needed.values() for role in roles}
    lines = {"*": {ROLE}, "/content/": needed}
    for name, events in policy.registers.items():
        lines.setdefault(f"/{register_folder(name)}", set()).update(events.values())
    return _HEAD + "".join(_line(pattern, roles, people) for pattern, roles in lines.items())


def _line(pattern: str, roles: Iterable[str], people: Mapping[str, Person]) -> str:
    owners = sorted(principal for principal, person in people.items() if not person.roles.isdisjoint(roles))
    return " ".join([pattern, *owners]) + "\n"
