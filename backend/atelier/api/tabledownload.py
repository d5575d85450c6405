"""A dataset as a file: CSV written while it is sent, or Parquet."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow.parquet as pq
from sqlalchemy.orm import Session
from starlette.responses import FileResponse, Response, StreamingResponse

from atelier import jsontext
from atelier.db.tables import Item
from atelier.errors import Conflict, NotFound
from atelier.instance import Atelier
from atelier.items import datasets
from atelier.storage.schema import Column

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ROWS = 5000


def table_response(session: Session, atelier: Atelier, dataset: Item, *, format: str, safe: bool) -> Response:
    """Return all rows of a dataset as a download."""
    parts = datasets.parts_of(session, dataset, atelier.store)
    if dataset.version == 0:
        raise NotFound(f"{dataset.name} is not built yet, so there is nothing to download.")
    name = f"attachment; filename*=UTF-8''{quote(dataset.name)}.{format}"
    if format == "parquet":
        if len(parts) != 1:
            raise Conflict(f"{dataset.name} is stored in {len(parts)} parts; download it as CSV.")
        return FileResponse(parts[0], media_type="application/octet-stream", headers={"Content-Disposition": name})
    return StreamingResponse(
        csv_lines(parts, datasets.columns_of(dataset), safe=safe),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def csv_lines(parts: list[Path], columns: list[Column], *, safe: bool) -> Iterator[bytes]:
    """Yield the table as CSV in pieces."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for part in parts:
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                for row in zip(*(batch.column(index).to_pylist() for index in range(batch.num_columns)), strict=True):
                    writer.writerow([_text(value, safe=safe) for value in row])
                yield text.getvalue().encode()
                text.seek(0)
                text.truncate()
    yield text.getvalue().encode()


def _text(value: Any, *, safe: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        return jsontext.dumps(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if safe and isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
