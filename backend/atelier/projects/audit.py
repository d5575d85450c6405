"""The record of what was done, by whom and from where; rows are only ever added."""

from typing import Any

from sqlalchemy.orm import Session

from atelier import clock
from atelier.auth.caller import Caller
from atelier.db.tables import AuditRecord

NOTED = "audit_noted"


def note(
    session: Session,
    *,
    caller: Caller,
    action: str,
    project_key: str | None = None,
    object_ref: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Add a line to the record; it is committed with what it tells of, or not at all."""
    session.info[NOTED] = True
    session.add(
        AuditRecord(
            at=clock.now(),
            login=caller.login[:80],
            action=action[:80],
            project_key=project_key,
            object_ref=object_ref[:300],
            details=details or {},
            address=caller.address[:80],
            request_id=caller.request_id[:40],
        )
    )
