"""Datasets: from a text table to typed rows, and the rows themselves."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
    writing,
)
from atelier.api.itemview import dataset_out, versions_out
from atelier.api.schemas.base import MOST, Done
from atelier.api.schemas.items import (
    ColumnQuality,
    DatasetIn,
    DatasetOut,
    DatasetReformatIn,
    DatasetSource,
    ItemPatch,
    PreviewIn,
    PreviewOut,
    QualityOut,
    RowsOut,
    SchemaIn,
    TableFormat,
    VersionOut,
)
from atelier.api.tabledownload import table_response
from atelier.errors import Conflict, InvalidInput, NotFound
from atelier.items import conversion, datasets, naming, rereading, sources, versions
from atelier.items import explore as exploring
from atelier.items.meanings import is_described_only, with_choices
from atelier.storage.formats import reading
from atelier.storage.schema import Column
from atelier.tables import pages
from atelier.tables.explore import sampled_table
from atelier.tables.question import Question, Sort
from atelier.tables.samples import WHOLE, Sample

router = APIRouter(prefix="/api/projects/{key}/datasets", tags=["datasets"])


@router.post("/preview")
def preview(session: ReadSession, atelier: AtelierDep, project: ReadableProject, body: PreviewIn) -> PreviewOut:
    """Show the first rows of a table as they would be read, with what was found out about its format.

    Of a folder, the first file that matches is shown.
    """
    source = source_of(body.source)
    with sources.opened(session, project=project, store=atelier.store, source=source) as files:
        shown = reading.preview(files[0], given_format(body.format), body.columns)
    return PreviewOut(
        format=shown.format.as_json(),
        detected=shown.detected,
        columns=shown.columns,
        rows=shown.rows,
        row_count=None,
        problems=shown.problems,
        raw_lines=shown.raw_lines,
        sheets=shown.choices.get("sheet", []),
    )


@router.post("", status_code=201)
def create(
    reading_: ReadSession, atelier: AtelierDep, caller: CallerDep, project: WritableProjectReading, body: DatasetIn
) -> DatasetOut:
    """Make a dataset from a table that was uploaded or lies below a shared root, or from a folder's tables."""
    naming.demand_free(reading_, project=project, kind="dataset", name=naming.clean(body.name))
    source = source_of(body.source)
    is_folder = source["kind"] == "folder"
    marks = rereading.seen(reading_, project=project, store=atelier.store, source=source)
    with sources.opened(reading_, project=project, store=atelier.store, source=source) as files:
        converted = conversion.convert(
            files,
            store=atelier.store,
            given=given_format(body.format),
            columns=body.columns,
            staging=atelier.staging,
            origin_column=source.get("origin_column", ""),
            each_by_itself=is_folder,
        )
    with writing(atelier, caller, project.key) as (session, project):
        kept = sources.kept(session, project=project, source={**source, "seen": marks} if marks else source)
        origin = "uploaded" if source["kind"] == "upload" else "linked"
        dataset = datasets.create(session, project=project, name=body.name, author=caller.login, origin=origin)
        datasets.publish_table(
            session, dataset=dataset, converted=converted, source=kept, author=caller.login, reason="read from the file"
        )
        return dataset_out(session, project, dataset)


@router.get("/{dataset_id}", name="get")
def get_dataset(session: ReadSession, project: ReadableProject, dataset_id: str) -> DatasetOut:
    """Return a dataset."""
    return dataset_out(session, project, datasets.require(session, project=project, dataset_id=dataset_id))


@router.patch("/{dataset_id}")
def change(session: WriteSession, project: WritableProject, dataset_id: str, body: ItemPatch) -> DatasetOut:
    """Rename or describe a dataset."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    versions.change(
        session, project=project, item=dataset, name=body.name, description=body.description, tags=body.tags
    )
    return dataset_out(session, project, dataset)


@router.delete("/{dataset_id}")
def delete(session: WriteSession, project: WritableProject, dataset_id: str) -> Done:
    """Put a dataset into the trash."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    versions.delete(session, item=dataset)
    return Done(message=f"{dataset.name} is in the trash.")


@router.put("/{dataset_id}/schema")
def set_schema(
    reading_: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    dataset_id: str,
    body: SchemaIn,
) -> DatasetOut:
    """Give columns other names, types and meanings; where names or types change, the table is read again to fit.

    A meaning other than the column's own is noted with it; given again, its own meaning is no choice any more.
    """
    dataset = datasets.require(reading_, project=project, dataset_id=dataset_id)
    names = [column.name for column in body.columns]
    if len(set(names)) < len(names):
        raise InvalidInput.at("columns", "Two columns may not have one name.")
    if "" in names:
        raise InvalidInput.at("columns", "Every column needs a name.")
    before = datasets.columns_of(dataset)
    if not dataset.params.get("source") or is_described_only(before, body.columns):
        with writing(atelier, caller, project.key) as (session, project):
            dataset = datasets.require(session, project=project, dataset_id=dataset_id)
            datasets.describe_columns(session, dataset=dataset, columns=body.columns)
            return dataset_out(session, project, dataset)
    return _read_again(
        reading_, atelier, caller, project, dataset_id, None, with_choices(before, body.columns), "columns changed"
    )


@router.put("/{dataset_id}/format")
def reformat(
    reading_: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    dataset_id: str,
    body: DatasetReformatIn,
) -> DatasetOut:
    """Read the table again in another format."""
    return _read_again(
        reading_, atelier, caller, project, dataset_id, given_format(body.format), body.columns, "format changed"
    )


