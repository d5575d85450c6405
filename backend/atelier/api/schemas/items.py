"""Shapes of folders, datasets, uploads and roots."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from atelier.api.schemas.base import MOST, In, Out
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
    version: int = Field(ge=0, le=MOST)


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


class JsonLinesFormat(In):
    """How to read JSON lines: one object a line."""

    type: Literal["jsonl"]
    skip_lines: int = Field(0, ge=0, le=1000)


class ExcelFormat(In):
    """How to read a workbook. `None` means: detect; for the sheet, the first."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    type: Literal["excel"]
    sheet: str | None = Field(None, max_length=200)
    header: bool | None = None
    skip_lines: int = Field(0, ge=0, le=1000)


class ParquetFormat(In):
    """Parquet says itself how it is to be read."""

    type: Literal["parquet"]


def _format_type(value: Any) -> str:
    found = value.get("type", "csv") if isinstance(value, dict) else getattr(value, "type", "csv")
    return found if found in ("jsonl", "excel", "parquet") else "csv"


TableFormat = Annotated[
    Annotated[CsvFormat, Tag("csv")]
    | Annotated[JsonLinesFormat, Tag("jsonl")]
    | Annotated[ExcelFormat, Tag("excel")]
    | Annotated[ParquetFormat, Tag("parquet")],
    Discriminator(_format_type),
]
"""How to read a table; without a type, as text with separators."""


class DatasetSource(In):
    """Where a dataset comes from: an upload, a file below an allowed root, or the files of a folder.

    `pattern` chooses files of the folder by `*`, `**` and `?` (empty: all tables); `origin_column`, if given, is a
    column that names the file of each row.
    """

    kind: Literal["upload", "root", "folder"]
    upload_id: str | None = None
    root: RootRef | None = None
    folder_id: str | None = None
    pattern: str = Field("", max_length=500)
    origin_column: str = Field("", max_length=200)


class PreviewIn(In):
    source: DatasetSource
    format: TableFormat | None = None
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
    sheets: list[str]


class DatasetIn(In):
    name: str = Field(pattern=NAME)
    source: DatasetSource
    format: TableFormat | None = None
    columns: list[Column] | None = None


class DatasetReformatIn(In):
    format: TableFormat
    columns: list[Column] | None = None


class SchemaIn(In):
    columns: list[Column]


class AppendIn(In):
    """An uploaded file whose rows are put behind those of the dataset; its columns are found by name."""

    upload_id: str


class MisfitExample(Out):
    row: int
    value: str


class ColumnCheck(Out):
    """How many values of a column would not fit a type and be left empty, with the first few of them."""

    name: str
    type: str
    misfits: int
    examples: list[MisfitExample]


class SchemaCheckOut(Out):
    rows: int
    columns: list[ColumnCheck]


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


class RereadOut(DatasetOut):
    """A dataset after its files were read again; `said` tells in sentences what changed, nothing where nothing did."""

    said: list[str]


class SourceStandingOut(Out):
    """Whether the files behind a dataset are other than those that were read; None where that is not known."""

    is_changed: bool | None
    said: list[str]


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
