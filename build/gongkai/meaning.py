"""Values whose form is right, turned into what they mean: items, pages, people, keys, policy.

Every function here takes what its schema has accepted; a KeyError or ValueError would be a bug. Words that many
items have in common are kept once (`intern`): there may be 100,000.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from sys import intern
from typing import Any

from gongkai.model import (
    Approval,
    Article,
    Attachment,
    Batch,
    Change,
    Clocks,
    Compromise,
    Deputy,
    Event,
    FirstPublished,
    Freshness,
    Item,
    Measure,
    Moved,
    Notice,
    Page,
    Person,
    Policy,
    RawItem,
    Record,
    Release,
    Role,
    Route,
    Site,
    Withdrawal,
    Written,
)
from gongkai.statement import event_digests

YES = "是"
DIRECTORY = "信息公开目录"
"""The column type of what has none of its own."""


CONTENTS = ("工作部署", "制度建设", "公开内容", "公开形式", "公开程序和时限", "监督保障措施")
"""What is assessed: the six items of Annex 1, art. 3, in its order."""


def item(raw: RawItem, index: str, written: Written) -> Item:
    """An item of `schemas/item.schema.json`; `index` comes from its path, `written` gives its text again."""
    fields: Mapping[str, Any] = raw.front.value
    first, withdrawn = fields.get("first_published"), fields.get("withdrawn")
    return Item(
        path=raw.path,
        written=written,
        content_sha256=raw.content_sha256,
        length=len(raw.text) - raw.body_at,
        index=index,
        title=fields["title"],
        category=intern(fields["category"]),
        topic=intern(fields["topic"]),
        department=intern(fields["department"]),
        created=date.fromisoformat(fields["created"]),
        number=fields.get("number"),
        summary=fields["summary"],
        keywords=tuple(fields.get("keywords", ())),
        attachments=tuple(Attachment(**each) for each in fields.get("attachments", ())),
        secrecy_basis=fields["secrecy_review"]["basis"],
        revision=int(fields["revision"]),
        changes=tuple(_change(each) for each in fields.get("changes", ())),
        withdrawn=withdrawn
        and Withdrawal(date.fromisoformat(withdrawn["date"]), withdrawn["kind"], withdrawn["reason"]),
        replaces=tuple(fields.get("replaces", ())),
        replaced_by=fields.get("replaced_by"),
        interprets=tuple(fields.get("interprets", ())),
        interprets_later=fields.get("interprets_later", {}).get("reason"),
        no_interpretation=fields.get("no_interpretation", {}).get("reason"),
        late_reason=fields.get("late", {}).get("reason"),
        important=fields.get("important") == YES,
        first_published=first and FirstPublished(date.fromisoformat(first["date"]), first["where"]),
        approvals=approvals(fields),
    )


def _change(entry: Mapping[str, str]) -> Change:
    return Change(date.fromisoformat(entry["date"]), entry["kind"], entry["note"])


def approvals(fields: Mapping[str, Any]) -> tuple[Approval, ...]:
    """The approvals of an item, or those of `policy/approvals.yml`."""
    return tuple(_approval(each) for each in fields.get("approvals") or ())


def _approval(entry: Mapping[str, Any]) -> Approval:
    at = entry["at"]
    return Approval(
        role=intern(entry["role"]),
        by=intern(entry["by"]),
        at=datetime.fromisoformat(at),
        at_text=at,
        sig=base64.b64decode(entry["sig"], validate=True),
        batch=_batch(entry["batch"]) if "batch" in entry else None,
    )


def _batch(value: Mapping[str, Any]) -> Batch:
    return Batch(int(value["leaf"]), int(value["of"]), tuple(map(bytes.fromhex, value["path"])))


def page(raw: RawItem) -> Page:
    """A column page of `schemas/page.schema.json`."""
    fields: Mapping[str, Any] = raw.front.value
    releases = (_release(code, each) for code, each in fields.get("releases", {}).items())
    return Page(
        raw=raw,
        title=fields["title"],
        description=fields["description"],
        keywords=tuple(fields.get("keywords", ())),
        column_type=fields.get("column_type", DIRECTORY),
        releases=tuple(sorted(releases, key=lambda release: (release.date, release.code))),
    )


def _release(code: str, entry: Mapping[str, Any]) -> Release:
    day = date.fromisoformat(entry["date"])
    return Release(
        code=code,
        date=day,
        title=entry["title"],
        department=entry["department"],
        note=entry.get("note", ""),
        moved=tuple(Moved(date.fromisoformat(each["from"]), each["note"]) for each in entry.get("moved", ())),
        cancelled=entry.get("cancelled", {}).get("reason"),
        item=entry.get("item"),
    )


def record(raw: RawItem, register: str, name: str) -> Record:
    """A record of the schema of its register."""
    head = {key: value for key, value in raw.front.value.items() if key != "events"}
    written: Any = raw.front.value["events"]
    events = tuple(_event(*pair) for each in written for pair in each.items())
    plain = [
        {event.kind: {"at": each[event.kind]["at"], **event.fields}}
        for event, each in zip(events, written, strict=True)
    ]
    return Record(raw.path, register, name, head, events, raw, event_digests(head, raw.body, plain))


def _event(kind: str, entry: Mapping[str, Any]) -> Event:
    fields = {key: value for key, value in entry.items() if key not in ("at", "signed")}
    signed = entry.get("signed")
    return Event(intern(kind), datetime.fromisoformat(entry["at"]), fields, signed and _approval(signed))


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
