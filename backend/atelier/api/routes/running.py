"""What runs now, in all projects that the caller may see."""

from fastapi import APIRouter

from atelier.api.deps import CallerDep, ReadSession
from atelier.api.jobview import running_jobs
from atelier.api.schemas.projects import RunningJob
from atelier.projects import service

router = APIRouter(prefix="/api/jobs", tags=["running"])


@router.get("/running", name="list")
def list_running(session: ReadSession, caller: CallerDep) -> list[RunningJob]:
    """Return the jobs under way, oldest first."""
    return running_jobs(session, [project for project, _ in service.visible(session, caller)])
