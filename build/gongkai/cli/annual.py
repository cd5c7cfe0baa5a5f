"""gongkai report: the annual report, from its draft to what is delivered (article 28)."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import click

from gongkai.annual.document import Report, as_data
from gongkai.annual.forms import BLANK
from gongkai.artefacts import annual
from gongkai.cli import recording as records
from gongkai.cli.common import refuse, repository
from gongkai.cli.options import year_argument
from gongkai.json_text import document as as_json
from gongkai.layout import record_named, report_document, report_page
from gongkai.model import Record, SetupError, Severity, in_china
from gongkai.pipeline import Checked, read_and_check
from gongkai.recording import Clerk, written
from gongkai.registers.reports import REGISTER, due, report_of, summaries
from gongkai.registers.reports.counting import counted, has_data, known
from gongkai.registers.reports.drafting import document, draft, sentences
from gongkai.report_files import word_of
from gongkai.rules import record_unsigned
from gongkai.sources import clock, tree, typesetting
from gongkai.sources.typesetting import Sheet, SheetError


@click.command()
@year_argument
@click.option(
    "--format", "form", type=click.Choice(["html", "docx", "pdf", "json"]), default=None,
    help="把报告排成这种格式。 Lay the report out in this form.",
)  # fmt: skip
@click.option(
    "--output", type=click.File("wb", lazy=True), default="-", show_default="stdout",
    help="写入这个文件。 Write to this file.",
)  # fmt: skip
@click.option(
    "--approve", is_flag=True, help="批准报告：须有 leader 角色。 Approve it, as the leading group."
)
@click.option("--as", "by", envvar="GONGKAI_AS", show_envvar=True, help="以哪个岗位批准。 As which office.")
@click.option(
    "--key", envvar="GONGKAI_KEY", show_envvar=True, type=click.Path(path_type=Path),
    help="SSH 密钥文件。 Private key file, or the public half of one in an agent.",
)  # fmt: skip
@click.pass_context
def report(
    context: click.Context, year: int, form: str | None, output: BinaryIO, approve: bool,
    by: str | None, key: Path | None,
) -> None:  # fmt: skip
    """年度报告：从登记数出三张表，写出六个部分的草稿；再运行只更新表格；然后批准、排成各种格式。

    The annual report: counts its tables from the registers and drafts its six sections; run again, only the tables are
    counted anew. Then it is approved, and laid out to be delivered.
    """
    root = repository(context)
    checked = read_and_check(root)
    if approve:
        if not by or not key:
            raise click.UsageError("--approve 须有 --as 和 --key (needs both)")
        _approve(root, checked, year, records.clerk(checked, by, key))
    elif form:
        output.write(
            _laid_out(report_of(_written(checked, year), checked.setup.policy.bureau), form, checked)
        )
    else:
        _draft(root, checked, year)


def _written(checked: Checked, year: int) -> Record:
    """The report's record. Raises SetupError; exits 1 if its form is not right."""
    if report_document(year) not in checked.context.files:
        raise SetupError(
            f"没有{year}年的报告，先运行 gongkai report {year} (no report of that year: draft it first)"
        )
    return records.record_at(checked, REGISTER, str(year))


def _draft(root: Path, checked: Checked, year: int) -> None:
    """Write a draft, or count the tables of the one that is there anew; not from records that are not in order."""
    own = report_document(year)
    faults = [
        each
        for each in checked.findings
        if record_named(each.path) and each.path != own and each.severity is Severity.ERROR
    ]
    if faults:
        refuse(faults, "没有计数，先改正登记 (not counted: mend the registers first)")
    if report_document(year) in checked.context.files:
        _count_again(root, checked, _written(checked, year))
        return
    if not has_data(checked.context, year):
        raise SetupError(
            f"{year}年没有登记，也没有公开的信息，编不出报告 (nothing of that year to report on)"
        )
    departments = [each.name for each in checked.setup.schemas.choices("department")]
    tables, body = draft(checked.context, year, departments)
    text = document(tables, body, in_china(clock.now()))
    _put(root, year, text)
    click.echo(
        f"{report_document(year)}: 已写出草稿，待填 {text.count(BLANK)} 处 (drafted; blanks to fill in)"
    )
    given = summaries(checked.context.records.values(), year, departments)
    if missing := [name for name, record in given.items() if record is None]:
        click.echo(f"还没有总结 no summary: {' '.join(missing)}")
    if checked.context.today.year == year:
        click.echo(f"{year}年还没有结束，数到今天为止 (the year is not over)")
    click.echo(f"应在 {due(year)} 以前公布 (due)；写好以后 then: gongkai report {year} --approve")


def _count_again(root: Path, checked: Checked, record: Record) -> None:
    """The tables as the registers have them; what only people know, and the text, stay."""
    found = report_of(record, checked.setup.policy.bureau)
    if found.approved:
        raise SetupError(f"{record.path}: 已经批准，不再改动 (approved: it is not changed any more)")
    tables = known(counted(checked.context, record.year), found.tables)
    _put(root, record.year, document(tables, record.raw.body, in_china(record.events[0].at)))
    changed = "已按登记更新" if tables != found.tables else "与登记一致"
    click.echo(f"{record.path}: 表格{changed}，文字未动 (tables counted anew; the text stays)")
    for sentence in sentences(checked.context, record.year, tables):
        if sentence not in record.raw.body:
            click.echo(f"正文里没有这一句，请核对 not in the text: {sentence}")


def _put(root: Path, year: int, text: str) -> None:
    path = root / report_document(year)
    path.parent.mkdir(parents=True, exist_ok=True)
    tree.replace(path, text.encode())


def _approve(root: Path, checked: Checked, year: int, who: Clerk) -> None:
    """Date the approval now, and sign it; only a report without errors."""
    record = _written(checked, year)
    if report_of(record, checked.setup.policy.bureau).approved:
        raise SetupError(f"{record.path}: 已经批准 (approved already)")
    faults = [
        each
        for each in checked.findings
        if each.path == record.path
        and each.severity is Severity.ERROR
        and each.rule != record_unsigned.RULE.slug
    ]
    if faults:
        refuse(faults, f"{record.path}: 没有批准 (not approved)")
    tables = report_of(record, checked.setup.policy.bureau).tables
    text = document(tables, record.raw.body, in_china(who.at))
    records.keep(root, checked, written(checked, record.path, text.encode(), who))


def _laid_out(found: Report, form: str, checked: Checked) -> bytes:
    """The report in one of its forms."""
    html = annual.paper(found, sample=checked.setup.policy.sample)
    match form:
        case "html":
            return html.encode()
        case "json":
            return as_json(as_data(found)).encode()
        case "docx":
            return word_of(found)
    typesetting.require()
    try:
        return typesetting.set_one(Sheet(html, checked.setup.policy.address + report_page(found.year), {}))
    except SheetError as error:
        raise SetupError(f"没有排成 PDF：{error} (no PDF)") from error
