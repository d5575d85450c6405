"""Writing what happened as rows, and waking those who watch once it is committed."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.hooks import after_commit
from atelier.db.tables import Event
from atelier.runner.events import ItemChanged


def record(
    session: Session,
    *,
    project_key: str,
    body: BaseModel,
    job_id: int | None = None,
    activity_id: int | None = None,
) -> Event:
    """Append an event to the session; the bell of topic `events` rings after the commit."""
    data: dict[str, Any] = body.model_dump(mode="json")
    event = Event(
        project_key=project_key, job_id=job_id, activity_id=activity_id, at=clock.now(), kind=data["kind"], body=data
    )
    session.add(event)
    bell = session.info.get("bell")
    if bell is not None and not session.info.get("will_ring"):
        session.info["will_ring"] = True
        after_commit(session, lambda: _ring(session, bell))
    return event


def item_changed(session: Session, *, project_key: str, object: str, id: str, change: str) -> Event:
    """Record that an item, recipe or project was created, changed, built, deleted or restored."""
    body = ItemChanged.model_validate({"object": object, "id": id, "change": change})
    return record(session, project_key=project_key, body=body)


def _ring(session: Session, bell: Any) -> None:
    session.info.pop("will_ring", None)
    bell.ring("events")
