"""What has landed cannot be changed: a fault in it is told, and keeps nothing else from being published."""

from __future__ import annotations

from gongkai.model import Context, Record, Severity


def severity(record: Record, number: int, context: Context) -> Severity:
    """How severe a fault in an event, counted from 0, is that time, the calendar or the policy may bring.

    Days off that become known, or a limit that is changed, must not make an error of what is public and stays.
    """
    return Severity.WARNING if context.recordings[record.id].landed[number] else Severity.ERROR
