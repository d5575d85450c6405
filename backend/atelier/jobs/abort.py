"""Stopping a job: queued work ends at once; what runs is asked by its supervisor, then made to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.hooks import after_commit
from atelier.db.tables import Activity, Job
from atelier.errors import Conflict
from atelier.jobs import claim, crash
from atelier.projects.events import record
from atelier.runner.events import LogLine


def abort(session: Session, *, job: Job, keep: bool, by: str) -> Job:
    """Ask for the end of a job. `keep`: a training stops at the next batch and its best epoch is published.

    Asking twice is harmless; asking again with `keep=False` hurries. Raises `Conflict` when the job is over.
    """
    session.refresh(job, with_for_update=True)
    if job.state in ("DONE", "FAILED", "ABORTED"):
        raise Conflict(f"Job {job.id:,} is over already.")
    job.abort_requested_at = job.abort_requested_at or clock.now()
    job.abort_keep = keep and job.abort_keep
    words = "and keep the best so far" if job.abort_keep else "at once"
    record(session, project_key=job.project_key, job_id=job.id, body=LogLine(text=f"{by} asked to stop {words}."))
    for activity in session.scalars(
        select(Activity).where(Activity.job_id == job.id, Activity.state == "QUEUED").order_by(Activity.position)
    ).all():
        if activity.state == "QUEUED":
            claim.end_activity(session, activity, state="ABORTED")
    claim.advance(session, job)
    bell = session.info.get("bell")
    if bell is not None:
        after_commit(session, lambda: bell.ring("queue"))
    after_commit(session, lambda: crash.point("after-abort-request"))
    return job
