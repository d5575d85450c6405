"""The typed events of a run, and the one place that prints them as log lines in the shape the course shows.

A runner writes them to its supervisor as JSON lines; the supervisor stores them as rows; browsers read the rows.
"""

import math
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, RootModel, field_validator


class LogLine(BaseModel):
    """A line of text for the log. `source` says who speaks: job, data, net, train, score, cache, macro, python."""

    kind: Literal["log"] = "log"
    level: Literal["INFO", "WARN", "ERROR"] = "INFO"
    source: str = "job"
    text: str


class EpochStart(BaseModel):
    """An epoch begins."""

    kind: Literal["epoch_start"] = "epoch_start"
    epoch: int
    of: int


class EpochEnd(BaseModel):
    """An epoch ended. `logs` holds loss, acc, val_loss, val_acc; `ended_at` is the runner's stamp in seconds."""

    kind: Literal["epoch"] = "epoch"
    epoch: int
    of: int
    seconds: float
    logs: dict[str, float]
    best: bool = False
    ended_at: float

    @field_validator("logs", mode="before")
    @classmethod
    def _finite_only(cls, value: Any) -> Any:
        # JSON has no word for what is not finite, and a curve no place
        if not isinstance(value, dict):
            return value
        return {name: one for name, one in value.items() if not _is_endless(one)}


class Progress(BaseModel):
    """How far the activity is; `fraction` between 0 and 1 or None when unknown."""

    kind: Literal["progress"] = "progress"
    fraction: float | None = None
    text: str = ""
    seconds_left: float | None = None


class WarningRaised(BaseModel):
    """Something the user should know although the run goes on; `paths` names pictures it is about."""

    kind: Literal["warning"] = "warning"
    code: str
    text: str
    source: str = "data"
    paths: list[str] = []


class ActivityState(BaseModel):
    """An activity changed its state."""

    kind: Literal["activity"] = "activity"
    activity: str
    state: str
    recipe_id: str | None = None
    waiting_for: str = ""
    error: dict[str, Any] | None = None


class JobState(BaseModel):
    """A job changed its state."""

    kind: Literal["job"] = "job"
    state: str
    name: str = ""
    error: dict[str, Any] | None = None


class ModelChanged(BaseModel):
    """A model of a training session got on; `number` is its place in the session.

    `trial` is one candidate of its search. `facts` come with the end: hyper-parameters, metrics, seconds. `files` are
    those of the finished model, below `models/<number>` of the staging folder.
    """

    kind: Literal["model"] = "model"
    number: int
    state: Literal["QUEUED", "RUNNING", "DONE", "FAILED", "ABORTED"]
    text: str = ""
    fraction: float | None = None
    trial: dict[str, Any] | None = None
    facts: dict[str, Any] = {}
    files: list[dict[str, Any]] = []


class ItemChanged(BaseModel):
    """An item or recipe was made, changed, built, renamed, deleted or restored: the flow must be read again."""

    kind: Literal["item"] = "item"
    object: Literal["item", "recipe", "project"]
    id: str
    change: Literal["created", "changed", "built", "deleted", "restored"]


def _is_endless(value: Any) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


class Failure(BaseModel):
    """Why a run failed, as the last line of a runner."""

    code: str
    message: str
    hint: str | None = None
    fields: list[dict[str, Any]] = []
    details: dict[str, Any] = {}


AnyEvent = Annotated[
    LogLine | EpochStart | EpochEnd | Progress | WarningRaised | ActivityState | JobState | ModelChanged | ItemChanged,
    Field(discriminator="kind"),
]


class EventBody(RootModel[AnyEvent]):
    """Any one event, told apart by `kind`."""


class StoredEvent(BaseModel):
    """An event as a row: `id` orders all events and is the SSE id; `at` in seconds since the epoch."""

    id: int
    at: float
    job_id: int | None
    activity_id: int | None
    body: AnyEvent


def as_log_text(event: BaseModel) -> str | None:
    """Return the event as the text of a log line, or None when it has no line of its own."""
    match event:
        case LogLine():
            return event.text
        case EpochStart():
            return f"Epoch {event.epoch}/{event.of}"
        case EpochEnd():
            figures = " - ".join(f"{name}: {value:.4f}" for name, value in event.logs.items())
            return f"- {event.seconds:.0f}s - {figures}"
        case WarningRaised():
            return event.text
        case _:
            return None


def as_log_line(event: BaseModel, at: datetime) -> str | None:
    """Return `[09:57:25] [INFO] [train] - 24s - loss: ...`, the shape of the course's job log, or None."""
    text = as_log_text(event)
    if text is None:
        return None
    level = event.level if isinstance(event, LogLine) else "WARN" if isinstance(event, WarningRaised) else "INFO"
    source = getattr(event, "source", "train")
    dash = "" if text.startswith("- ") else "- "
    return f"[{at:%H:%M:%S}] [{level}] [{source}] {dash}{text}"
