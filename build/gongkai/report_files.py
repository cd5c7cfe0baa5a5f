"""The annual reports on the site: of each its page, its tables as data, the document for Word, and its PDF."""

from __future__ import annotations

from pathlib import Path

from gongkai.annual.document import Report, as_data, paper
from gongkai.artefacts import annual, linked
from gongkai.artefacts.annual import Download
from gongkai.artefacts.head import column_head
from gongkai.artefacts.shell import Shell
from gongkai.json_text import document
from gongkai.layout import report_file, report_page
from gongkai.model import Catalogue
from gongkai.printing import kept_reports
from gongkai.sources.new_site import NewSite


def addresses(catalogue: Catalogue) -> list[str]:
    """Of the page of each report."""
    return [report_page(report.year) for report in annual.published(catalogue)]


def write(root: Path, catalogue: Catalogue, shell: Shell, site: NewSite) -> None:
    """All files of all reports."""
    pdf_of = kept_reports(root, catalogue)
    for report in annual.published(catalogue):
        files = _files(report, pdf_of(report), site)
        head = column_head(
            annual.column(report), catalogue.policy, annual.when(report, catalogue), report.title
        )
        own = (report.title, report_page(report.year))
        trail = linked.of_page(catalogue.policy, [linked.HOME, annual.COLUMN, own])
        site.write(report_page(report.year), shell.fill(head, annual.page(report, files) + trail))


def _files(report: Report, pdf: Path | None, site: NewSite) -> list[Download]:
    """Write what can be taken home of a report, and say what there is."""
    made = {
        "docx": (" Word 文档", word_of(report)),
        "json": ("表格数据 JSON", document(as_data(report)).encode()),
    }
    found = []
    for form, (words, data) in made.items():
        site.write(report_file(report.year, form), data)
        found.append(_download(report, form, words, len(data)))
    if pdf:
        site.copy(pdf, report_file(report.year, "pdf"))
        found.insert(0, _download(report, "pdf", " PDF", pdf.stat().st_size))
    return found


def word_of(report: Report) -> bytes:
    """The document for Word. Expects a report that was approved, or is being drafted."""
    from gongkai.sources import word  # noqa: PLC0415 - takes a sixth of a second, and few builds have a report

    return word.draw(paper(report), word.About(report.title, report.bureau, report.dated))


def _download(report: Report, form: str, words: str, size: int) -> Download:
    return Download(report_file(report.year, form), f"{report.title}.{form}", words, size)
