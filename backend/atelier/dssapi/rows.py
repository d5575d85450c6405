"""The rows of datasets as scripts read them, and the files behind uploaded ones."""

from collections.abc import Iterator
from typing import Annotated, Any

import pyarrow.parquet as pq
from fastapi import APIRouter, File, Query, Request, UploadFile
from fastapi.responses import StreamingResponse

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
from atelier.dssapi import names, tables
from atelier.dssapi.bodies import ObjectBody
from atelier.dssapi.cells import tsv_chunks
from atelier.dssapi.partitions import demand_all_whole
from atelier.dssapi.paths import PREFIX
from atelier.dssapi.selection import Selection, params_of
from atelier.dssapi.streams import BROKEN
from atelier.errors import AtelierError, InvalidInput, NotFound
from atelier.items import datasets
from atelier.storage.names import clean_path

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/datasets/{{name}}", tags=["dss"])

_FORMATS = {"tsv-excel-noheader": False, "tsv-excel-header": True}
_ROWS_A_BATCH = 10_000


@router.get("/data")
def rows(
    name: str,
    project: ReadableProject,
    session: ReadSession,
    atelier: AtelierDep,
    format: str = "tsv-excel-noheader",
    columns: Annotated[list[str] | None, Query()] = None,
    partitions: Annotated[list[str] | None, Query()] = None,
    filter: Annotated[str, Query(max_length=20_000)] = "",
    sampling: Annotated[str, Query(max_length=20_000)] = "",
    read_session: Annotated[str, Query(alias="readSessionId", max_length=100)] = "",
) -> StreamingResponse:
    """Stream rows as tab-separated text, in the order of the schema or of `columns`.

    All rows, or those for which a formula is true (`filter`), and of these a sample (`sampling`, JSON).
    """
    demand_all_whole(partitions)
    if format not in _FORMATS:
        raise InvalidInput.at("format", f"“{format}” is not offered; {', '.join(_FORMATS)} are.")
    dataset = names.dataset(session, project, name)
    known = {column.name: column for column in datasets.columns_of(dataset)}
    missing = [column for column in columns or [] if column not in known]
    if missing:
        raise InvalidInput.at("columns", f"{name} has no column “{missing[0]}”.")
    wanted = [known[column] for column in columns] if columns else list(known.values())
    parts = datasets.parts_of(session, dataset, atelier.store)

    some = None
    if filter or sampling:
        some = Selection(name, parts, list(known.values()), wanted, params_of(filter, sampling))
        some.demand_sound()

    def read() -> Iterator[tuple[Any, ...]]:
        for part in parts:
            with pq.ParquetFile(part) as file:
                here = [column.name for column in wanted if column.name in file.schema_arrow.names]
                for batch in file.iter_batches(batch_size=_ROWS_A_BATCH, columns=here):
                    cells = {column: batch.column(column).to_pylist() for column in here}
                    empty = [None] * batch.num_rows
                    yield from zip(*(cells.get(column.name, empty) for column in wanted), strict=True)

    def stream() -> Iterator[str]:
        try:
            if _FORMATS[format]:
                yield "\t".join(column.name for column in wanted) + "\r\n"
            yield from tsv_chunks(wanted, some.rows() if some else read())
        except Exception as error:
            BROKEN.note(read_session, error.message if isinstance(error, AtelierError) else "")
            raise

    return StreamingResponse(stream(), media_type="text/tab-separated-values; charset=utf-8")


@router.get("/finish-streaming")
def finish_streaming(
    name: str,
    project: ReadableProject,
    session: ReadSession,
    read_session: Annotated[str, Query(alias="readSessionId", max_length=100)] = "",
) -> dict[str, Any]:
    """Say whether the rows of a read were all sent: an error after the headers can be told in no other way."""
    names.dataset(session, project, name)
    reason = BROKEN.take(read_session)
    if reason is not None:
        raise AtelierError(f"Reading {name} broke off. {reason}".strip())
    return {"complete": True}


@router.delete("/data")
def clear(
    name: str,
    project: WritableProject,
    session: WriteSession,
    caller: CallerDep,
    partitions: Annotated[list[str] | None, Query()] = None,
) -> dict[str, Any]:
    """Empty a dataset; its schema stays."""
    demand_all_whole(partitions)
    dataset = names.dataset(session, project, name)
    datasets.publish_parts(
        session,
        dataset=dataset,
        parts=[],
        columns=dataset.columns,
        facts={k: v for k, v in dataset.facts.items() if k == "holds"},
        author=caller.login,
        reason="cleared",
    )
    return {"msg": f"Cleared {name}"}


@router.post("/uploaded/files")
def add_file(
    request: Request,
    name: str,
    file: Annotated[UploadFile, File()],
    project: WritableProjectReading,
    session: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
) -> dict[str, Any]:
    """Put a file behind an uploaded dataset; it is read when its format is saved."""
    clean = clean_path(file.filename or "")
    if names.dataset(session, project, name).origin != "uploaded":
        raise InvalidInput(f"{name} is not a dataset of uploaded files.")
    blob = atelier.blobs.put_stream(file.file, limit_bytes=atelier.settings.max_upload_bytes, name=f"“{clean}”")
    with writing(atelier, caller, project.key, request=request) as (write_session, here):
        dataset = names.dataset(write_session, here, name)
        tables.add_file(dataset, name=clean, blob=blob.sha256, size=blob.size)
        if dataset.extra.get("format", {}).get("type"):
            tables.read_anew(
                write_session, dataset, atelier, author=caller.login, columns=datasets.columns_of(dataset) or None
            )
    return {"path": f"/{clean}", "length": blob.size}


@router.get("/uploaded/files")
def list_files(name: str, project: ReadableProject, session: ReadSession) -> list[dict[str, Any]]:
    """List the files behind an uploaded dataset."""
    dataset = names.dataset(session, project, name)
    return [{"path": f"/{file['name']}", "length": file["size"]} for file in tables.files_of(dataset)]


@router.post("/actions/testAndDetectSettings/{kind}")
def detect(
    name: str, kind: str, body: ObjectBody, project: WritableProjectReading, session: ReadSession, atelier: AtelierDep
) -> dict[str, Any]:
    """Detect how a dataset's file is written; the script saves what it likes of it."""
    if kind != "fsLike":
        raise NotFound(f"Nothing is detected for “{kind}”.")
    dataset = names.dataset(session, project, name)
    found = tables.detect(session, dataset, atelier, infer_types=bool(body.get("inferStorageTypes")))
    return {"hasResult": True, "alive": False, "jobId": None, "result": found}
