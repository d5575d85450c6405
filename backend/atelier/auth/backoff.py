"""Back-off after failed log-ins, per account and per address, kept in the database so that a restart forgives nothing.

The first failures are free; then each doubles the wait. A whole class behind one address shares it, so an address is
given more room than an account.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import LoginFailure
from atelier.errors import TooManyRequests

FREE_TRIES = {"login": 5, "address": 50}
LONGEST_SECONDS = 900
FORGET_AFTER = timedelta(hours=1)
KEPT = timedelta(days=1)


def subjects(login: str, address: str) -> list[str]:
    """Return the names under which a try is counted."""
    return [f"login:{login.lower()[:200]}", f"address:{address}"]


def check(session: Session, *, login: str, address: str) -> None:
    """Raise `TooManyRequests` while the account or the address has to wait."""
    now = clock.now()
    waits = [
        row.blocked_until - now
        for row in _rows(session, login, address)
        if row.blocked_until is not None and row.blocked_until > now
    ]
    if waits:
        seconds = max(1, round(max(waits).total_seconds()))
        raise TooManyRequests(
            f"Too many failed log-ins. The next try is possible in {_in_words(seconds)}.",
            details={"retry_after_seconds": seconds},
        )


def count_failure(session: Session, *, login: str, address: str) -> None:
    """Count a failed try against the account and the address."""
    now = clock.now()
    session.execute(delete(LoginFailure).where(LoginFailure.updated_at < now - KEPT))
    for subject in subjects(login, address):
        row = session.get(LoginFailure, subject)
        if row is None:
            row = LoginFailure(subject=subject, count=0, updated_at=now, blocked_until=None)
            session.add(row)
        elif now - row.updated_at > FORGET_AFTER:
            row.count = 0
        row.count += 1
        row.updated_at = now
        row.blocked_until = _blocked_until(now, row.count - FREE_TRIES[subject.partition(":")[0]])
    session.flush()


def forgive(session: Session, *, login: str) -> None:
    """Forget an account's failures after a log-in that succeeded."""
    session.execute(delete(LoginFailure).where(LoginFailure.subject == subjects(login, "")[0]))


def _rows(session: Session, login: str, address: str) -> list[LoginFailure]:
    found = (session.get(LoginFailure, subject) for subject in subjects(login, address))
    return [row for row in found if row is not None]


def _blocked_until(now: datetime, beyond: int) -> datetime | None:
    if beyond < 0:
        return None
    return now + timedelta(seconds=min(LONGEST_SECONDS, 2 ** min(beyond, 10)))


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} second{'s' if seconds != 1 else ''}"
    minutes = -(-seconds // 60)
    return f"{minutes} minute{'s' if minutes != 1 else ''}"
