"""Jobs and activities as the API shows them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier.api.schemas.jobs import ActivityOut, IoOut, JobDetail, JobOut, StoredEventOut
from atelier.api.schemas.projects import RunningJob
from atelier.db.tables import Activity, Attempt, Event, Item, ItemVersion, Job, Project, Slot
from atelier.errors import NotFound
from atelier.items import types
from atelier.jobs import waiting
from atelier.jobs.claim import LIVE
from atelier.jobs.states import running_words
from atelier.jobs.supervise import slot_words
from atelier.macros import registry as macros


def stored(event: Event) -> StoredEventOut:
    """Return an event's row as it is sent."""
    return StoredEventOut.model_validate(
        {
            "id": event.id,
            "at": event.at.timestamp(),
            "job_id": event.job_id,
            "activity_id": event.activity_id,
            "body": event.body,
        }
    )


def activities_of(session: Session, job: Job) -> list[Activity]:
    """Return a job's activities in order."""
    return list(session.scalars(select(Activity).where(Activity.job_id == job.id).order_by(Activity.position)))


def job_out(job: Job, activities: list[Activity]) -> JobOut:
    """Return a job for lists."""
    return JobOut.model_validate(_job_fields(job, activities))


def job_detail(session: Session, job: Job) -> JobDetail:
    """Return a job with its activities."""
    activities = activities_of(session, job)
    last = session.scalar(select(func.max(Event.id)).where(Event.job_id == job.id)) or 0
    return JobDetail.model_validate(
        {
            **_job_fields(job, activities),
            "activities": [activity_out(session, activity) for activity in activities],
            "last_event_id": last,
        }
    )


def activity_out(session: Session, activity: Activity) -> ActivityOut:
    """Return an activity, with place and reason while it waits."""
    if activity.kind == "recipe":
        found = types.find(activity.type)
        icon, family = (found.icon, str(found.family)) if found else ("macro", "code")
    else:
        icon, family = _macro_icon(activity.type), "deep"
    attempt = session.scalar(
        select(Attempt).where(Attempt.activity_id == activity.id).order_by(Attempt.number.desc()).limit(1)
    )
    held = [session.get(Slot, slot_id) for slot_id in attempt.slot_ids] if attempt is not None else []
    queued = activity.state == "QUEUED"
    waits = bool(activity.needs) and queued
    return ActivityOut(
        id=activity.id,
        position=activity.position,
        kind="recipe" if activity.kind == "recipe" else "macro",
        type=activity.type,
        icon=icon,
        family=family,
        name=activity.name,
        recipe_id=activity.recipe_id,
        inputs=_io(session, activity, activity.inputs, attempt=None),
        outputs=_io(session, activity, activity.outputs, attempt=attempt),
        params=activity.params,
        needs=[int(need) for need in activity.needs],
        reason=activity.reason,
        slot_class="gpu" if activity.slot_class == "gpu" else "cpu",
        slot=slot_words([slot for slot in held if slot is not None]) if attempt is not None else None,
        state=activity.state,
        waiting_for=waiting.why(session, activity) if queued else activity.waiting_for,
        place=waiting.place_of(session, activity) if queued and not waits else None,
        fraction=activity.fraction,
        progress_text=activity.progress_text,
        seconds_left=activity.summary.get("seconds_left") if activity.state in LIVE else None,
        summary=activity.summary,
        tries=attempt.number if attempt is not None else 0,
        started_at=activity.started_at,
        ended_at=activity.ended_at,
        error=activity.error,
    )


def running_jobs(session: Session, projects: list[Project]) -> list[RunningJob]:
    """Return the jobs under way in the given projects, oldest first."""
    names = {project.key: project.name for project in projects}
    jobs = session.scalars(
        select(Job)
        .where(Job.project_key.in_(names), Job.state.in_(("NOT_STARTED", "RUNNING")))
        .order_by(Job.id)
        .limit(200)
    )
    found = []
    for job in jobs:
        activities = activities_of(session, job)
        out = job_out(job, activities)
        active = next((one for one in activities if one.state in LIVE), None)
        found.append(
            RunningJob(
                id=job.id,
                project_key=job.project_key,
                project_name=names[job.project_key],
                name=active.name if active is not None else job.name,
                state=job.state,
                text=out.text,
                fraction=out.fraction,
                initiator=job.initiator,
            )
        )
    return found


def require_job(session: Session, project: Project, job_id: int) -> Job:
    """Return a job of the project; raises `NotFound`."""
    job = session.get(Job, job_id)
    if job is None or job.project_key != project.key:
        raise NotFound(f"There is no job {job_id} in this project.")
    return job


def _job_fields(job: Job, activities: list[Activity]) -> dict[str, object]:
    active = next((one for one in activities if one.state in LIVE), None)
    return {
        "id": job.id,
        "project_key": job.project_key,
        "kind": job.kind,
        "name": job.name,
        "build_type": job.build_type,
        "state": job.state,
        "initiator": job.initiator,
        "via": job.via,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "ended_at": job.ended_at,
        "abort_requested": job.abort_requested_at is not None,
        "warnings": job.warnings,
        "error": job.error,
        "activity_count": len(activities),
        "text": running_words(active) if active is not None else _words(job, activities),
        "fraction": _fraction(activities) if job.state == "RUNNING" else None,
    }


def _words(job: Job, activities: list[Activity]) -> str:
    if job.state == "NOT_STARTED":
        return "queued"
    if job.state == "RUNNING":
        return "waiting for a place"
    if job.state == "FAILED":
        return str((job.error or {}).get("message", "failed"))
    if job.state == "ABORTED":
        return "stopped"
    return "done" if activities else "nothing to do"


def _fraction(activities: list[Activity]) -> float | None:
    if not activities:
        return None
    done = sum(
        1.0 if one.state == "DONE" else (one.fraction or 0.0) if one.state in LIVE else 0.0 for one in activities
    )
    return done / len(activities)


def _io(session: Session, activity: Activity, roles: dict[str, list[str]], *, attempt: Attempt | None) -> list[IoOut]:
    found = []
    for role, item_ids in roles.items():
        for item_id in item_ids:
            item = session.get(Item, item_id)
            if item is None:
                continue
            version = None
            if attempt is not None and activity.state in ("DONE", "ABORTED"):
                version = session.scalar(
                    select(ItemVersion.version).where(
                        ItemVersion.item_id == item.id, ItemVersion.attempt_id == attempt.id
                    )
                )
            found.append(
                IoOut.model_validate(
                    {"role": role, "item_id": item.id, "name": item.name, "kind": item.kind, "version": version}
                )
            )
    return found


def _macro_icon(type_name: str) -> str:
    try:
        return macros.get(type_name).icon
    except NotFound:
        return "macro"
