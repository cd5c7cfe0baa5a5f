"""年度报告: the annual reports as HTML, on their pages and on paper, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.annual.document import Report
from gongkai.artefacts.body import dressed
from gongkai.artefacts.head import Column
from gongkai.artefacts.templates import template
from gongkai.layout import relative, report_document, report_page
from gongkai.links import on_page
from gongkai.markdown import to_clean_html
from gongkai.model import Catalogue, When
from gongkai.registers.reports import REGISTER, reports

PAGE = "annual.md"
"""The column page that lists them, relative to content/."""
COLUMN = ("政府信息公开年报", "annual.html")


@dataclass(frozen=True, slots=True)
class Download:
    """A form of a report that is taken home: its address from the top of the site, its name, what it is, its size."""

    address: str
    name: str
    words: str
    size: int


def page(report: Report, files: Iterable[Download]) -> str:
    """The main part of a report's page."""
    own = report_page(report.year)
    return template("report.html").render(
        report=report, body=_body(report), files=list(files), link=lambda to: relative(own, to)
    )


def paper(report: Report, *, sample: bool) -> str:
    """The same as a whole document to be printed, every address in it relative to that of its page."""
    return template("report_paper.html").render(report=report, body=_body(report), sample=sample)


def column(report: Report) -> Column:
    """What its page is to an inspection."""
    return Column(COLUMN[0], f"{report.title}。", COLUMN[0].removeprefix("政府"))


def published(catalogue: Catalogue) -> tuple[Report, ...]:
    """The reports of a catalogue, newest first."""
    return reports(catalogue.records.values(), catalogue.policy.bureau)[::-1]


def listed(catalogue: Catalogue) -> str:
    """All reports, newest first, for the column page."""
    own = COLUMN[1]
    return template("reports.html").render(
        reports=published(catalogue), page=lambda year: relative(own, report_page(year))
    )


def when(report: Report, catalogue: Catalogue) -> When:
    """When a report became public."""
    landed = catalogue.known.recordings[f"{REGISTER}/{report.year}"].landed[0]
    return When.landed(landed.at) if landed else When(catalogue.known.today)


def _body(report: Report) -> str:
    """Prose and tables. One dressing for all of it, so that no two headings have one place."""
    own, document = report_page(report.year), report_document(report.year)
    parts = [report.preface, *(f"## {each.title}\n\n{each.text}" for each in report.sections)]
    html = to_clean_html("\n\n".join(parts), lambda address: on_page(document, address, own))
    body = dressed(html).html
    for section in report.sections:
        if grid := report.table_of(section):
            end = f">{section.title}</h2>"
            body = body.replace(end, f"{end}\n{template('grid.html').render(grid=grid)}", 1)
    return body
