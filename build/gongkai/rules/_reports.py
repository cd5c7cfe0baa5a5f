"""What the rules of annual reports share: which records they are, their tables, and the place of a cell."""

from __future__ import annotations

from gongkai.annual.document import Report
from gongkai.annual.tables import Cell
from gongkai.model import Context, Place, Record, Severity
from gongkai.registers.reports import REGISTER, report_of


def report(record: Record, context: Context) -> Report | None:
    """The annual report that a record is; None for one of another register."""
    return report_of(record, context.policy.bureau) if record.register == REGISTER else None


def before(record: Record, context: Context) -> Report | None:
    """The report of the year before, if there is one."""
    found = context.records.get(f"{REGISTER}/{record.year - 1}")
    return report_of(found, context.policy.bureau) if found else None


def place(record: Record, cell: Cell) -> Place:
    """Where a value of a table stands in the file."""
    return record.raw.at(cell.form.name, cell.row, cell.column)


def has_landed(record: Record, context: Context) -> bool:
    """Whether the report is public: what is wrong with it cannot be mended any more."""
    return any(context.recordings[record.id].landed)


def mendable(record: Record, context: Context) -> Severity:
    """An error while the report can still be mended."""
    return Severity.WARNING if has_landed(record, context) else Severity.ERROR
