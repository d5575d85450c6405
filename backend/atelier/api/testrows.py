"""Rows of a model's test set as the model answered them, read from the file beside it."""

from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from atelier.api.schemas.lab import TrainedRowOut, TrainedRowsOut

Only = Literal["all", "right", "wrong"]


def rows_out(
    place: Path,
    *,
    picture_folder: str,
    truth: str | None,
    prediction: str | None,
    only: Only,
    offset: int,
    limit: int,
) -> TrainedRowsOut:
    """Return rows of one cell of the confusion (None: any), surest first; of numbers, the farthest off first."""
    table = pq.read_table(place)
    for name, wanted in (("truth", truth), ("prediction", prediction)):
        if wanted is not None:
            table = table.filter(pc.equal(table.column(name).cast("string"), wanted))
    if only != "all":
        is_right = pc.equal(table.column("truth"), table.column("prediction"))
        table = table.filter(is_right if only == "right" else pc.invert(is_right))
    if "confidence" in table.column_names:
        table = table.sort_by([("confidence", "descending")])
    elif pa.types.is_floating(table.schema.field("prediction").type):
        distance = pc.abs(pc.subtract(table.column("truth").cast("float64"), table.column("prediction")))
        table = table.take(pc.sort_indices(distance, sort_keys=[("", "descending")]))
    some = table.slice(offset, limit).to_pylist()
    return TrainedRowsOut(total=table.num_rows, rows=[_row_out(row) for row in some], picture_folder=picture_folder)


def _row_out(row: dict[str, Any]) -> TrainedRowOut:
    return TrainedRowOut(
        row=row["row"],
        truth=row["truth"],
        prediction=row["prediction"],
        confidence=row.get("confidence"),
        probabilities={name.removeprefix("proba_"): value for name, value in row.items() if name.startswith("proba_")},
        picture=row.get("picture"),
    )
