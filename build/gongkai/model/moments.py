"""China's one time, and how moments are written: for people, and for OpenSSH."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time without summer time since 1991: a fixed offset is exact here."""

_OPENSSH = "%Y%m%d%H%M%SZ"


def day_in_china(moment: datetime) -> date:
    """The day it was in China."""
    return moment.astimezone(CHINA).date()


def in_china(moment: datetime) -> str:
    """The moment in China time, to the second: 2026-03-20T10:02:11+08:00."""
    return moment.astimezone(CHINA).isoformat(timespec="seconds")


def openssh_time(moment: datetime) -> str:
    """As `allowed_signers` and `-Overify-time` have it: UTC, to the second: 20260320020211Z."""
    return moment.astimezone(UTC).strftime(_OPENSSH)


def from_openssh(text: str) -> datetime:
    """The inverse of `openssh_time`. Raises ValueError."""
    return datetime.strptime(text, _OPENSSH).replace(tzinfo=UTC)
