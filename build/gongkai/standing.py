"""Who may sign what: for which offices a principal speaks, and what an item still waits for.

The one place that knows (articles 10 and 14): the rules judge by it, `show` and `inbox` ask it. A
deputy (代理) holds a role for the office he stands in for, and remains himself in everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from gongkai.model import (
    Approval,
    Context,
    Deputy,
    Item,
    Person,
    Policy,
    Record,
    SetupError,
    Text,
    Tree,
    Verdict,
    Verification,
)


def require_deputies(path: str, tree: Tree, policy: Policy, people: Mapping[str, Person]) -> None:
    """Raise SetupError for a deputy of the policy file at `path` who could not be one."""
    for number, each in enumerate(policy.deputies):
        if found := _no_deputy(each, people):
            field, text = found
            place = tree.at("deputies", number, field)
            raise SetupError(f"{path}:{place.line}:{place.column}: 代理：{text.zh} ({text.en})")


def _no_deputy(each: Deputy, people: Mapping[str, Person]) -> tuple[str, Text] | None:
    """The field that keeps somebody from being a deputy, and why."""
    for field, principal in (("deputy", each.by), ("for", each.represents)):
        if principal not in people:
            return field, Text(f"{principal} 不在 policy/people.yml 里", "not in people.yml")
    if each.by == each.represents:
        return "for", Text(f"{each.by} 不能代理自己", "nobody is his own deputy")
    if lacking := " ".join(sorted(each.roles - people[each.represents].roles)):
        return "roles", Text(f"{each.represents} 自己没有角色 {lacking}", "has no such role himself")
    if each.last < each.first:
        return "until", Text("until 早于 from", "until is before from")
    return None


def require_registers(path: str, tree: Tree, policy: Policy, events: Mapping[str, AbstractSet[str]]) -> None:
    """Raise SetupError where the policy file at `path` does not say, for each event of each register, who signs it."""
    for name, every in events.items():
        if odd := sorted(every ^ policy.registers[name].keys()):
            place, said = tree.at("registers", name, "events"), " ".join(odd)
            zh = f"登记：{name} 的事项不是恰好各写一次：{said}"
            raise SetupError(
                f"{path}:{place.line}:{place.column}: {zh} (each event of its schema once, no other)"
            )


def publisher(item: Item, policy: Policy) -> str:
    """The department that must publish `item`: the first line of article 14 that fits."""
    for route in policy.routing:
        category = route.category in (None, item.category)
        topic = not route.topics or item.topic in route.topics
        if category and topic and (item.important or not route.important):
            return route.publisher or item.department
    return item.department


def capacities(
    by: str, role: str, day: date, policy: Policy, people: Mapping[str, Person]
) -> tuple[Person, ...]:
    """The offices for which `by` holds `role` on `day`: his own, then those he stands in for."""
    own = people.get(by)
    acting = [people[each.represents] for each in policy.deputies if each.covers(by, role, day)]
    return (own, *acting) if own and role in own.roles else tuple(acting)


def deputy_days(by: str, role: str, policy: Policy) -> Text:
    """What to add to a refusal: the days on which `by` is a deputy in `role`; nothing for others."""
    days = "、".join(
        f"{each.first}–{each.last}" for each in policy.deputies if each.by == by and role in each.roles
    )
    return Text(f"（代理期 {days}）", f" (a deputy {days})") if days else Text("", "")


def spoken_for(by: str, item: Item, role: str, day: date, context: Context) -> Person | None:
    """The office in whose name `by` may give `role` on this item; None if in nobody's."""
    named = _named(item, role, context.policy)
    offices = capacities(by, role, day, context.policy, context.people)
    return next((office for office in offices if named in (None, office.department)), None)


def _named(item: Item, role: str, policy: Policy) -> str | None:
    """The department for which who signs in this role must stand; None if for none."""
    match policy.roles[role].signs_for:
        case "maker":
            return item.department
        case "publisher":
            return publisher(item, policy)
    return None


def acting_for(approval: Approval, item: Item, context: Context) -> str | None:
    """The office a deputy stood in for with this approval; None for who signed in his own right."""
    office = spoken_for(approval.by, item, approval.role, approval.day, context)
    if office is None or office is context.people[approval.by]:
        return None
    return office.name


def wrote(by: str, item: Item, context: Context) -> frozenset[str]:
    """The addresses under which `by` changed the content of this item: he may not approve it."""
    return context.authors(item) & _emails(by, context)


def _emails(by: str, context: Context) -> frozenset[str]:
    return context.people[by].emails if by in context.people else frozenset()


def may_sign(item: Item, role: str, context: Context, day: date) -> tuple[str, ...]:
    """The principals who could now give `role` on this item, in the order of people.yml."""
    return tuple(by for by in context.people if _may(by, item, role, context, day))


def _may(by: str, item: Item, role: str, context: Context, day: date) -> bool:
    given = (each.role for each in item.approvals if each.by == by and each.role != role)
    barred = any(context.policy.keeps_apart(role, other) for other in given)
    return not barred and bool(spoken_for(by, item, role, day, context)) and not wrote(by, item, context)


def may_record(record: Record, kind: str, context: Context, day: date) -> tuple[str, ...]:
    """The principals who could now sign an event of this kind in a record, in the order of people.yml."""
    policy, role = context.policy, context.policy.registers[record.register][kind]
    named = record.said("department") if policy.roles[role].signs_for == "maker" else None
    return tuple(
        by
        for by in context.people
        if any(
            named in (None, office.department) for office in capacities(by, role, day, policy, context.people)
        )
    )


def answers_for(record: Record, kind: str, context: Context) -> str:
    """The department that answers for an event of this kind: who last signed in its role, else whom the policy names."""
    role = context.policy.registers[record.register][kind]
    signers = [each.signed.by for each in record.events if each.signed and each.signed.role == role]
    if signers and signers[-1] in context.people:
        return context.people[signers[-1]].department
    named = context.policy.responsible.get(record.register)
    return named or next((each.department for each in context.people.values() if role in each.roles), "")


def wanted(item: Item, context: Context) -> tuple[str, ...]:
    """The roles this item waits for: those needed, and those given to no effect, to be given anew."""
    verified, authors = context.verifications[item.path], context.authors(item)
    held = {each.approval.role for each in verified if _holds(each, item, authors, context)}
    asked = {*context.policy.needed_for(item), *(each.approval.role for each in verified)}
    return tuple(role for role in context.policy.roles if role in asked - held)


def _holds(verified: Verification, item: Item, authors: frozenset[str], context: Context) -> bool:
    given = verified.approval
    office = spoken_for(given.by, item, given.role, given.day, context)
    own = authors & _emails(given.by, context)
    return verified.verdict is Verdict.GOOD and office is not None and not own