@router.get("/{dataset_id}/rows")
def rows(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    dataset_id: str,
    offset: Annotated[int, Query(ge=0, le=MOST)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    column: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies it
    sort: str | None = None,
    descending: bool = False,
    search: Annotated[str, Query(max_length=200)] = "",
) -> RowsOut:
    """Return a page of rows."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    known = datasets.columns_of(dataset)
    if sort is not None:
        _column(known, sort)
    chosen, found = exploring.page(
        session,
        dataset=dataset,
        store=atelier.store,
        sample=WHOLE,
        question=Question((), search, (Sort(sort, descending),) if sort else (), tuple(column)),
        names=column,
        offset=offset,
        limit=limit,
    )
    return RowsOut(columns=chosen, rows=found.rows, offset=offset, total=found.total, version=dataset.version)


@router.get("/{dataset_id}/quality")
def quality(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    dataset_id: str,
    sample: Literal["head", "last", "random", "stratified", "rebalance", "whole"] = "whole",
    sample_rows: Annotated[int, Query(ge=1, le=1_000_000)] = 10_000,
    sample_column: str | None = None,
    seed: Annotated[int, Query(ge=0, le=2**31 - 1)] = 1337,
) -> QualityOut:
    """Return how many values of each column are valid for its meaning, invalid, empty, on a sample or on all rows."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    parts = datasets.parts_of(session, dataset, atelier.store)
    columns = datasets.columns_of(dataset)
    wanted = Sample(sample, sample_rows, sample_column, seed)
    total, figures = pages.quality_of(sampled_table(parts, columns, wanted, atelier.store.tables), columns)
    return QualityOut(total=total, columns=[ColumnQuality.model_validate(one) for one in figures])


@router.get("/{dataset_id}/cell")
def cell(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    dataset_id: str,
    row: Annotated[int, Query(ge=0, le=MOST)],
    column: str,
) -> dict[str, Any]:
    """Return one cell in full, for what a page only sums up."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    chosen = _column(datasets.columns_of(dataset), column)
    return {"value": pages.whole_cell(datasets.parts_of(session, dataset, atelier.store), chosen, row)}


@router.get("/{dataset_id}/download", response_class=Response, response_model=None)
def download(
    session: ReadSession,
    atelier: AtelierDep,
    project: ReadableProject,
    dataset_id: str,
    format: Annotated[str, Query(pattern="^(csv|tsv|jsonl|parquet|xlsx)$")] = "csv",
    safe: bool = False,
) -> Response:
    """Send all rows; `safe` keeps a spreadsheet from taking a text for a formula."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    return table_response(session, atelier, dataset, format=format, safe=safe)


@router.get("/{dataset_id}/versions", name="versions")
def list_versions(session: ReadSession, project: ReadableProject, dataset_id: str) -> list[VersionOut]:
    """Return the dataset's versions, newest first."""
    return versions_out(session, datasets.require(session, project=project, dataset_id=dataset_id))


def _read_again(
    reading_: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    dataset_id: str,
    given: dict[str, Any] | None,
    columns: list[Column] | None,
    reason: str,
) -> DatasetOut:
    dataset = datasets.require(reading_, project=project, dataset_id=dataset_id)
    source = dataset.params.get("source")
    if not source:
        raise Conflict(f"{dataset.name} was not read from a file.")
    marks = rereading.seen(reading_, project=project, store=atelier.store, source=source)
    with sources.opened(reading_, project=project, store=atelier.store, source=source) as files:
        converted = datasets.read_again(
            files,
            dataset,
            store=atelier.store,
            given=given if given is not None else dataset.params.get("format"),
            columns=columns,
            staging=atelier.staging,
        )
    with writing(atelier, caller, project.key) as (session, project):
        dataset = datasets.require(session, project=project, dataset_id=dataset_id)
        if marks:
            source = {**source, "seen": marks}
        if source.get("origin_column") and columns:
            source = {**source, "origin_column": columns[-1].name}
        datasets.publish_table(
            session, dataset=dataset, converted=converted, source=source, author=caller.login, reason=reason
        )
        return dataset_out(session, project, dataset)


def source_of(source: DatasetSource) -> dict[str, Any]:
    """Return a source as services take it; raises `InvalidInput` at what is missing."""
    if source.kind == "root":
        if source.root is None:
            raise InvalidInput.at("source.root", "Choose a file below a shared root.")
        return {"kind": "root", "root": source.root.root, "path": source.root.path}
    if source.kind == "folder":
        if not source.folder_id:
            raise InvalidInput.at("source.folder_id", "Choose the folder with the files.")
        return {
            "kind": "folder",
            "folder_id": source.folder_id,
            "pattern": source.pattern,
            "origin_column": source.origin_column,
        }
    if not source.upload_id:
        raise InvalidInput.at("source.upload_id", "Upload a file first.")
    return {"kind": "upload", "upload_id": source.upload_id}


def given_format(format: TableFormat | None) -> dict[str, Any] | None:
    """Return a format as it was asked for; None where all is to be detected."""
    return None if format is None else format.model_dump()


def _column(known: list[Column], name: str) -> Column:
    for column in known:
        if column.name == name:
            return column
    raise NotFound(f"There is no column “{name}”.")
