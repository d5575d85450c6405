"""A dataset as a file: text and JSON lines written while they are sent, Parquet and Excel made once and kept."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.responses import FileResponse, Response, StreamingResponse

from atelier.db.tables import Item
from atelier.errors import NotFound
from atelier.instance import Atelier
from atelier.items import datasets
from atelier.storage.formats import writing
from atelier.storage.schema import Column
from atelier.tables.cache import key_of

_TEXTS = {
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "jsonl": "application/x-ndjson",
}
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_response(session: Session, atelier: Atelier, dataset: Item, *, format: str, safe: bool) -> Response:
    """Return all rows of a dataset as a download."""
    parts = datasets.parts_of(session, dataset, atelier.store)
    if dataset.version == 0:
        raise NotFound(f"{dataset.name} is not built yet, so there is nothing to download.")
    columns = datasets.columns_of(dataset)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(dataset.name)}.{format}"}
    if format in _TEXTS:
        return StreamingResponse(_lines(format, parts, columns, safe), media_type=_TEXTS[format], headers=headers)
    if format == "parquet" and len(parts) == 1:
        return FileResponse(parts[0], media_type="application/octet-stream", headers=headers)
    if format == "xlsx":
        writing.demand_fits_excel(int(dataset.facts.get("rows", 0)), len(columns))
    write = writing.write_excel if format == "xlsx" else writing.write_parquet
    key = f"{key_of('download', [str(part) for part in parts], [column.name for column in columns])}.{format}"
    place = atelier.tables.get(key, partial(write, parts=parts, columns=columns))
    media = _EXCEL if format == "xlsx" else "application/octet-stream"
    return FileResponse(place, media_type=media, headers=headers)


def _lines(format: str, parts: list[Path], columns: list[Column], safe: bool) -> Iterator[bytes]:
    if format == "jsonl":
        return writing.json_lines(parts, columns)
    return writing.text_lines(parts, columns, separator="\t" if format == "tsv" else ",", safe=safe)
