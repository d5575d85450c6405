"""Following a session: each model's news into its row, its files into the store as soon as it is trained."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Activity, LabSession, TrainedModel
from atelier.jobs.claim import Claim
from atelier.ml.tabular.session import MODELS
from atelier.runner.events import ModelChanged
from atelier.storage.blobs import BlobStore
from atelier.storage.names import clean_path

_MOST_TRIALS = 2_000


class SessionFollower:
    """Takes the events of activities of kind `session`."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    def params_of(self, session: Session, activity: Activity) -> dict[str, Any]:
        """Return what the runner is told: what an earlier attempt has finished is not trained again."""
        done = session.scalars(
            select(TrainedModel.number)
            .join(LabSession, LabSession.id == TrainedModel.session_id)
            .where(LabSession.job_id == activity.job_id, TrainedModel.state == "DONE")
        ).all()
        return {**activity.params, "done": list(done)}

    def adopt(self, staging: Path, event: BaseModel) -> None:
        """Move the files of a finished model into the store; doing it twice is harmless."""
        if isinstance(event, ModelChanged) and event.files:
            root = staging / MODELS / str(event.number)
            self._blobs.adopt_all(
                (place, file["sha256"])
                for file in event.files
                if (place := root / clean_path(file["path"])).is_file() and not place.is_symlink()
            )

    def take(self, session: Session, claim: Claim, event: BaseModel) -> BaseModel:
        """Write an event into the model's row; returns the event as it is kept, without the names of blobs."""
        if not isinstance(event, ModelChanged):
            return event
        model = session.scalar(
            select(TrainedModel)
            .join(LabSession, LabSession.id == TrainedModel.session_id)
            .where(LabSession.job_id == claim.job_id, TrainedModel.number == event.number)
        )
        if model is not None:
            _update(model, event)
        return event.model_copy(update={"files": []})


def _update(model: TrainedModel, event: ModelChanged) -> None:
    now = clock.now()
    if event.state == "RUNNING" and event.trial is None:
        model.started_at, model.trials = now, []
    model.state, model.text, model.fraction = event.state, event.text[:1000], event.fraction
    if event.trial is not None and len(model.trials) < _MOST_TRIALS:
        model.trials = [*model.trials, event.trial]
    if event.state in ("DONE", "FAILED", "ABORTED"):
        model.ended_at = now
    if event.facts:
        model.facts = event.facts
    if event.files:
        model.files = event.files
