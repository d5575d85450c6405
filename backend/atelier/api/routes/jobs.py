"""Jobs of a project: planning, starting, watching, stopping."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Query
from sqlalchemy import select
from starlette.responses import StreamingResponse

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.jobview import activities_of, job_detail, job_out, require_job, stored
from atelier.api.schemas.base import MOST, Page, WholeNumber
from atelier.api.schemas.jobs import AbortIn, BuildIn, EventsOut, JobDetail, JobOut, PlannedOut, PlanOut
from atelier.db.engine import Database
from atelier.db.tables import Event, Job
from atelier.flow.plan import Step
from atelier.items import types
from atelier.items.flow import LoadedFlow
from atelier.jobs import abort as aborting
from atelier.jobs import retry as retrying
from atelier.jobs.start import Target, plan_build, start_build
from atelier.runner.events import EventBody, as_log_line

router = APIRouter(prefix="/api/projects/{key}/jobs", tags=["jobs"])


@router.post("/plan")
def plan(session: ReadSession, project: ReadableProject, body: BuildIn) -> PlanOut:
    """Say what a build would do, in order, with the reason of each step."""
    targets = [Target(target.kind, target.id) for target in body.targets]
    planned, loaded = plan_build(session, project=project, targets=targets, build_type=body.build_type)
    return PlanOut(
        activities=[_planned(loaded, step, will_run=True) for step in planned.steps],
        skipped=[_planned(loaded, step, will_run=False) for step in planned.skipped],
        problems=list(planned.problems),
    )


@router.post("", status_code=202)
def start(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    body: BuildIn,
    idempotency_key: Annotated[str | None, Header(max_length=120)] = None,
) -> JobOut:
    """Accept a build; the same `Idempotency-Key` again answers with the same job."""
    job = start_build(
        session,
        project=project,
        store=atelier.store,
        targets=[Target(target.kind, target.id) for target in body.targets],
        build_type=body.build_type,
        initiator=caller.login,
        via=caller.via,
        idempotency_key=f"{project.key}/{caller.login}/{idempotency_key}" if idempotency_key else None,
    )
    return job_out(job, activities_of(session, job))


@router.get("", name="list")
def list_jobs(
    session: ReadSession,
    project: ReadableProject,
    state: str | None = None,
    before: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[JobOut]:
    """Return the project's jobs, newest first; `before` is the `next` of the page before."""
    query = select(Job).where(Job.project_key == project.key)
    if state:
        query = query.where(Job.state == state)
    total = len(session.scalars(query.with_only_columns(Job.id)).all())
    if before is not None:
        query = query.where(Job.id < before)
    jobs = session.scalars(query.order_by(Job.id.desc()).limit(limit + 1)).all()
    page = [job_out(job, activities_of(session, job)) for job in jobs[:limit]]
    return Page(items=page, total=total, next=str(page[-1].id) if len(jobs) > limit else None)


@router.get("/{job_id}", name="get")
def get_job(session: ReadSession, project: ReadableProject, job_id: WholeNumber) -> JobDetail:
    """Return a job with its activities."""
    return job_detail(session, require_job(session, project, job_id))


@router.post("/{job_id}/abort")
def abort(
    session: WriteSession, caller: CallerDep, project: WritableProject, job_id: WholeNumber, body: AbortIn
) -> JobOut:
    """Stop a job; with `keep` a training publishes its best epoch so far."""
    job = aborting.abort(session, job=require_job(session, project, job_id), keep=body.keep, by=caller.login)
    return job_out(job, activities_of(session, job))


@router.post("/{job_id}/retry", status_code=202)
def retry(
    session: WriteSession, atelier: AtelierDep, caller: CallerDep, project: WritableProject, job_id: WholeNumber
) -> JobOut:
    """Start a job that does again what this one did not finish."""
    job = retrying.retry(
        session,
        project=project,
        store=atelier.store,
        job=require_job(session, project, job_id),
        initiator=caller.login,
        via=caller.via,
    )
    return job_out(job, activities_of(session, job))


@router.get("/{job_id}/events")
def past_events(
    session: ReadSession,
    project: ReadableProject,
    job_id: WholeNumber,
    after: Annotated[int, Query(ge=0, le=MOST)] = 0,
    limit: Annotated[int, Query(ge=1, le=10_000)] = 5000,
) -> EventsOut:
    """Return the job's events after an id, oldest first."""
    job = require_job(session, project, job_id)
    rows = session.scalars(
        select(Event).where(Event.job_id == job.id, Event.id > after).order_by(Event.id).limit(limit + 1)
    ).all()
    page = rows[:limit]
    return EventsOut(
        events=[stored(event) for event in page], next=page[-1].id if page else after, more=len(rows) > limit
    )


@router.get("/{job_id}/log", response_class=StreamingResponse, response_model=None)
def log(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    job_id: WholeNumber,
    activity: WholeNumber | None = None,
) -> StreamingResponse:
    """Return the log as plain text, in the shape of the course."""
    job = require_job(session, project, job_id)
    return StreamingResponse(
        (line.encode() for line in log_lines(atelier.database, job.id, activity)),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="job-{job.id}.log"'},
    )


def log_lines(database: Database, job_id: int, activity_id: int | None = None) -> Iterator[str]:
    """Yield the lines of a job's log, each with its newline."""
    after = 0
    while True:
        with database.read() as session:
            query = select(Event).where(Event.job_id == job_id, Event.id > after)
            if activity_id is not None:
                query = query.where(Event.activity_id == activity_id)
            rows = session.scalars(query.order_by(Event.id).limit(2000)).all()
        for event in rows:
            line = as_log_line(EventBody.model_validate(event.body).root, event.at)
            if line is not None:
                yield line + "\n"
        if len(rows) < 2000:
            return
        after = rows[-1].id


def _planned(loaded: LoadedFlow, step: Step, *, will_run: bool) -> PlannedOut:
    recipe = loaded.recipes[step.recipe_id]
    found = types.find(recipe.type)
    return PlannedOut(
        recipe_id=recipe.id,
        recipe_name=recipe.name,
        type=recipe.type,
        icon=found.icon if found else "macro",
        family=str(found.family) if found else "code",
        reason=step.reason,
        will_run=will_run,
        needs=list(step.needs),
        outputs=[loaded.items[ref.item_id].name for ref in loaded.graph.recipes[recipe.id].outputs],
    )
