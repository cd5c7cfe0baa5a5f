"""What the bureau decided, as meant: policy, offices, lost keys, days off, and the table of articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from gongkai.meaning.items import YES
from gongkai.model import (
    Article,
    Clocks,
    Compromise,
    Deputy,
    Freshness,
    Measure,
    Notice,
    Person,
    Policy,
    Role,
    Route,
    Site,
)

CONTENTS = ("工作部署", "制度建设", "公开内容", "公开形式", "公开程序和时限", "监督保障措施")
"""What is assessed: the six items of Annex 1, art. 3, in its order."""


def notice(value: Mapping[str, Any]) -> Notice:
    """A file of `policy/calendar/`."""
    days = {name: tuple(map(date.fromisoformat, value.get(name, ()))) for name in ("holidays", "workdays")}
    return Notice(int(value["year"]), value["notice"]["number"], value["notice"]["address"], **days)


def people(value: Mapping[str, Any]) -> Mapping[str, Person]:
    """The offices of `policy/people.yml`; an office commits under its own name too."""
    return {
        principal: Person(
            department=each["department"],
            position=each["position"],
            roles=frozenset(each["roles"]),
            emails=frozenset(email.lower() for email in (principal, *each.get("emails", ()))),
        )
        for principal, each in value.items()
    }


def compromised(value: Mapping[str, Any]) -> Mapping[str, Compromise]:
    """The keys of `policy/compromised.yml`, by fingerprint."""
    return {
        fingerprint: Compromise(datetime.fromisoformat(each["since"]), each["reason"])
        for fingerprint, each in value.items()
    }


def articles(value: Mapping[str, Any]) -> tuple[Article, ...]:
    """The table of `policy/articles.yml`, in its order."""
    return tuple(
        Article(
            part=part,
            number=number,
            about=each["about"],
            by={kind: tuple(names) for kind, names in each.items() if kind not in ("about", "people")},
            people=each.get("people", ""),
        )
        for part, listed in value.items()
        for number, each in listed.items()
    )


def policy(value: Mapping[str, Any]) -> Policy:
    """The decisions of `policy/policy.yml`."""
    catalogue, limits = value["catalogue"], value["limits"]
    return Policy(
        bureau=catalogue["bureau"],
        front_code=catalogue["front_code"],
        domain=catalogue["domain"],
        address=catalogue["address"],
        main_branch=catalogue["main_branch"],
        starts_on=date.fromisoformat(catalogue["starts_on"]),
        sample=catalogue["sample"] == "true",
        site=_site(value["site"]),
        publish_days=int(limits["publish_days"]),
        legal_working_days=int(limits["legal_working_days"]),
        warn_days=int(limits["warn_days"]),
        attachment_bytes=int(limits["attachment_bytes"]),
        attachment_kinds=frozenset(limits["attachment_kinds"]),
        image_bytes=int(limits["image_bytes"]),
        freshness=_freshness(value["freshness"]),
        roles={name: Role(each["title"], each["signs_for"]) for name, each in value["roles"].items()},
        needed={category: tuple(each["roles"]) for category, each in value["needed"].items()},
        distinct=tuple(frozenset(each["roles"]) for each in value["distinct"]),
        deputies=tuple(_deputy(each) for each in value.get("deputies", ())),
        routing=tuple(_route(each) for each in value["routing"]),
        contacts=frozenset(value["contacts"]),
        audit_errors=frozenset(value["audit"]["errors"]),
        share=int(value["assessment"]["share"]),
        measures=tuple(_measures(value["assessment"]["contents"])),
        decided_in_public=frozenset(value["accountability"]["public"]),
        clocks=Clocks(**{name: int(value["clocks"][name]) for name in Clocks.__slots__}),
        fee_restarts=value["clocks"]["fee_restarts"] == YES,
        registers={name: _signers(each["events"]) for name, each in value["registers"].items()},
        responsible={
            name: each["department"] for name, each in value["registers"].items() if "department" in each
        },
    )


def _measures(contents: Mapping[str, Any]) -> Iterator[Measure]:
    for content in CONTENTS:
        entry = contents[content]
        for kind in ("counted", "judged"):
            for name, points in entry.get(kind, {}).items():
                yield Measure(content, name, int(points), kind == "counted", entry["article"])


def _site(entry: Mapping[str, Any]) -> Site:
    absent: Mapping[str, Any] = {"party_mark": None, "report": None}
    return Site(**{**absent, **entry})


def _freshness(entry: Mapping[str, Any]) -> Freshness:
    columns = {category: int(days) for category, days in entry["columns"].items()}
    days = {name: int(entry[name]) for name in ("home", "empty", "messages", "veto")}
    return Freshness(columns=columns, **days)


def _deputy(entry: Mapping[str, Any]) -> Deputy:
    return Deputy(
        by=entry["deputy"],
        represents=entry["for"],
        roles=frozenset(entry["roles"]),
        first=date.fromisoformat(entry["from"]),
        last=date.fromisoformat(entry["until"]),
    )


def _signers(events: Mapping[str, Any]) -> Mapping[str, str]:
    """Event → role, from role → events."""
    return {event: role for role, every in events.items() for event in every}


def _route(entry: Mapping[str, Any]) -> Route:
    named = entry["publisher"]
    return Route(
        category=entry.get("category"),
        topics=frozenset(entry.get("topics", ())),
        important=entry.get("important") == YES,
        publisher=None if named == "制作科室" else named,
    )
