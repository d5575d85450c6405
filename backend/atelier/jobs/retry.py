"""Running a job again: the same request, planned anew over what there is now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.db.tables import Activity, Job, Project
from atelier.errors import Conflict
from atelier.items.store import Store
from atelier.jobs.start import Target, Via, start_build, start_macro


def retry(session: Session, *, project: Project, store: Store, job: Job, initiator: str, via: Via) -> Job:
    """Start a job that does what this one did not; steps that are fresh by now are not run again.

    Raises `Conflict` while the job is still under way.
    """
    if job.state not in ("DONE", "FAILED", "ABORTED"):
        raise Conflict(f"Job {job.id:,} is still under way. Stop it first.")
    if job.kind == "macro":
        return _macros_again(session, project, store, job, initiator, via)
    targets = [Target(target["kind"], target["id"]) for target in job.targets]
    build_type = job.build_type or "RECURSIVE_BUILD"
    return start_build(
        session,
        project=project,
        store=store,
        targets=targets,
        build_type=build_type,  # type: ignore[arg-type]  # the column holds only these words
        initiator=initiator,
        via=via,
    )


def _macros_again(session: Session, project: Project, store: Store, job: Job, initiator: str, via: Via) -> Job:
    """Run the macros of a job that are not done, in their order and in one job; all of them when all are done."""
    activities = session.scalars(select(Activity).where(Activity.job_id == job.id).order_by(Activity.position)).all()
    left = [activity for activity in activities if activity.state != "DONE"] or list(activities)
    again: Job | None = None
    for activity in left:
        again = start_macro(
            session,
            project=project,
            store=store,
            type=activity.type,
            params=activity.params,
            initiator=initiator,
            via=via,
            after=again,
        )
    assert again is not None  # a job of macros has at least one
    return again
