"""Shapes of folders, datasets, uploads and roots."""

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field

from atelier.api.schemas.base import In, Out
from atelier.api.schemas.projects import FlowItem, FlowRoleRef, Thumb
from atelier.storage.schema import Column

NAME = r"^[^\x00-\x1f/\\]{1,120}$"


class RootRef(In):
    """A place below an allowed root."""

    root: str = Field(max_length=200)
    path: str = Field("", max_length=1000)


class RootOut(Out):
    name: str
    exists: bool


class RootListing(Out):
    root: str
    path: str
    folders: list[str]
    files: list[dict[str, Any]]
    picture_count: int
    file_count: int
    truncated: bool


class FolderIn(In):
    name: str = Field(pattern=NAME)
    link: RootRef | None = None


class ItemPatch(In):
    name: str | None = Field(None, pattern=NAME)
    description: str | None = Field(None, max_length=10000)
    tags: list[str] | None = Field(None, max_length=50)


class UsageOut(Out):
    recipe_id: str
    recipe_name: str
    recipe_type: str
    direction: Literal["input", "output"]
    role: str


class VersionOut(Out):
    version: int
    created_at: datetime
    created_by: str
    reason: str
    facts: dict[str, Any]


class FolderOut(FlowItem):
    """A folder's page: counts by group, and whether it can be written to by hand."""

    description: str
    tags: list[str]
    link: dict[str, str] | None
    writable: bool
    written_by: str | None
    usages: list[UsageOut]
    files: int
    bytes: int
    pictures: int
    unreadable: int
    groups: list[dict[str, Any]]
    created_by: str
    created_at: datetime
    can_undo: bool
    undo_text: str


class EntryOut(Out):
    path: str
    size: int
    mtime: datetime
    content: str
    is_picture: bool
    width: int | None
    height: int | None
    problem: str | None


class SubFolderOut(Out):
    path: str
    name: str
    files: int
    bytes: int


class DeleteFilesIn(In):
    paths: list[str] = Field([], max_length=100_000)
    prefix: str | None = Field(None, max_length=1000)


class FolderChanged(Out):
    version: int
    files: int
    undo_version: int
    message: str


class UndoIn(In):
    version: int = Field(ge=0)


class UploadMade(Out):
    id: str


class UploadedFile(Out):
    path: str
    size: int


class FinishUploadIn(In):
    """What to do with the files of an upload: put them below `prefix` of a folder, archives unpacked."""

    upload_id: str
    prefix: str = Field("", max_length=500)
    unpack: bool = True


class CsvFormat(In):
    """How to read a text table. `None` means: detect."""

    # A tab is a separator, not white space to be stripped off.
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    type: Literal["csv"] = "csv"
    separator: str | None = Field(None, min_length=1, max_length=2)
    quote: str | None = Field(None, max_length=1)
    escape: str | None = Field(None, max_length=1)
    encoding: str | None = Field(None, max_length=40)
    header: bool | None = None
    skip_lines: int = Field(0, ge=0, le=1000)


class DatasetSource(In):
    """Where a dataset comes from: an upload, or a file below an allowed root."""

    kind: Literal["upload", "root"]
    upload_id: str | None = None
    root: RootRef | None = None


class PreviewIn(In):
    source: DatasetSource
    format: CsvFormat | None = None
    columns: list[Column] | None = None


class PreviewOut(Out):
    """The first rows as they would be read. `detected` says which settings were found rather than given."""

    format: dict[str, Any]
    detected: list[str]
    columns: list[Column]
    rows: list[list[Any]]
    row_count: int | None
    problems: list[str]
    raw_lines: list[str]


class DatasetIn(In):
    name: str = Field(pattern=NAME)
    source: DatasetSource
    format: CsvFormat | None = None
    columns: list[Column] | None = None


class DatasetReformatIn(In):
    format: CsvFormat
    columns: list[Column] | None = None


class SchemaIn(In):
    columns: list[Column]


class DatasetOut(FlowItem):
    description: str
    tags: list[str]
    columns: list[Column]
    rows: int | None
    format: dict[str, Any] | None
    source: dict[str, Any] | None
    problems: list[str]
    written_by: str | None
    usages: list[UsageOut]
    picture_folder_id: str | None
    created_by: str
    created_at: datetime


class RowsOut(Out):
    """Rows `offset` to `offset + len(rows)`; cells as JSON values, vectors as `{"length", "min", "max", "head"}`."""

    columns: list[Column]
    rows: list[list[Any]]
    offset: int
    total: int
    version: int


class ColumnQuality(Out):
    name: str
    valid: int
    invalid: int
    empty: int
    distinct: int | None


class QualityOut(Out):
    total: int
    columns: list[ColumnQuality]


class ModelLayer(Out):
    index: int
    name: str
    class_name: str
    output_shape: list[int | None]
    parameters: int
    block: str


class ModelOut(Out):
    """What a model folder says of itself."""

    folder: FolderOut
    architecture: str
    architecture_label: str
    trained_on: str
    licence: str
    input_size: list[int]
    minimum_size: int
    preprocessing: dict[str, Any]
    parameters: int
    retrained: bool
    classes: list[str]
    layers: list[ModelLayer]
    summary: str
    history: list[dict[str, Any]]
    best_epoch: int | None
    metrics: dict[str, Any]
    confusion: dict[str, Any] | None
    training: dict[str, Any] | None
    provenance: dict[str, Any]


__all__ = ["FlowRoleRef", "Thumb"]
