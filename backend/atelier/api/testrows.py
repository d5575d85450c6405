"""Rows of a model's test set as the model answered them, read from the file beside it."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from atelier.api.schemas.lab import TrainedRowOut, TrainedRowsOut
from atelier.ml.tabular import mistakes
from atelier.ml.tabular.mistakes import Only


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
    table = mistakes.chosen(pq.read_table(place), truth=truth, prediction=prediction, only=only)
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
