"""Shapes of projects and their flow."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from atelier.api.schemas.base import In, Out

ItemState = Literal["not_built", "up_to_date", "out_of_date", "queued", "running", "failed", "blocked", "stopped"]
ItemKindOut = Literal["dataset", "folder", "model"]
PermissionOut = Literal["READ_CONF", "WRITE_CONF", "ADMIN"]


class ProjectIn(In):
    name: str = Field(min_length=1, max_length=200)
    key: str = Field(pattern=r"^[A-Z][A-Z0-9_]{0,63}$")
    description: str = Field("", max_length=10000)


class ProjectPatch(In):
    name: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, max_length=10000)
    tags: list[str] | None = Field(None, max_length=50)


class TutorialIn(In):
    """How many pictures the tutorial project draws."""

    train_pictures: int = Field(2400, ge=24, le=20_000)
    test_pictures: int = Field(480, ge=12, le=5_000)


class KeyProposal(Out):
    key: str
    free: bool


class Thumb(Out):
    """A picture to show: `url` serves it at the size asked for by `?size=`."""

    url: str
    name: str


class MiniNode(Out):
    id: str
    kind: Literal["dataset", "folder", "model", "recipe"]
    family: str
    state: ItemState
    needs: list[str]


class ProjectCard(Out):
    key: str
    name: str
    description: str
    tags: list[str]
    owner: str
    is_tutorial: bool
    updated_at: datetime
    state_counts: dict[str, int]
    running: list["RunningJob"]
    thumbs: list[Thumb]
    nodes: list[MiniNode]
    permission: PermissionOut


class RunningJob(Out):
    """A job under way, for chips and lists everywhere."""

    id: int
    project_key: str
    project_name: str
    name: str
    state: str
    text: str
    fraction: float | None
    initiator: str


class ProjectOut(Out):
    key: str
    name: str
    description: str
    tags: list[str]
    owner: str
    is_tutorial: bool
    created_at: datetime
    updated_at: datetime
    revision: int
    permission: PermissionOut


class ProjectStarted(Out):
    """A project that fills itself: the job draws its pictures."""

    project: ProjectOut
    job_id: int


class RightIn(In):
    group: str
    permission: PermissionOut


class RightsIn(In):
    rights: list[RightIn]


class RightOut(Out):
    group: str
    permission: PermissionOut


class RightsOut(Out):
    """Rights by group; `groups` names all groups there are."""

    owner: str
    groups: list[str]
    rights: list[RightOut]


class FlowItem(Out):
    """An item on the flow. `facts`: rows, files, bytes, pictures, unreadable, columns, model."""

    id: str
    kind: ItemKindOut
    name: str
    origin: Literal["managed", "uploaded", "linked"]
    holds: Literal["pictures", "model", "saved_model", "evaluations", "predictions", "vectors", "table", "files"]
    state: ItemState
    state_text: str
    facts: dict[str, Any]
    thumbs: list[Thumb]
    version: int
    built_at: datetime | None
    revision: int


class FlowRoleRef(Out):
    role: str
    item_id: str


class FlowRecipe(Out):
    """A recipe on the flow, with the figures of its running or last activity."""

    id: str
    name: str
    type: str
    type_label: str
    icon: str
    family: Literal["visual", "code", "deep", "ml"]
    inputs: list[FlowRoleRef]
    outputs: list[FlowRoleRef]
    state: ItemState
    state_text: str
    job_id: int | None
    activity_id: int | None
    fraction: float | None
    summary: dict[str, Any]
    last_run_at: datetime | None
    revision: int


class FlowOut(Out):
    items: list[FlowItem]
    recipes: list[FlowRecipe]
    last_event_id: int


class ClassColours(Out):
    """The colour index (0-9) and marker index of each class of the project."""

    colours: dict[str, int]


class TrashEntry(Out):
    kind: Literal["dataset", "folder", "model", "recipe"]
    id: str
    name: str
    deleted_at: datetime
