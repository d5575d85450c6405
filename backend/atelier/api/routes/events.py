"""What happens in a project, as it happens."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from sqlalchemy import func, select
from starlette.responses import StreamingResponse

from atelier.api import sse
from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.schemas.base import MOST
from atelier.api.schemas.jobs import StoredEventOut
from atelier.db.tables import Event

router = APIRouter(prefix="/api/projects/{key}/events", tags=["events"])


@router.get("", response_model=StoredEventOut)
def stream(
    request: Request,
    atelier: AtelierDep,
    session: ReadSession,
    project: ReadableProject,
    job: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    after: Annotated[int | None, Query(ge=0, le=MOST)] = None,
    last_event_id: Annotated[int | None, Header(ge=0, le=MOST)] = None,
) -> StreamingResponse:
    """Stream the project's events as `text/event-stream`; each message carries one stored event.

    Resumes after `Last-Event-ID`, else after `after`, else begins with what comes from now on. Log lines, warnings
    and epoch headers are sent only for `job`.
    """
    begin = last_event_id if last_event_id is not None else after
    if begin is None:
        begin = session.scalar(select(func.max(Event.id))) or 0
    return sse.stream(request, atelier, project_key=project.key, job_id=job, after=begin)
