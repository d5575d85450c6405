"""What a runner is told: one activity, its inputs fixed at versions, its outputs by role, its place to write."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel


def slot_of(role: str, position: int) -> str:
    """Return the name of an item's place in a run: the role's, and `role.1`, `role.2`, ... for further items."""
    return role if position == 0 else f"{role}.{position}"


class DeviceSpec(BaseModel):
    """GPUs by index (none: the processors), share of each one's memory, threads of the processors."""

    gpus: list[int] = []
    memory_share: float = 1.0
    threads: int = 1


class OutputSpec(BaseModel):
    """An item to be written."""

    kind: Literal["dataset", "folder", "model"]
    name: str
    id: str = ""


class RunSpec(BaseModel):
    """The whole of an activity, as the first line on the runner's standard input."""

    activity_id: int
    kind: Literal["recipe", "macro", "session"]
    type: str
    params: dict[str, Any]
    project_key: str
    variables: dict[str, str]
    inputs: dict[str, dict[str, Any]]
    outputs: dict[str, OutputSpec]
    staging: Path
    cache: Path
    device: DeviceSpec
