"""Trained models of sessions: finding, describing, reading their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Analysis, Job, LabSession, MlTask, Project, TrainedModel
from atelier.errors import Conflict, NotFound
from atelier.items.store import Store
from atelier.lab import tasks

_ENDED = ("DONE", "FAILED", "ABORTED")


@dataclass(frozen=True, slots=True)
class Found:
    """A trained model with all that it hangs on."""

    model: TrainedModel
    session: LabSession
    task: MlTask
    analysis: Analysis

    @property
    def full_id(self) -> str:
        """Return the id by which scripts know it."""
        key, task = self.analysis.project_key, self.task
        return f"A-{key}-{self.analysis.id}-{task.id}-s{self.session.number}-pp1-m{self.model.number}"


def require(session: Session, *, project: Project, model_id: int) -> Found:
    """Return a trained model of the project; raises `NotFound`."""
    model = session.get(TrainedModel, model_id)
    if model is not None and model.deleted_at is None:
        owner = session.get_one(LabSession, model.session_id)
        task, analysis = tasks.require(session, project=project, task_id=owner.task_id)
        return Found(model, owner, task, analysis)
    raise NotFound("There is no such model in this project. It may have been deleted.")


def of_session(session: Session, *, found: LabSession) -> Sequence[TrainedModel]:
    """Return the models of a session by their number."""
    query = select(TrainedModel).where(TrainedModel.session_id == found.id, TrainedModel.deleted_at.is_(None))
    return session.scalars(query.order_by(TrainedModel.number)).all()


def state_of(model: TrainedModel, job: Job | None) -> str:
    """Return the state to show: what the end of its job cut short is aborted, whatever was last heard of it."""
    if model.state in _ENDED:
        return model.state
    if job is None or job.state in ("DONE", "FAILED", "ABORTED"):
        return "ABORTED" if job is None or job.state != "FAILED" else "FAILED"
    return model.state


def file_of(store: Store, model: TrainedModel, path: str) -> Path:
    """Return the place of a file of a finished model; raises `NotFound`."""
    if model.state != "DONE":
        raise Conflict(f"{model.label} is not trained yet.")
    for one in model.files:
        if one["path"] == path:
            return store.blobs.path(one["sha256"])
    raise NotFound(f"This model has no “{path}”.")


def change(
    *,
    model: TrainedModel,
    name: str | None = None,
    description: str | None = None,
    starred: bool | None = None,
    labels: list[str] | None = None,
) -> None:
    """Name, describe, star or label a model."""
    if name is not None:
        model.name = name
    if description is not None:
        model.description = description
    if starred is not None:
        model.starred = starred
    if labels is not None:
        model.labels = list(dict.fromkeys(labels))


def delete(*, model: TrainedModel) -> None:
    """Put a model away; raises `Conflict` while it is being trained."""
    if model.state not in _ENDED:
        raise Conflict("This model is still being trained. Stop the session first.")
    model.deleted_at = clock.now()
