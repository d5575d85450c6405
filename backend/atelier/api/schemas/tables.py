"""Shapes of previews, steps and their settings."""

from typing import Any

from pydantic import Field

from atelier.api.schemas.base import MOST, FieldProblemOut, In, Out
from atelier.storage.schema import Column


class StepTypeOut(Out):
    """A Prepare step as the library and its form need it; `params_schema` has `ui` hints per property."""

    type: str
    label: str
    description: str
    category: str
    icon: str
    keywords: list[str]
    params_schema: dict[str, Any]
    defaults: dict[str, Any]


class RecipePreviewIn(In):
    """What to work out: settings as they are typed.

    `slot` chooses the output, `upto` the number of steps to apply, `columns` those that rows hold (none: all).
    """

    params: dict[str, Any]
    inputs: dict[str, list[str]] | None = None
    slot: str = Field("", max_length=100)
    upto: int | None = Field(None, ge=0, le=10_000)
    sample_rows: int = Field(10_000, ge=1, le=200_000)
    offset: int = Field(0, ge=0, le=MOST)
    limit: int = Field(200, ge=1, le=1000)
    columns: list[str] = Field([], max_length=1000)


class StepReportOut(Out):
    """What became of a step on the sample. `note` is a sentence; `is_idle` says that it found nothing to do."""

    sentence: str
    enabled: bool
    columns: list[str]
    rows_in: int | None
    rows_out: int | None
    hits: int | None
    note: str
    is_idle: bool


class RetypedOut(Out):
    name: str
    before: str
    after: str


class SchemaChangeOut(Out):
    added: list[str]
    removed: list[str]
    retyped: list[RetypedOut]


class DownstreamIn(In):
    """Settings of a recipe as they are typed."""

    params: dict[str, Any]


class DownstreamOut(Out):
    """A recipe further down. `changes` by output name; `problem`: why it would fail; not known: only a run can tell."""

    recipe_id: str
    recipe_name: str
    type: str
    changes: dict[str, SchemaChangeOut]
    problem: str
    is_known: bool


class OutputPreviewOut(Out):
    slot: str
    columns: list[Column]
    change: SchemaChangeOut | None


class FileSketchOut(Out):
    """A file that a run would write: its path in the folder, and its first lines (none: it is not text)."""

    path: str
    lines: list[str]


class RecipePreviewOut(Out):
    """Rows of the chosen output on the sample; `problems` stand at `steps.<n>...` or `params...`."""

    columns: list[Column]
    rows: list[list[Any]]
    offset: int
    total: int
    sampled: int
    is_whole: bool
    steps: list[StepReportOut]
    outputs: list[OutputPreviewOut]
    sql: str
    problems: list[FieldProblemOut]
    files: list[FileSketchOut] = []
    seconds: float
