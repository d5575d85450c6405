"""Long tasks ("futures") and plugins in DSS's shapes.

What this API starts in the background is a job; `job_<id>` is its future. A future that failed answers with an error,
since the open client looks at no other sign and would wait for ever.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from atelier import __version__
from atelier.api.deps import AtelierDep, CallerDep, ReadSession, WriteSession
from atelier.auth.caller import Caller
from atelier.auth.permissions import Permission
from atelier.db.hooks import after_commit
from atelier.db.tables import Item, Job, MetricRun
from atelier.dssapi import jobshape, measuring
from atelier.dssapi.paths import PREFIX
from atelier.errors import ActivityFailed, NotFound
from atelier.jobs import abort as aborting
from atelier.metrics import runs
from atelier.projects import service

router = APIRouter(prefix=PREFIX, tags=["dss"])

_PLUGINS = {
    "deeplearning-image": "Deep Learning image",
    "deeplearning-image-cpu": "Deep Learning image (CPU)",
    "deeplearning-image-gpu": "Deep Learning image (GPU)",
}
"""Names under which scripts look for what is built in here."""


@router.get("/futures/{future_id}")
def state(
    future_id: str, session: ReadSession, caller: CallerDep, peek: Annotated[bool, Query()] = False
) -> dict[str, Any]:
    """Say whether a task has its result, and give it unless only peeked at."""
    if future_id.startswith(measuring.PREFIX):
        run = _find_run(session, caller, future_id, Permission.READ_CONF)
        return measuring.task(measuring.Told(run, runs.values_of(session, run)), peek=peek)
    job = _find(session, caller, future_id, Permission.READ_CONF)
    if job.state in ("FAILED", "ABORTED"):
        error = job.error or {}
        raise ActivityFailed(str(error.get("message") or f"The task ended as {job.state}."), hint=error.get("hint"))
    done = job.state == "DONE"
    shown = {"jobId": future_id, "hasResult": done, "alive": not done, "startTime": 0}
    return {**shown, "result": jobshape.status(session, job)} if done and not peek else shown


@router.delete("/futures/{future_id}")
def abort(future_id: str, session: WriteSession, caller: CallerDep, atelier: AtelierDep) -> dict[str, Any]:
    """Ask a task to end."""
    if future_id.startswith(measuring.PREFIX):
        run = _find_run(session, caller, future_id, Permission.WRITE_CONF)
        told = runs.stop(session, item=session.get_one(Item, run.item_id))
        after_commit(session, lambda: atelier.measuring.tell(told))
        return {"msg": "Abort requested"}
    job = _find(session, caller, future_id, Permission.WRITE_CONF)
    if job.state not in jobshape.ENDED:
        aborting.abort(session, job=job, keep=False, by=caller.login)
    return {"msg": "Abort requested"}


@router.get("/plugins")
def plugins(_caller: CallerDep) -> list[dict[str, Any]]:
    """List what is built in under the names of the plugins that it stands for."""
    return [
        {"id": name, "version": __version__, "isDev": False, "meta": {"label": label}}
        for name, label in _PLUGINS.items()
    ]


def _find(session: Session, caller: Caller, future_id: str, permission: Permission) -> Job:
    number = future_id.removeprefix("job_")
    job = session.get(Job, int(number)) if number.isdecimal() and len(number) < 19 else None
    if job is None or not future_id.startswith("job_"):
        raise NotFound(f"There is no task “{future_id}”.")
    service.require(session, caller, job.project_key, permission)
    return job


def _find_run(session: Session, caller: Caller, future_id: str, permission: Permission) -> MetricRun:
    number = future_id.removeprefix(measuring.PREFIX)
    run = session.get(MetricRun, int(number)) if number.isdecimal() and len(number) < 16 else None
    if run is None:
        raise NotFound(f"There is no task “{future_id}”.")
    service.require(session, caller, session.get_one(Item, run.item_id).project_key, permission)
    return run
