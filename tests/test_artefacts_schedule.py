"""calendar.ics and the table of announced releases: other programs read them, and an event keeps its identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from lxml import html

from gongkai.artefacts.schedule import as_ics, table
from gongkai.model import Catalogue, Finding, Moved, Page
from signed_repo import SignedRepo
from site_repo import HOSTILE

pytest_plugins = ("site_fixtures",)

ANNUAL = "annual-report@tjj.example"
APRIL, MAY = "schedule-2026-04-jingji@tjj.example", "schedule-2026-05-jingji@tjj.example"
ADDRESS = "https://tjj.example/zwgk/"


@pytest.fixture(scope="module")
def pages(column: SignedRepo) -> tuple[Page, ...]:
    """The column pages; two releases are announced on one of them."""
    return column.checked(date(2026, 4, 7)).pages


def events(data: bytes) -> dict[str, Any]:
    """What vobject makes of a calendar: its events by identity."""
    read = vobject.readOne(data.decode())
    assert read.validate(raiseException=True)
    return {each.uid.value: each for each in read.vevent_list}


def test_vobject_finds_the_releases_and_the_deadline_of_the_law(site: Path) -> None:
    found = events((site / "calendar.ics").read_bytes())
    assert {identity: each.dtstart.value for identity, each in found.items()} == {
        ANNUAL: date(2026, 1, 31),
        APRIL: date(2026, 4, 20),
        MAY: date(2026, 5, 20),
    }
    assert found[MAY].summary.value == "发布：2026年4月主要经济指标"
    assert found[MAY].description.value == "综合统计科发布。以公报形式发布"
    assert found[MAY].url.value == f"{ADDRESS}schedule.html"
    assert (site / "annual.html").is_file()


def test_a_hostile_title_is_text_to_the_letter(site: Path) -> None:
    assert events((site / "calendar.ics").read_bytes())[APRIL].summary.value == f"发布：{HOSTILE}"


def test_the_annual_report_returns_each_january(site: Path) -> None:
    rule = events((site / "calendar.ics").read_bytes())[ANNUAL].getrruleset(addRDate=True)
    assert [day.date() for day, _ in zip(rule, range(3), strict=False)] == [
        date(2026, 1, 31), date(2027, 1, 31), date(2028, 1, 31),
    ]  # fmt: skip


def test_a_catalogue_that_begins_in_autumn_owes_its_first_report_next_year(catalogue: Catalogue) -> None:
    policy = replace(catalogue.policy, starts_on=date(2026, 11, 1))
    found = events(as_ics((), replace(catalogue, policy=policy, entries=())))
    assert [each.dtstart.value for each in found.values()] == [date(2027, 1, 31)]


def test_icalendar_reads_it_again_and_lines_are_as_the_standard_has_them(site: Path) -> None:
    data = (site / "calendar.ics").read_bytes()
    assert icalendar.Calendar.from_ical(data).to_ical() == data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in data.split(b"\r\n") if line)  # no character is cut in two


def test_days_are_whole_days_of_china(site: Path) -> None:
    calendar = icalendar.Calendar.from_ical((site / "calendar.ics").read_bytes())
    assert calendar["X-WR-TIMEZONE"] == "Asia/Shanghai"
    for event in calendar.walk("VEVENT"):
        assert type(event.decoded("dtstart")) is date
        assert event["TRANSP"] == "TRANSPARENT"
    stamps = {str(event["UID"]): event.decoded("dtstamp").isoformat() for event in calendar.walk("VEVENT")}
    assert stamps == {
        ANNUAL: "2025-12-31T16:00:00+00:00",
        APRIL: "2026-04-06T16:00:00+00:00",
        MAY: "2026-04-06T16:00:00+00:00",
    }


def _moved(page: Page) -> Page:
    later = (replace(each, date=each.date.replace(day=28), title="改名") for each in page.releases)
    return replace(page, releases=tuple(later))


def test_a_release_that_moves_keeps_its_identity(catalogue: Catalogue, pages: tuple[Page, ...]) -> None:
    before = events(as_ics(pages, catalogue))
    after = events(as_ics(map(_moved, pages), catalogue))
    assert set(before) == set(after)
    assert after[MAY].dtstart.value == date(2026, 5, 28)


def test_one_that_moved_or_was_called_off_is_told_to_calendars_that_have_it(
    catalogue: Catalogue, pages: tuple[Page, ...]
) -> None:
    page = next(page for page in pages if page.releases)
    april, may = page.releases
    moved = replace(april, moved=(Moved(date(2026, 4, 18), "核实"), Moved(date(2026, 4, 19), "再核实")))
    off = replace(may, moved=(Moved(date(2026, 5, 1), "核实"),), cancelled="并入季报")
    found = events(as_ics([replace(page, releases=(moved, off))], catalogue))
    assert (found[APRIL].sequence.value, found[MAY].sequence.value) == ("2", "2")
    assert found[MAY].status.value == "CANCELLED"
    assert "status" not in found[APRIL].contents
    assert found[APRIL].description.value.endswith(
        "原定 2026-04-18 发布，改期：核实；原定 2026-04-19 发布，改期：再核实"
    )
    assert found[MAY].description.value == (
        "综合统计科发布。取消：并入季报；原定 2026-05-01 发布，改期：核实；以公报形式发布"
    )


def test_the_table_strikes_out_the_day_of_one_called_off_and_leads_to_what_was_published(
    pages: tuple[Page, ...],
) -> None:
    page = next(page for page in pages if page.releases)
    april, may = page.releases
    off, out = replace(april, cancelled="并入季报"), replace(may, item="2026-00001")
    drawn = html.fragment_fromstring(table(replace(page, releases=(off, out))), create_parent=True)
    first, second = drawn.xpath(".//tbody/tr")
    assert first.xpath("td[1]/s/time")
    assert "已取消" in first.text_content()
    assert "取消：并入季报" in first.text_content()
    assert second.xpath("td[2]/a/@href") == ["items/2026/00001.html"]
    assert not second.xpath(".//s")


def test_without_releases_the_law_remains(catalogue: Catalogue) -> None:
    assert set(events(as_ics((), catalogue))) == {ANNUAL}


def test_the_same_pages_give_the_same_bytes(catalogue: Catalogue, pages: tuple[Page, ...]) -> None:
    assert as_ics(pages, catalogue) == as_ics(reversed(pages), catalogue)


def test_the_page_shows_the_releases_by_date_and_leads_to_the_calendar(site: Path) -> None:
    page = html.document_fromstring((site / "schedule.html").read_bytes())
    rows = [
        [cell.text_content().strip() for cell in row.xpath("td")] for row in page.xpath("//table/tbody/tr")
    ]
    assert rows == [
        ["2026-04-20", HOSTILE, "综合统计科", ""],
        ["2026-05-20", "2026年4月主要经济指标", "综合统计科", "以公报形式发布"],
    ]
    assert page.xpath("//a[@href='calendar.ics']")


def _found(repo: SignedRepo, releases: str) -> list[str]:
    repo.put("content/schedule.md", f"---\ntitle: 发布日程\ndescription: 说明。\nreleases:{releases}\n---\n")
    return [_told(finding) for finding in repo.check()]


def _told(finding: Finding) -> str:
    return f"{finding.rule}:{finding.place.line} {finding.message.zh}"


GOOD = "{date: 2026-05-20, title: 甲, department: 秘书科}"


@pytest.mark.parametrize(
    ("releases", "told"),
    [
        (f"\n  a: {GOOD}\n  a: {GOOD}", "front-matter:6 "),
        (f"\n- {GOOD}", "“发布安排”应当是一组字段"),
        (" {}", "“发布安排”写法不对"),
        (f"\n  五月: {GOOD}", "“发布安排”写法不对：代号用小写字母"),
        (f"\n  a: {GOOD.replace('05-20', '02-30')}", "“发布日期”写法不对"),
        (f"\n  a: {GOOD.replace('秘书科', '某科')}", "“发布科室”只能是"),
        (f"\n  a: {GOOD.replace('title', 'name')}", "缺少必填字段“发布内容”"),
    ],
)
def test_a_release_of_bad_form_is_a_finding(repo: SignedRepo, releases: str, told: str) -> None:
    found = _found(repo, releases)
    assert found
    assert any(told in each for each in found), found


def test_a_release_of_good_form_is_none(repo: SignedRepo) -> None:
    assert _found(repo, f"\n  2026-05-a: {GOOD}") == []
