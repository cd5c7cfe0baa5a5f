"""考核结果: a page for each year, with a chart, the marks and what they came from; and the way to them (article 25)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from gongkai.artefacts.bars import Bar, bars
from gongkai.artefacts.head import Column, Head, column_head
from gongkai.artefacts.marks import BUREAU, figure, marks_csv, marks_json
from gongkai.artefacts.templates import template
from gongkai.assessing import Assessment, Assessor, Evidence, failures
from gongkai.layout import CONTENT, item_page, relative, site_path
from gongkai.model import Catalogue, Context, When

PAGE = "assessment.md"
"""The column page that leads to the years; without it no results are published."""
SHOWN = 20
"""Of the cases of one mark, of those that cost points and of the others: the table has them all."""
_PLACES = {
    "requests": "request.md",
    "responses": "response.md",
    "corrections": "supervision.md",
    "complaints": "supervision.md",
    "accountability": PAGE,
    "assessments": PAGE,
    "reports": "annual.md",
    "summaries": "annual.md",
}
"""Register → the column page that shows it."""


def address(year: int, ending: str = "html") -> str:
    """Where a year is: assessment/2026.html, with .csv and .json the same as data."""
    return f"assessment/{year}.{ending}"


def section(catalogue: Catalogue) -> str:
    """The years, newest first, for the column page; its own text says how it is done."""
    own = site_path(CONTENT + PAGE)
    years = [(year, relative(own, address(year))) for year in reversed(Assessor(catalogue.known).years)]
    return template("assessed.html").render(years=years, share=catalogue.policy.share)


def is_shown(context: Context) -> bool:
    """Whether there is the column page that leads to the years."""
    return CONTENT + PAGE in context.columns


def addresses(context: Context) -> list[str]:
    """The pages of the years."""
    return [address(year) for year in Assessor(context).years] if is_shown(context) else []


def results(context: Context) -> list[list[Assessment]]:
    """Of each year, of the bureau and then of each department; nothing where no results are published."""
    assessor = Assessor(context)
    every = (None, *assessor.departments)
    years = assessor.years if is_shown(context) else ()
    return [[assessor.assess(year, whose) for whose in every] for year in years]


def year_pages(found: Iterable[list[Assessment]], catalogue: Catalogue) -> Iterator[tuple[str, Head, str]]:
    """Address, head and main part of the page of each year."""
    for whole, *parts in found:
        name = title(whole.year.number)
        column = Column(name, f"{name}：得分、怎样得分、依据。")
        head = column_head(column, catalogue.policy, When(whole.year.last))
        yield address(whole.year.number), head, _drawn(whole, parts, catalogue)


def title(year: int) -> str:
    """What the page of a year is called."""
    return f"{year}年政务公开考核结果"


def data(found: Iterable[list[Assessment]]) -> Iterator[tuple[str, Iterator[str]]]:
    """The same for spreadsheets and programs."""
    for every in found:
        year = every[0].year.number
        yield address(year, "csv"), marks_csv(every)
        yield address(year, "json"), marks_json(every)


def _drawn(whole: Assessment, parts: list[Assessment], catalogue: Catalogue) -> str:
    year = whole.year.number
    contents = [(content, whole.of(content)) for content in whole.contents]
    return template("assessment.html").render(
        title=title(year),
        year=whole.year,
        share=catalogue.policy.share,
        whole=whole,
        contents=contents,
        parts=parts,
        by_content=bars("by-content", "各项考核内容得分", [_bar(*each) for each in contents]),
        by_department=bars(
            "by-department", "各科室得分", [_bar(each.department or BUREAU, each) for each in parts]
        ),
        figure=figure,
        failures=failures,
        shown=SHOWN,
        link=_linker(address(year), catalogue.known),
        csv=relative(address(year), address(year, "csv")),
        json=relative(address(year), address(year, "json")),
        back=relative(address(year), site_path(CONTENT + PAGE)),
    )


def _bar(name: str, assessment: Assessment) -> Bar:
    if not assessment.marked:
        return Bar(name, None, "未评或者没有发生")
    told = f"{figure(assessment.points)} 分，满分 {assessment.marked} 分"
    return Bar(name, Fraction(assessment.points, assessment.marked), told)


def _linker(page: str, context: Context) -> Callable[[Evidence], str | None]:
    """From a case to the page that shows it, if one does."""

    def link(case: Evidence) -> str | None:
        register = case.name.partition("/")[0]
        column = case.name if case.name in context.columns else CONTENT + _PLACES.get(register, "")
        if case.name in context.items:
            return relative(page, item_page(case.name))
        return relative(page, site_path(column)) if column in context.columns else None

    return link
