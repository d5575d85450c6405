"""Shapes of plans, jobs, activities and their events."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, RootModel

from atelier.api.schemas.base import In, Out
from atelier.runner.events import AnyEvent

BuildType = Literal[
    "NON_RECURSIVE_FORCED_BUILD", "RECURSIVE_BUILD", "RECURSIVE_FORCED_BUILD", "RECURSIVE_MISSING_ONLY_BUILD"
]
JobStateOut = Literal["NOT_STARTED", "RUNNING", "DONE", "FAILED", "ABORTED"]
ActivityStateOut = Literal["QUEUED", "CLAIMED", "RUNNING", "DONE", "FAILED", "ABORTED", "SKIPPED"]


class TargetIn(In):
    """What to build: an item, or a recipe (all its outputs)."""

    kind: Literal["item", "recipe"]
    id: str


class BuildIn(In):
    targets: list[TargetIn] = Field(min_length=1, max_length=1000)
    build_type: BuildType = "RECURSIVE_BUILD"


class PlannedOut(Out):
    recipe_id: str
    recipe_name: str
    type: str
    icon: str
    family: str
    reason: str
    will_run: bool
    needs: list[str]
    outputs: list[str]


class PlanOut(Out):
    """What a build would do, in order, with the reason of each step; `skipped` are fresh and stay."""

    activities: list[PlannedOut]
    skipped: list[PlannedOut]
    problems: list[str]


class JobOut(Out):
    id: int
    project_key: str
    kind: Literal["build", "macro", "lab"]
    name: str
    build_type: str | None
    state: JobStateOut
    initiator: str
    via: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    abort_requested: bool
    warnings: int
    error: dict[str, Any] | None
    activity_count: int
    text: str
    fraction: float | None


class ActivityOut(Out):
    id: int
    position: int
    kind: Literal["recipe", "macro", "session"]
    type: str
    icon: str
    family: str
    name: str
    recipe_id: str | None
    inputs: list["IoOut"]
    outputs: list["IoOut"]
    params: dict[str, Any]
    needs: list[int]
    reason: str
    slot_class: Literal["cpu", "gpu"]
    slot: str | None
    state: ActivityStateOut
    waiting_for: str
    place: int | None
    fraction: float | None
    progress_text: str
    seconds_left: float | None
    summary: dict[str, Any]
    tries: int
    started_at: datetime | None
    ended_at: datetime | None
    error: dict[str, Any] | None


class IoOut(Out):
    role: str
    item_id: str
    name: str
    kind: Literal["dataset", "folder", "model"]
    version: int | None


class JobDetail(JobOut):
    activities: list[ActivityOut]
    last_event_id: int


class AbortIn(In):
    """`keep`: stop at the next good moment and keep the best so far; else end at once and keep nothing."""

    keep: bool = True


class StoredEventOut(Out):
    """One event; on the stream the SSE id is `id` and the data is this object."""

    id: int
    at: float
    job_id: int | None
    activity_id: int | None
    body: AnyEvent


class EventsOut(Out):
    """Past events after a given id, oldest first; `next` is the last id read, `end` says that the job is over."""

    events: list[StoredEventOut]
    next: int
    more: bool


class StreamEvent(RootModel[StoredEventOut]):
    """What one SSE message carries."""
