"""The one clock: UTC, aware. Tests replace `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def milliseconds(moment: datetime | None) -> int:
    """Return milliseconds since the epoch, 0 for no moment (the DSS convention for "not yet")."""
    return 0 if moment is None else int(moment.timestamp() * 1000)
