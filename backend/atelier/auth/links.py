"""Links that log their user in once, as Jupyter prints one at start."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.auth.secrets import digest
from atelier.db.tables import LoginLink, User
from atelier.errors import NotSignedIn

LIFETIME = timedelta(hours=24)


def make(session: Session, *, user: User, lifetime: timedelta = LIFETIME) -> tuple[str, datetime]:
    """Make a link for `user`; return its path, with the secret, and when it expires."""
    secret = ids.token()
    now = clock.now()
    expires_at = now + lifetime
    session.add(LoginLink(token_sha256=digest(secret), user_id=user.id, created_at=now, expires_at=expires_at))
    session.flush()
    return f"/login?token={secret}", expires_at


def use(session: Session, secret: str) -> User:
    """Use a link up and return its user; raises `NotSignedIn` when it is unknown, used or too old.

    One conditional UPDATE, so that of two browsers racing with the same link one is let in.
    """
    now = clock.now()
    user_id = session.scalar(
        update(LoginLink)
        .where(LoginLink.token_sha256 == digest(secret), LoginLink.used_at.is_(None), LoginLink.expires_at > now)
        .values(used_at=now)
        .returning(LoginLink.user_id)
    )
    user = session.get(User, user_id) if user_id is not None else None
    if user is None or user.disabled:
        raise NotSignedIn(
            "This log-in link has been used or has expired.",
            hint="Log in with your password, or ask for a new link: `atelier user link <login>` prints one.",
        )
    return user
