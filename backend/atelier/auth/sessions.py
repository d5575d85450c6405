"""Log-ins of browsers: an opaque cookie of which only the SHA-256 is kept, so that ending one is final."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.auth.secrets import digest
from atelier.db.tables import BrowserSession, User
from atelier.errors import NotFound

TOUCH_EVERY = timedelta(minutes=5)
LONGEST = timedelta(days=90)


def begin(session: Session, *, user: User, user_agent: str, idle_hours: int) -> str:
    """Begin a log-in and return the cookie's value, which is known to nobody afterwards but the browser."""
    secret = ids.token()
    now = clock.now()
    session.execute(delete(BrowserSession).where(BrowserSession.expires_at < now))
    session.add(
        BrowserSession(
            token_sha256=digest(secret),
            user_id=user.id,
            user_agent=user_agent[:400],
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(hours=idle_hours),
        )
    )
    session.flush()
    return secret


def find(session: Session, secret: str) -> tuple[BrowserSession, User] | None:
    """Return the live log-in of a cookie and its user, or None."""
    row = session.execute(
        select(BrowserSession, User)
        .join(User, User.id == BrowserSession.user_id)
        .where(BrowserSession.token_sha256 == digest(secret))
    ).first()
    if row is None or row[1].disabled or row[0].expires_at <= clock.now():
        return None
    return row[0], row[1]


def needs_touch(log_in: BrowserSession) -> bool:
    """Say whether the idle limit should be moved on; not at every request, each of which would be a write."""
    return clock.now() - log_in.last_seen_at >= TOUCH_EVERY


def touch(session: Session, *, session_id: int, idle_hours: int) -> None:
    """Move the idle limit on, never beyond the absolute limit."""
    log_in = session.get(BrowserSession, session_id)
    if log_in is None:
        return
    now = clock.now()
    log_in.last_seen_at = now
    log_in.expires_at = min(now + timedelta(hours=idle_hours), log_in.created_at + LONGEST)


def list_of(session: Session, *, user_id: int) -> list[BrowserSession]:
    """Return a user's live log-ins, newest first."""
    return list(
        session.scalars(
            select(BrowserSession)
            .where(BrowserSession.user_id == user_id, BrowserSession.expires_at > clock.now())
            .order_by(BrowserSession.last_seen_at.desc())
        )
    )


def end(session: Session, *, session_id: int, user_id: int) -> None:
    """End one of a user's log-ins at once; raises `NotFound` for another's."""
    log_in = session.get(BrowserSession, session_id)
    if log_in is None or log_in.user_id != user_id:
        raise NotFound("There is no such log-in; it may have ended already.")
    session.delete(log_in)


def end_all(session: Session, *, user: User, keep: int | None = None) -> None:
    """End all of a user's log-ins but `keep`."""
    session.execute(delete(BrowserSession).where(BrowserSession.user_id == user.id, BrowserSession.id != (keep or 0)))
