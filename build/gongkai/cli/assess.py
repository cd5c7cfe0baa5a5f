"""gongkai assess: the assessment of a year, every mark with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import click

from gongkai.artefacts.marks import BUREAU, figure, marks_csv, marks_json
from gongkai.assessing import Assessment, Assessor, Mark, failures
from gongkai.cli.common import repository, require_department
from gongkai.cli.options import department_option
from gongkai.model import SetupError
from gongkai.pipeline import read_and_check
from gongkai.report import plain


@click.command()
@click.argument("year", type=click.IntRange(1900, 2099))
@department_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="给人看，或给程序。 For people, or for programs.",
)  # fmt: skip
@click.pass_context
def assess(context: click.Context, year: int, department: str | None, form: str) -> None:
    """考核评议：一年的得分，由登记计算的和由人评定的，每一分都有凭据（第二十五条，附件一）。

    截至年底或者最近一次进入主分支的日子。没有发生的不计，没有评的不算分。

    The assessment of YEAR: what is counted and what people judged, every mark with its evidence; as of the end of the
    year, or the newest landing. What did not happen is left out, and what nobody judged is no mark.
    """
    checked = read_and_check(repository(context))
    if department is not None:
        require_department(checked, department)
    assessor = Assessor(checked.context)
    if year not in assessor.years:
        span = f"{assessor.years[0]}–{assessor.years[-1]}"
        raise SetupError(f"{year}: 目录里有的年度是 {span} (the years there are: {span})")
    whose = (department,) if department else (None, *assessor.departments)
    click.echo("".join(_FORMATS[form]([assessor.assess(year, each) for each in whose])), nl=False)


def _text(found: Sequence[Assessment]) -> Iterable[str]:
    first, *rest = found
    others = "".join(f"  {each.department}：{_result(each)}\n" for each in rest)
    more = f"各科室：\n{others}" if rest else ""
    return [_head(first), *_lines(first), more]


def _head(assessment: Assessment) -> str:
    year = assessment.year
    name = assessment.department or BUREAU
    return f"{year.number} 年政务公开考核，{name}，截至 {year.last}：{_result(assessment)}\n"


def _result(assessment: Assessment) -> str:
    """Points of those that could be had: what has no mark is no nought."""
    left = assessment.whole - assessment.marked
    return f"得 {figure(assessment.points)} 分，满分 {assessment.marked} 分；未评或者没有发生的 {left} 分不计"


def _lines(assessment: Assessment) -> Iterator[str]:
    for content in assessment.contents:
        part = assessment.of(content)
        yield f"{content}  {f'{figure(part.points)} / {part.marked}' if part.marked else '—'}\n"
        for mark in part.marks:
            yield f"  {_told(mark)}\n"
            yield from (
                f"    {case.name}  {plain(case.subject)}  {plain(case.note)}\n" for case in failures(mark)
            )


def _told(mark: Mark) -> str:
    points = "—" if mark.points is None else figure(mark.points)
    return f"{mark.measure.name}  {points} / {mark.measure.points}  {mark.note}"


_FORMATS: Mapping[str, Callable[[Sequence[Assessment]], Iterable[str]]] = {
    "text": _text,
    "csv": marks_csv,
    "json": marks_json,
}
