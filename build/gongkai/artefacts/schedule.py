"""发布日程: what pages announce for days to come, as a table and as calendar.ics (RFC 5545).

The calendar also has the one day that the law itself names: the annual report is due by 31 January (条例 art. 49).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from gongkai.artefacts.templates import template
from gongkai.layout import item_page, relative, site_path
from gongkai.model import CHINA, Catalogue, Page, Policy, Release

CALENDAR = "calendar.ics"
_JANUARY, _LAST_DAY = 1, 31


def table(page: Page) -> str:
    """What a page announces, for people; nothing, if it announces nothing."""
    if not page.releases:
        return ""
    own = site_path(page.raw.path)
    return template("releases.html").render(
        releases=page.releases,
        told=_notes,
        link=lambda index: relative(own, item_page(index)),
        calendar=relative(own, CALENDAR),
    )


def as_ics(pages: Iterable[Page], catalogue: Catalogue) -> bytes:
    """Whole days of China. It knows no today: what is over stays, what returns each year is told once."""
    policy = catalogue.policy
    return calendar(policy, "政府信息公开日程", (_annual_report(policy), *_releases(pages, catalogue)))


def calendar(policy: Policy, name: str, events: Iterable[Event]) -> bytes:
    """A calendar of the bureau, to import or to subscribe to."""
    made = Calendar()
    made.add("prodid", f"-//{policy.domain}//gongkai//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{policy.bureau}{name}")
    made.add("x-wr-timezone", str(CHINA))
    for event in events:
        made.add_component(event)
    text: bytes = made.to_ical()
    return text


def _annual_report(policy: Policy) -> Event:
    first = date(policy.starts_on.year, _JANUARY, _LAST_DAY)
    if first < policy.starts_on:
        first = first.replace(year=first.year + 1)
    made = _event(
        f"annual-report@{policy.domain}", first, policy.starts_on, "政府信息公开工作年度报告公布截止日"
    )
    made.add("rrule", {"freq": "yearly"})
    made.add("description", "《中华人民共和国政府信息公开条例》第四十九条：每年1月31日前公布上一年度的报告。")
    made.add("url", f"{policy.address}annual.html")
    return made


def _releases(pages: Iterable[Page], catalogue: Catalogue) -> Iterator[Event]:
    policy = catalogue.policy
    changed = max((entry.updated for entry in catalogue.entries), default=policy.starts_on)
    for page in sorted(pages, key=lambda page: page.raw.path):
        address = site_path(page.raw.path)
        for each in page.releases:
            identity = f"{address.removesuffix('.html')}-{each.code}@{policy.domain}"
            made = _event(identity, each.date, changed, f"发布：{each.title}")
            made.add("description", f"{each.department}发布。{_notes(each)}")
            made.add("url", policy.address + (item_page(each.item) if each.item else address))
            made.add("sequence", len(each.moved) + bool(each.cancelled))
            if each.cancelled:
                made.add("status", "CANCELLED")
            yield made


def _notes(release: Release) -> str:
    """What is to be known of a release beside its day: why it was called off or moved, and its own note."""
    called_off = [f"取消：{release.cancelled}"] if release.cancelled else []
    moved = [f"原定 {each.was} 发布，改期：{each.note}" for each in release.moved]
    return "；".join([*called_off, *moved, *([release.note] if release.note else [])])


def _event(identity: str, day: date, changed: date, summary: str) -> Event:
    return event(identity, day, datetime.combine(changed, time(), CHINA), summary)


def event(identity: str, when: date | datetime, changed: datetime, summary: str) -> Event:
    """A whole day of China, or a moment, that keeps nobody busy."""
    made = Event()
    made.add("uid", identity)
    made.add("dtstamp", changed.astimezone(UTC))
    made.add("dtstart", when.astimezone(UTC) if isinstance(when, datetime) else when)
    made.add("summary", summary)
    made.add("transp", "TRANSPARENT")
    return made
