"""Jobs, their activities and logs in DSS's shapes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Activity, Event, Item, Job, Project
from atelier.dssapi import names
from atelier.runner.events import EventBody, as_log_line

ENDED = frozenset({"DONE", "FAILED", "ABORTED"})


def activities_of(session: Session, job: Job) -> list[Activity]:
    """Return a job's activities in order."""
    return list(session.scalars(select(Activity).where(Activity.job_id == job.id).order_by(Activity.position)))


def activity_ref(activity: Activity) -> str:
    """Return how scripts refer to an activity: recipe and partition ("NP": not partitioned)."""
    return f"{activity.name}_NP"


def definition(session: Session, job: Job) -> dict[str, Any]:
    """Return what a job was asked to do."""
    project = session.get_one(Project, job.project_key)
    return {
        "id": str(job.id),
        "name": job.name,
        "projectKey": job.project_key,
        "type": job.build_type or "NON_RECURSIVE_FORCED_BUILD",
        "initiator": job.initiator,
        "triggeredFrom": "API" if job.via == "api" else "UI",
        "initiationTimestamp": clock.milliseconds(job.created_at),
        "outputs": [_output(session, project, target) for target in job.targets],
        "refreshHiveMetastore": False,
    }


def list_item(session: Session, job: Job) -> dict[str, Any]:
    """Return a job as one of a list."""
    return {
        "jobId": str(job.id),
        "projectKey": job.project_key,
        "def": definition(session, job),
        "state": job.state,
        "stableState": job.state in ENDED,
        "startTime": clock.milliseconds(job.started_at),
        "endTime": clock.milliseconds(job.ended_at),
        "warningsCount": job.warnings,
    }


def status(session: Session, job: Job) -> dict[str, Any]:
    """Return how a job stands."""
    activities = activities_of(session, job)
    ended = [activity for activity in activities if activity.ended_at is not None]
    base = {
        "state": job.state,
        "jobId": str(job.id),
        "def": definition(session, job),
        "jobStartTime": clock.milliseconds(job.started_at),
        "jobEndTime": clock.milliseconds(job.ended_at),
        "activities": {activity_ref(activity): _activity(activity) for activity in activities},
        "warningsCount": job.warnings,
    }
    if job.error:
        base["jobFailure"] = {**job.error, "message": job.error.get("message", "")}
    return {
        "baseStatus": base,
        "globalState": {
            "done": sum(activity.state == "DONE" for activity in ended),
            "failed": sum(activity.state == "FAILED" for activity in ended),
            "aborted": sum(activity.state == "ABORTED" for activity in ended),
            "running": sum(activity.state == "RUNNING" for activity in activities),
            "total": len(activities),
        },
    }


def log_text(session: Session, job: Job, activity: Activity | None) -> str:
    """Return a job's log, or one activity's, as text in the shape of the course."""
    query = select(Event).where(Event.job_id == job.id).order_by(Event.id)
    if activity is not None:
        query = query.where(Event.activity_id == activity.id)
    rows = session.scalars(query.execution_options(yield_per=1000))
    lines = (as_log_line(EventBody.model_validate(row.body).root, row.at) for row in rows)
    return "".join(f"{line}\n" for line in lines if line is not None)


def _activity(activity: Activity) -> dict[str, Any]:
    states = {"QUEUED": "NOT_STARTED", "CLAIMED": "NOT_STARTED"}
    return {
        "activityId": activity_ref(activity),
        "state": states.get(activity.state, activity.state),
        "recipeName": activity.name,
        "recipeType": activity.type,
        "startTime": clock.milliseconds(activity.started_at),
        "endTime": clock.milliseconds(activity.ended_at),
        "reason": activity.reason,
        **({"firstFailure": activity.error} if activity.error else {}),
    }


def _output(session: Session, project: Project, target: Any) -> dict[str, Any]:
    item = session.get(Item, target.get("id", "")) if isinstance(target, dict) else None
    kind = "DATASET" if item is None or item.kind == "dataset" else "MANAGED_FOLDER"
    ref = names.ref_of(item) if item is not None else str(target.get("id", "") if isinstance(target, dict) else target)
    return {"type": kind, "id": ref, "projectKey": project.key, "partition": "NP"}
