"""Work that may only happen once a transaction has really been committed (ringing bells, sending messages)."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session

_KEY = "after_commit"


def after_commit(session: Session, callback: Callable[[], None]) -> None:
    """Call `callback` after the session's transaction has been committed; a rollback forgets it.

    The callback must not use the session: it has no transaction any more.
    """
    session.info.setdefault(_KEY, []).append(callback)


@event.listens_for(Session, "after_commit")
def _run(session: Session) -> None:
    for callback in session.info.pop(_KEY, ()):
        callback()


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_KEY, None)
