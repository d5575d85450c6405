"""Jobs in DSS's shapes: starting, watching, reading the log, aborting."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WriteSession,
)
from atelier.db.tables import Activity, Job, Project
from atelier.dssapi import jobshape, names
from atelier.dssapi.bodies import ObjectBody
from atelier.dssapi.paths import PREFIX
from atelier.errors import InvalidInput, NotFound
from atelier.flow.plan import BuildType
from atelier.jobs import abort as aborting
from atelier.jobs import start
from atelier.projects import service

router = APIRouter(prefix=PREFIX, tags=["dss"])

_LISTED = 500


@router.get("/projects/{key}/jobs")
def list_jobs(
    project: ReadableProject, session: ReadSession, limit: Annotated[int, Query(ge=1, le=5000)] = _LISTED
) -> list[dict[str, Any]]:
    """List the project's jobs, the newest first."""
    query = select(Job).where(Job.project_key == project.key).order_by(Job.id.desc()).limit(limit)
    return [jobshape.list_item(session, job) for job in session.scalars(query)]


@router.post("/projects/{key}/jobs")
def start_job(
    body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Start a build."""
    build_type: Any = body.get("type") or "NON_RECURSIVE_FORCED_BUILD"
    if build_type not in get_args(BuildType):
        raise InvalidInput.at("type", f"“{build_type}” is not a build type; {', '.join(get_args(BuildType))} are.")
    outputs = body.get("outputs") or []
    if not isinstance(outputs, list) or not outputs:
        raise InvalidInput.at("outputs", "Say what to build: at least one output is needed.")
    refs = [str(output.get("id") or "") if isinstance(output, dict) else "" for output in outputs]
    targets = [start.Target("item", names.item(session, project, ref).id) for ref in refs]
    job = start.start_build(
        session,
        project=project,
        store=atelier.store,
        targets=targets,
        build_type=build_type,
        initiator=caller.login,
        via="api",
    )
    return {"id": str(job.id), "name": job.name}


@router.get("/projects/{key}/jobs/running")
def running_here(project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """List the project's jobs that have not ended."""
    return [jobshape.list_item(session, job) for job in _running(session, [project.key])]


@router.get("/jobs/running")
def running_everywhere(session: ReadSession, caller: CallerDep) -> list[dict[str, Any]]:
    """List the jobs that have not ended, of all projects that one may see."""
    keys = [project.key for project, _ in service.visible(session, caller)]
    return [jobshape.list_item(session, job) for job in _running(session, keys)]


@router.get("/projects/{key}/jobs/{job_id}")
def status(job_id: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """Say how a job stands."""
    return jobshape.status(session, find(session, project, job_id))


@router.get("/projects/{key}/jobs/{job_id}/log")
def log(job_id: str, project: ReadableProject, session: ReadSession, activity: str | None = None) -> PlainTextResponse:
    """Give a job's log, or one activity's."""
    job = find(session, project, job_id)
    wanted = _activity(session, job, activity) if activity else None
    return PlainTextResponse(jobshape.log_text(session, job, wanted))


@router.post("/projects/{key}/jobs/{job_id}/abort")
def abort(job_id: str, project: WritableProject, session: WriteSession, caller: CallerDep) -> dict[str, Any]:
    """Ask a job to end; what it has trained so far is kept."""
    job = find(session, project, job_id)
    if job.state not in jobshape.ENDED:
        aborting.abort(session, job=job, keep=True, by=caller.login)
    return {"msg": f"Abort of job {job_id} requested"}


def find(session: Session, project: Project, job_id: str) -> Job:
    """Return a job of the project; raises `NotFound`."""
    job = session.get(Job, int(job_id)) if job_id.isdecimal() and len(job_id) < 19 else None
    if job is None or job.project_key != project.key:
        raise NotFound(f"There is no job “{job_id}” in {project.key}.")
    return job


def _activity(session: Session, job: Job, ref: str) -> Activity:
    for activity in jobshape.activities_of(session, job):
        if ref in (jobshape.activity_ref(activity), activity.name, str(activity.id)):
            return activity
    raise NotFound(f"Job {job.id} has no activity “{ref}”.")


def _running(session: Session, keys: list[str]) -> list[Job]:
    query = select(Job).where(Job.project_key.in_(keys), Job.state.in_(["NOT_STARTED", "RUNNING"]))
    return list(session.scalars(query.order_by(Job.id)))
